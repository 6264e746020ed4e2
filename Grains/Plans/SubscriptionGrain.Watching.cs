using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Plans;

/// <summary>The counters, read beside the turns that ask for what they mean.</summary>
internal sealed partial class SubscriptionGrain
{
    private UsageSnapshot _seen = UsageSnapshot.None;
    private PlanStanding _standing = PlanStanding.Free;
    private IGrainTimer? _refresh;

    private void ScheduleRefresh()
    {
        // One look at a time; while the store is away, the next one is not before the counters would be old again.
        _seen = _seen with { AskedAt = Now };
        LookIn(TimeSpan.Zero);
    }

    private void LookIn(TimeSpan wait)
    {
        if (_refresh is { } timer) { timer.Change(wait, Timeout.InfiniteTimeSpan); }
        else { _refresh = this.RegisterGrainTimer(TryRefresh, new GrainTimerCreationOptions(wait, Timeout.InfiniteTimeSpan)); }
    }

    // What turns count is read from the store; what a company has now is asked of who keeps it, and answered at any time.
    private async Task<ImmutableArray<Metered>> Used(BillingPeriod period, CancellationToken cancellationToken)
    {
        var counted = await records.ReadUsage(Tenant, period, cancellationToken);
        var users = await GrainFactory.People(Tenant).Count(cancellationToken);
        var names = (await GrainFactory.Tenant(Tenant).GetOverview(cancellationToken))?.Names ?? [];
        return [.. counted, new Metered(Meter.Users, users), new Metered(Meter.Channels, names.Count(TenantNames.IsChannel))];
    }

    private async Task TryRefresh(CancellationToken cancellationToken)
    {
        try
        {
            await Refresh(cancellationToken);
        }
        catch (StoreUnavailableException unavailable)
        {
            CountersUnread(logger, Tenant.Value, unavailable);
        }
    }

    private async Task Refresh(CancellationToken cancellationToken)
    {
        if (State.Plan is not { } plan) { return; }

        var period = BillingPeriod.Of(Now, await Zone(cancellationToken));
        var used = await Used(period, cancellationToken);
        _seen = new UsageSnapshot(Now);
        _standing = Limits.Standing(plan, used);
        var (next, warnings) = Warnings.Find(State, plan, period, used);
        if (warnings.IsEmpty) { return; }

        next = Notices.OfLimits(next, plan, period, warnings, Now);
        await Commit(next, new Turn(Tenant)
        {
            Alarms = AlarmOf(next),
            Records = [.. warnings.Select(warning => new TurnRecord.Audit(
                ids.NewId(), warning.Action, "platform", $"{warning.Meter} in {period}", Now))],
        });
        foreach (var warning in warnings) { LimitMet(logger, warning.Action, warning.Meter, Tenant.Value); }
    }

    [LoggerMessage(LogLevel.Warning, "The counters of tenant {Tenant} could not be read; its limits are judged by what was last seen")]
    private static partial void CountersUnread(ILogger logger, Guid tenant, Exception failure);

    [LoggerMessage(LogLevel.Information, "{What}: {Meter} of tenant {Tenant}")]
    private static partial void LimitMet(ILogger logger, string what, Meter meter, Guid tenant);
}

/// <summary>When the counters were last read, or asked for.</summary>
internal sealed record UsageSnapshot(DateTimeOffset AskedAt)
{
    public static UsageSnapshot None { get; } = new(DateTimeOffset.MinValue);

    public bool IsOlderThan(DateTimeOffset moment) => AskedAt <= moment;
}
