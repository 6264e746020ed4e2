using Microsoft.Extensions.Logging;
using Platform.Audit;
using Platform.Ids;
using Platform.Turns;

namespace Platform.Tenancy;

[GrainType("tenant-move")]
internal sealed partial class TenantMoveGrain(
    ITurnStore turns, IPlacements placements, IIdSource ids, TimeProvider clock, ILogger<TenantMoveGrain> logger)
    : DurableGrain<TenantMoveState>(turns, TenantMoveJson.Default.TenantMoveState, TenantMoveState.Nothing), ITenantMoveGrain
{
    private IGrainTimer? _timer;
    private bool _moving;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        // Copying takes longer than a call may; it goes on beside the calls that ask how far it is.
        _timer = this.RegisterGrainTimer(
            GoOn, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true, KeepAlive = true });
    }

    public async Task<MoveStatus> Get(CancellationToken cancellationToken) =>
        new(await placements.Get(Tenant, cancellationToken), State.Order, State.Problem);

    public async Task<MoveAnswer> Move(MoveOrder order, CancellationToken cancellationToken)
    {
        var placement = await placements.Get(Tenant, cancellationToken);
        var refusal = State.Refuse(order, placement);
        if (refusal is null && State.Order is null && !TenantMoveState.IsThere(order, placement))
        {
            var next = new TenantMoveState(order, Problem: null, Failures: 0);
            await Commit(next, TurnWith(next, Act("tenant-move", Describe(order))));
            _timer!.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
        return new MoveAnswer(refusal, await Get(cancellationToken));
    }

    public async Task<MoveAnswer> Confirm(CancellationToken cancellationToken)
    {
        if (State.Order is not null) { return new MoveAnswer("A move is under way.", await Get(cancellationToken)); }
        if ((await placements.Get(Tenant, cancellationToken)).Unconfirmed is { } old)
        {
            await placements.Confirm(Tenant, cancellationToken);
            await Commit(State, TurnWith(State, Act("tenant-move-confirm", $"old data ({old}) removed")));
        }
        return new MoveAnswer(Refusal: null, await Get(cancellationToken));
    }

    public Task OnAlarm(string name, DateTimeOffset due, CancellationToken cancellationToken)
    {
        if (State.Order is null) { return Commit(State, TurnWith(State)); }
        if (!_moving) { _timer!.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan); }
        return Task.CompletedTask;
    }

    private async Task GoOn(CancellationToken cancellationToken)
    {
        if (_moving || State.Order is not { } order) { return; }
        _moving = true;
        try
        {
            await End(order, await Try(order));
        }
        catch (StoreUnavailableException unavailable)
        {
            // The alarm still stands in the registry.
            NotRecorded(logger, Tenant.Value, unavailable);
        }
        finally
        {
            _moving = false;
        }
    }

    private async Task<TenantMoveState> Try(MoveOrder order)
    {
        try
        {
            await placements.Move(Tenant, order.To, order.Server, CancellationToken.None);
            return TenantMoveState.Nothing;
        }
        catch (PlacementException refused)
        {
            return TenantMoveState.Nothing with { Problem = refused.Message };
        }
        catch (Exception failure)
        {
            Failed(logger, Tenant.Value, failure);
            return State.Failed(failure is StoreUnavailableException ? failure.Message : "Something failed; the log says what.");
        }
    }

    private Task<bool> End(MoveOrder order, TenantMoveState next) => next.Order is not null
        ? Commit(next, TurnWith(next))
        : Commit(next, TurnWith(next, Act(next.Problem is null ? "tenant-moved" : "tenant-move-failed", next.Problem ?? Describe(order))));

    private Turn TurnWith(TenantMoveState next, params ReadOnlySpan<TurnRecord> records) => new(Tenant)
    {
        Records = [.. records],
        Alarms = [new AlarmChange(TenantMoveState.Alarm, next.Order is null ? null : clock.GetUtcNow() + next.Pause)],
    };

    private TurnRecord.Audit Act(string action, string detail)
    {
        var actor = Actor.Current;
        return new(ids.NewId(), action, actor.Name, detail, clock.GetUtcNow(), actor.Address);
    }

    private static string Describe(MoveOrder order) => order.Server is { } server ? $"to {order.To} on {server}" : $"to {order.To}";

    [LoggerMessage(LogLevel.Warning, "A move of tenant {Tenant} did not succeed; it is tried again")]
    private static partial void Failed(ILogger logger, Guid tenant, Exception failure);

    [LoggerMessage(LogLevel.Warning, "How a move of tenant {Tenant} went could not be recorded; its alarm asks again")]
    private static partial void NotRecorded(ILogger logger, Guid tenant, Exception failure);
}
