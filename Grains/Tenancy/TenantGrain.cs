using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Platform.Audit;
using Platform.Bots;
using Platform.Calls;
using Platform.Channels;
using Platform.Ids;
using Platform.Plans;
using Platform.Routing;
using Platform.Turns;

namespace Platform.Tenancy;

[GrainType("tenant")]
internal sealed class TenantGrain(
    ITurnStore turns, ITenantRemoval removal, BotLibrary bots, IIdSource ids, TimeProvider clock, IOptions<TenantOptions> options)
    : DurableGrain<TenantState>(turns, TenantJson.Default.TenantState, TenantState.Empty), ITenantGrain
{
    // A gateway that is away for an hour is asked soon after it is back, and one that is gone for good does not fill the log.
    private static readonly TimeSpan AskGatewayAgainAfter = TimeSpan.FromMinutes(10);

    private DateTimeOffset Now => clock.GetUtcNow();

    public Task<TenantProfile?> GetProfile(CancellationToken cancellationToken) => Task.FromResult(State.Profile);

    public Task<TenantOverview?> GetOverview(CancellationToken cancellationToken) => Task.FromResult(State.Overview());

    public async Task<TenantOutcome> Create(TenantProfile profile, CancellationToken cancellationToken)
    {
        if (profile.Id != Tenant) { throw new WrongTenantException("The profile belongs to another tenant."); }
        if (!bots.Serves(profile.Sector)) { return TenantOutcome.UnknownSector; }

        var change = TenantLife.Create(State, profile, Now);
        if (change is TenantChange.To
            && await Claim(TenantNames.OfSlug(profile.Slug), secret: null, cancellationToken) == ClaimOutcome.Taken)
        {
            return TenantOutcome.SlugTaken;
        }
        var outcome = await Apply(change);
        if (outcome == TenantOutcome.Done) { await GrainFactory.Retention(Tenant).Begin(profile.TimeZone, cancellationToken); }
        return outcome;
    }

    public Task<TenantOutcome> Rename(TenantName name, CancellationToken cancellationToken) => Apply(TenantSettings.Rename(State, name));

    public Task<TenantOutcome> Configure(TenantConfiguration configuration, CancellationToken cancellationToken) =>
        configuration.Sector is { } sector && !bots.Serves(sector)
            ? Task.FromResult(TenantOutcome.UnknownSector)
            : Apply(TenantSettings.Configure(State, configuration));

    public Task<TenantOutcome> Suspend(string reason, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(reason.Length, Suspension.ReasonLengthMax);
        return Apply(TenantLife.Suspend(State, reason, Actor.Current.Name, Now));
    }

    public Task<TenantOutcome> Lift(string reason, CancellationToken cancellationToken) => Apply(TenantLife.Lift(State, reason, Now));

    public Task<TenantOutcome> Resume(CancellationToken cancellationToken) => Apply(TenantLife.Resume(State, Now));

    public Task<TenantOutcome> Cancel(CancellationToken cancellationToken) => Apply(TenantLife.Cancel(State, Now));

    public Task<TenantOutcome> Delete(CancellationToken cancellationToken) =>
        Apply(TenantLife.Delete(State, options.Value.DeletionGrace, Now));

    public Task<TenantOutcome> AbandonAccounts(CancellationToken cancellationToken) => Apply(TenantLife.AbandonAccounts(State));

    public async Task<ClaimOutcome> ClaimName(ChannelId name, string? secret, CancellationToken cancellationToken)
    {
        if (State.Profile is null) { throw new InvalidOperationException($"Tenant {Tenant} claims names and does not exist."); }

        // Remembered before it is claimed: what is claimed and forgotten could never be released.
        var isNew = !State.Names.Contains(name);
        if (isNew && State.Names.Length >= TenantState.NamesMax) { return ClaimOutcome.Taken; }
        if (isNew && TenantNames.IsChannel(name) && !await MayAddChannel(cancellationToken)) { return ClaimOutcome.OverPlan; }
        if (isNew) { await Remember(State.Names.Add(name), "name-claim", name); }

        var outcome = await Claim(name, secret, cancellationToken);
        // Not only a new one: noting that it was lost may have failed the last time.
        if (outcome == ClaimOutcome.Taken) { await Remember(State.Names.Remove(name), "name-taken", name); }
        if (outcome == ClaimOutcome.Claimed && TenantNames.IsAskable(name))
        {
            await GrainFactory.ChannelLink(Tenant, name).Watch(cancellationToken);
        }
        return outcome;
    }

    public async Task<bool> ReleaseName(ChannelId name, CancellationToken cancellationToken)
    {
        if (!State.Names.Contains(name)) { return false; }

        // Released before it is forgotten: interrupted in between, it can be released again.
        await GrainFactory.Route(name).Release(Tenant, cancellationToken);
        await Remember(State.Names.Remove(name), "name-release", name);
        return true;
    }

    public async Task<PbxOutcome> CoverBy(string exchange, CancellationToken cancellationToken)
    {
        if (State.Profile is null) { throw new InvalidOperationException($"Tenant {Tenant} is to be covered and does not exist."); }
        if (await GrainFactory.Pbx(exchange).GetScope(cancellationToken) is not { } scope) { return PbxOutcome.NotThere; }

        var known = State.Exchanges.Contains(exchange);
        if (known && scope.Tenants.Contains(Tenant)) { return PbxOutcome.Done; }
        if (!known && State.Exchanges.Length >= TenantState.ExchangesMax) { return PbxOutcome.Full; }

        // Remembered before it is covered, as names are.
        await Remember(known ? State.Exchanges : State.Exchanges.Add(exchange), "exchange-covers", exchange);
        var outcome = await GrainFactory.Pbx(exchange).Cover(Tenant, cancellationToken);
        if (outcome != PbxOutcome.Done) { await Remember(State.Exchanges.Remove(exchange), "exchange-refused", exchange); }
        return outcome;
    }

    public async Task<PbxOutcome> UncoverBy(string exchange, CancellationToken cancellationToken)
    {
        var outcome = await GrainFactory.Pbx(exchange).Uncover(Tenant, cancellationToken);
        if (outcome == PbxOutcome.Done || State.Exchanges.Contains(exchange))
        {
            await Remember(State.Exchanges.Remove(exchange), "exchange-uncovers", exchange);
        }
        return outcome;
    }

    private Task<bool> Remember(ImmutableArray<string> exchanges, string act, string exchange) =>
        Commit(State with { Exchanges = exchanges }, new Turn(Tenant) { Records = [Act(act, exchange)] });

    private Task<bool> Remember(ImmutableArray<ChannelId> names, string act, ChannelId name) =>
        Commit(State with { Names = names }, new Turn(Tenant) { Records = [Act(act, name.Value)] });

    private async Task<bool> MayAddChannel(CancellationToken cancellationToken)
    {
        var channels = State.Names.Count(TenantNames.IsChannel);
        return (await GrainFactory.Subscription(Tenant).Allow(Meter.Channels, channels, cancellationToken)).Allowed;
    }

    public Task OnAlarm(string name, DateTimeOffset due, CancellationToken cancellationToken) => name switch
    {
        TenantAlarms.Beginning when State.Profile is { } profile => Begin(profile, cancellationToken),
        TenantAlarms.Deletion when State.DeletionDue <= Now => Remove(cancellationToken),
        TenantAlarms.Erasure when State.DeletedAt is not null => Erase(cancellationToken),
        _ => Commit(State, new Turn(Tenant) { Alarms = [new AlarmChange(name, name == TenantAlarms.Deletion ? State.DeletionDue : null)] }),
    };

    private async Task Begin(TenantProfile profile, CancellationToken cancellationToken)
    {
        await GrainFactory.Retention(Tenant).Begin(profile.TimeZone, cancellationToken);
        await Commit(State, new Turn(Tenant) { Alarms = [new AlarmChange(TenantAlarms.Beginning, null)] });
    }

    // The tombstone is written last: until then every step is done again after an interruption.
    private async Task Remove(CancellationToken cancellationToken)
    {
        await Apply(TenantLife.BeginRemoval(State, Now));
        var left = await removal.RemoveData(Tenant, State.Names, cancellationToken);
        if (!left.IsEmpty && !State.AbandonsAccounts)
        {
            // Its names stay claimed: an account that lives on would be taken for the next company's of that name.
            await Apply(TenantLife.WaitForGateway(State, left));
            await Commit(State, new Turn(Tenant) { Alarms = [new AlarmChange(TenantAlarms.Deletion, Now + AskGatewayAgainAfter)] });
            return;
        }
        foreach (var name in State.Names) { await GrainFactory.Route(name).Release(Tenant, cancellationToken); }
        foreach (var exchange in State.Exchanges) { await GrainFactory.Pbx(exchange).Uncover(Tenant, cancellationToken); }
        await Apply(TenantLife.Bury(State, Now));
        await Erase(cancellationToken);
    }

    private async Task Erase(CancellationToken cancellationToken)
    {
        await removal.RemoveRegistry(Tenant, cancellationToken);
        await Commit(State, new Turn(Tenant) { Alarms = [new AlarmChange(TenantAlarms.Erasure, null)] });
    }

    private Task<ClaimOutcome> Claim(ChannelId name, string? secret, CancellationToken cancellationToken) =>
        GrainFactory.Route(name).Claim(new RouteClaim(Tenant, secret), cancellationToken);

    private async Task<TenantOutcome> Apply(TenantChange change)
    {
        switch (change)
        {
            case TenantChange.None:
                return TenantOutcome.Done;
            case TenantChange.Refused(var why):
                return why;
            case TenantChange.To to:
                var audit = Act(to.Action, to.Detail, to.Before, to.After);
                await Commit(to.Next, new Turn(Tenant) { Records = [Entry(to.Next), audit], Alarms = to.Alarms });
                return TenantOutcome.Done;
            case var other:
                throw new InvalidOperationException($"Change {other.GetType().Name} is not handled.");
        }
    }

    // The slug of a deleted tenant may be given again, so its row keeps another that no slug can be.
    private TurnRecord.TenantEntry Entry(TenantState next) => next.Profile is { } profile
        ? new(profile.Slug, profile.Name, next.Status)
        : new($"deleted:{Tenant}", "", TenantStatus.Deleted);

    private TurnRecord.Audit Act(string action, string detail, string? before = null, string? after = null)
    {
        var actor = Actor.Current;
        return new(ids.NewId(), action, actor.Name, detail, Now, actor.Address, before, after);
    }
}
