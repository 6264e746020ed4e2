using System.Text.Json;
using Microsoft.Extensions.Options;
using Platform.Audit;
using Platform.Identity;
using Platform.Ids;
using Platform.Turns;

namespace Platform.DataRights;

[GrainType("retention")]
internal sealed class RetentionGrain(
    ITurnStore turns, IExpiredRows expired, IAuditReader ledgers, IIdSource ids, TimeProvider clock, IOptions<RetentionOptions> options)
    : DurableGrain<RetentionState>(turns, RetentionJson.Default.RetentionState, RetentionState.Empty), IRetentionGrain
{
    /// <summary>Transactions in one call: it ends well before callers give up, and the alarm goes on with the rest a moment later.</summary>
    private const int BatchesMax = 20;

    // A move ends within minutes, and what is kept an hour too long harms nobody.
    private static readonly TimeSpan AfterMove = TimeSpan.FromHours(1);

    private DateTimeOffset Now => clock.GetUtcNow();

    private RetentionPeriods InForce => State.Own.Or(options.Value.Periods);

    public async Task Begin(string timeZone, CancellationToken cancellationToken)
    {
        if (State.Due is null)
        {
            await Save(State with { Due = RetentionState.NextNight(Tenant, Now, TimeZoneInfo.FindSystemTimeZoneById(timeZone)) });
        }
    }

    public Task<RetentionView> Get(CancellationToken cancellationToken) => Task.FromResult(View());

    public async Task<RetentionView> Configure(RetentionPeriods own, CancellationToken cancellationToken)
    {
        if (own != State.Own)
        {
            var due = State.Due ?? await NextNight(cancellationToken);
            await Save(State with { Own = own, Due = due }, Act("retention-configured", "", Written(State.Own), Written(own)));
        }
        return View();
    }

    public async Task<RetentionView> Run(CancellationToken cancellationToken)
    {
        if (State.Work is null)
        {
            await Save(State with { Due = Now, Work = RetentionWork.Begin(Now) }, Act("retention-started", "before its time", null, null));
        }
        return View();
    }

    public async Task OnAlarm(string name, DateTimeOffset due, CancellationToken cancellationToken)
    {
        if (State.Due is { } standing && standing <= Now) { await Work(cancellationToken); }
        else { await Save(State); }
    }

    private async Task Work(CancellationToken cancellationToken)
    {
        var work = State.Work ?? RetentionWork.Begin(Now);
        for (var batches = 0; batches < BatchesMax && !work.IsOver; batches++)
        {
            if (await expired.Remove(Tenant, work.Kind, work.Before(InForce), work.After, cancellationToken) is not { } batch)
            {
                await Save(State with { Work = work, Due = Now + AfterMove });
                return;
            }
            foreach (var peer in batch.Forgotten) { await Forget(peer, cancellationToken); }
            work = work.Then(batch);
        }
        if (work.IsOver) { await End(work, cancellationToken); }
        else { await Save(State with { Work = work, Due = Now }); }
    }

    private async Task End(RetentionWork work, CancellationToken cancellationToken)
    {
        var round = new RetentionRound(work.BeganAt, Now, work.Removed);
        var next = State with { Work = null, Last = round, Due = await NextNight(cancellationToken) };
        // A night without work is not worth an entry: there are as many as days.
        await (round.Removed.IsEmpty ? Save(next) : Save(next, await Removed(round, cancellationToken)));
    }

    private async Task<TurnRecord.Audit> Removed(RetentionRound round, CancellationToken cancellationToken)
    {
        var mark = new RetentionMark(
            round.Removed, await BaseOf(AuditLedger.Registry, cancellationToken), await BaseOf(AuditLedger.Data, cancellationToken));
        var text = string.Join(", ", round.Removed.Select(rows => $"{rows.Table} {rows.Rows}"));
        return Act("retention-removed", text, null, JsonSerializer.Serialize(mark, RetentionJson.Default.RetentionMark));
    }

    private async Task<ChainBase?> BaseOf(AuditLedger ledger, CancellationToken cancellationToken) =>
        await ledgers.ReadHead(Tenant, ledger, cancellationToken) is { BaseSequence: > 0 } head
            ? new ChainBase(head.BaseSequence, Convert.ToHexStringLower(head.BaseHash.Span))
            : null;

    // What is in memory was decided on rows that are gone.
    private async Task Forget(PeerKey peer, CancellationToken cancellationToken)
    {
        await GrainFactory.Conversation(Tenant, peer).Forget(cancellationToken);
        if (peer.Number is null) { await GrainFactory.Identity(Tenant, peer).Forget(cancellationToken); }
    }

    private async Task<DateTimeOffset> NextNight(CancellationToken cancellationToken) => RetentionState.NextNight(
        Tenant, Now, await GrainFactory.Tenant(Tenant).GetProfile(cancellationToken) is { } profile
            ? TimeZoneInfo.FindSystemTimeZoneById(profile.TimeZone)
            : TimeZoneInfo.Utc);

    private Task<bool> Save(RetentionState next, params ReadOnlySpan<TurnRecord> records) => Commit(
        next, new Turn(Tenant) { Records = [.. records], Alarms = [new AlarmChange(RetentionState.Alarm, next.Due)] });

    private TurnRecord.Audit Act(string action, string detail, string? before, string? after)
    {
        var actor = Actor.Current;
        return new(ids.NewId(), action, actor.Name, detail, Now, actor.Address, before, after);
    }

    private RetentionView View() => new(State.Own, InForce, State.Due, State.Work is not null, State.Last);

    private static string Written(RetentionPeriods periods) => JsonSerializer.Serialize(periods, RetentionJson.Default.RetentionPeriods);
}
