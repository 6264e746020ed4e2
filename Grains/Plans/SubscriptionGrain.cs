using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Platform.Audit;
using Platform.Ids;
using Platform.Turns;

namespace Platform.Plans;

[GrainType("subscription")]
internal sealed partial class SubscriptionGrain(
    ITurnStore turns,
    IRecordReader records,
    IIdSource ids,
    TimeProvider clock,
    IOptions<PlanOptions> options,
    ILogger<SubscriptionGrain> logger)
    : DurableGrain<SubscriptionState>(turns, SubscriptionJson.Default.SubscriptionState, SubscriptionState.Empty), ISubscriptionGrain
{
    private const string BillingAlarm = "billing";

    /// <summary>Why a tenant is suspended from here; what others suspended it for stays theirs.</summary>
    private const string StopReason = "subscription";

    private DateTimeOffset Now => clock.GetUtcNow();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        await TryRefresh(cancellationToken);
    }

    public async Task<SubscribeOutcome> Subscribe(string planId, int? version, bool trial, CancellationToken cancellationToken)
    {
        if (await GrainFactory.PlanCatalog().Find(planId, version, cancellationToken) is not { } plan)
        {
            return SubscribeOutcome.NoSuchPlan;
        }
        if (State.Plan is { } before && before.Currency != plan.Currency) { return SubscribeOutcome.OtherCurrency; }

        var zone = await Zone(cancellationToken);
        await Put(Billing.Subscribe(State, plan, trial, Now, zone), "plan-subscribed", $"{plan.Id} version {plan.Version}", zone);
        await Refresh(cancellationToken);
        await Enforce(zone, cancellationToken);
        return SubscribeOutcome.Subscribed;
    }

    public async Task Cancel(CancellationToken cancellationToken)
    {
        if (State.Plan is null || State.EndsAt is not null) { return; }

        var zone = await Zone(cancellationToken);
        await Put(Billing.Cancel(State, Now, zone), "plan-cancelled", State.Plan.Id, zone);
    }

    public Task<SubscriptionView?> Get(CancellationToken cancellationToken) => Task.FromResult(State.Plan is { } plan
        ? new SubscriptionView(
            State.StatusAt(Now), plan, State.Since, State.TrialEnds, State.EndsAt, State.Owed, State.Credit, State.Months)
        : null);

    // The counters are read beside the turns that ask: a conversation never waits for them.
    public Task<PlanStanding> GetStanding(CancellationToken cancellationToken)
    {
        if (State.Plan is not null && _seen.IsOlderThan(Now - options.Value.RefreshAfter)) { ScheduleRefresh(); }
        return Task.FromResult(_standing);
    }

    public Task<Allowance> Allow(Meter meter, long current, CancellationToken cancellationToken)
    {
        // By then what is being added is there, and may have to be warned of.
        if (State.Plan?.LimitOf(meter) is not null) { LookIn(options.Value.RefreshAfter); }
        return Task.FromResult(Limits.Allow(State.Plan, meter, current));
    }

    public async Task<PaymentOutcome> RecordPayment(Payment payment, CancellationToken cancellationToken)
    {
        var (outcome, next) = Billing.Pay(State, payment);
        if (outcome == PaymentOutcome.Recorded)
        {
            var zone = await Zone(cancellationToken);
            await Put(next, "payment-recorded", $"{payment.Provider} {payment.ProviderId}: {payment.Amount} {payment.Currency}", zone);
        }

        // A repeated report goes on where the first one was interrupted.
        await Enforce(await Zone(cancellationToken), cancellationToken);
        return outcome;
    }

    public async Task<UsageReport> GetUsage(CancellationToken cancellationToken)
    {
        var period = BillingPeriod.Of(Now, await Zone(cancellationToken));
        var used = await Used(period, cancellationToken);
        SubscriptionStatus? status = State.Plan is null ? null : State.StatusAt(Now);
        return new UsageReport(
            Tenant, period, status, Limits.Standing(State.Plan, used), Limits.Lines(State.Plan, used),
            State.WarnedIn == period ? State.Warned : []);
    }

    public async Task<Statement?> GetStatement(BillingPeriod period, CancellationToken cancellationToken)
    {
        if (await GrainFactory.Tenant(Tenant).GetProfile(cancellationToken) is not { } company) { return null; }

        var zone = TimeZoneInfo.FindSystemTimeZoneById(company.TimeZone);
        var current = BillingPeriod.Of(Now, zone);
        if (period > current) { return null; }

        // How many people and channels there were in a month that has ended, nobody knows.
        var used = period == current ? await Used(period, cancellationToken) : await records.ReadUsage(Tenant, period, cancellationToken);
        return Statements.Make(State, company, period, used, Now, zone);
    }

    public async Task OnAlarm(string name, DateTimeOffset due, CancellationToken cancellationToken)
    {
        if (await GrainFactory.Tenant(Tenant).GetProfile(cancellationToken) is null)
        {
            // The tenant was deleted: nobody is billed any more.
            await Commit(State, new Turn(Tenant) { Alarms = [new AlarmChange(name, null)] });
            return;
        }
        if (name == NoticeAlarm)
        {
            await TellAdministrators(cancellationToken);
            return;
        }
        var zone = await Zone(cancellationToken);
        await Enforce(zone, cancellationToken);
        await Put(Billing.Advance(State, Now, zone), action: null, detail: "", zone);
        await Enforce(zone, cancellationToken);
    }

    // The tenant is told before it is noted that it was: interrupted between the two, the alarm that still stands tells it again.
    private async Task Enforce(TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var now = Now;
        if (!State.IsToBeEnforced(now)) { return; }

        var stop = State.MustStop(now);
        var tenant = GrainFactory.Tenant(Tenant);
        if (stop)
        {
            await tenant.Suspend(StopReason, cancellationToken);
        }
        else
        {
            await tenant.Lift(StopReason, cancellationToken);
        }
        var told = State with { Stopped = stop, StoppedFor = stop ? State.Unpaid(now) : default };
        await Put(told, stop ? "subscription-stopped" : "subscription-resumed", $"owed {State.Owed}", zone);
    }

    private Task<bool> Put(SubscriptionState changed, string? action, string detail, TimeZoneInfo zone)
    {
        // One moment for all of it: what became due between two looks at the clock would be noticed by neither.
        var now = Now;
        var next = Notices.OfPayment(changed.WithStopNoted(now), now);
        var due = next.IsToBeEnforced(now) ? now : Billing.NextDue(next, now, zone);
        return Commit(next, new Turn(Tenant)
        {
            Records = action is null ? [] : [Audited(action, detail, next)],
            Alarms = [new AlarmChange(BillingAlarm, due), .. AlarmOf(next)],
        });
    }

    private TurnRecord.Audit Audited(string action, string detail, SubscriptionState next) => new(
        ids.NewId(), action, Actor.Current.Name, detail, Now, Actor.Current.Address, Summary(State), Summary(next));

    private string? Summary(SubscriptionState state) => state.Plan is { } plan
        ? JsonSerializer.Serialize(
            new SubscriptionSummary(plan.Id, plan.Version, state.StatusAt(Now), state.Owed, state.Credit),
            SubscriptionSummaryJson.Default.SubscriptionSummary)
        : null;

    private async Task<TimeZoneInfo> Zone(CancellationToken cancellationToken) =>
        await GrainFactory.Tenant(Tenant).GetProfile(cancellationToken) is { } profile
            ? TimeZoneInfo.FindSystemTimeZoneById(profile.TimeZone)
            : TimeZoneInfo.Utc;
}
