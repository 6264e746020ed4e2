using System.Collections.Concurrent;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Tests.Tenancy;

/// <summary>A store that is away just when a certain act of a certain company is to be stored.</summary>
internal sealed class FailingActs
{
    private readonly ConcurrentDictionary<(TenantId, string), int> _failed = new();

    /// <summary>Has an act of a company fail from here on.</summary>
    internal void Begin(TenantId tenant, string act) => _failed[(tenant, act)] = 0;

    /// <summary>How often it failed.</summary>
    internal int Seen(TenantId tenant, string act) => _failed.GetValueOrDefault((tenant, act));

    /// <summary>Lets it succeed again.</summary>
    internal void End(TenantId tenant, string act) => _failed.TryRemove((tenant, act), out _);

    internal ITurnStore Over(ITurnStore inner) => new Store(this, inner);

    private sealed class Store(FailingActs failing, ITurnStore inner) : ITurnStore
    {
        public Task<StoredState?> Load(StateAddress address, CancellationToken cancellationToken) => inner.Load(address, cancellationToken);

        public Task<CommitOutcome> Commit(Turn turn, CancellationToken cancellationToken)
        {
            foreach (var audit in turn.Records.OfType<TurnRecord.Audit>())
            {
                var key = (turn.Tenant, audit.Action);
                if (!failing._failed.TryGetValue(key, out var count)) { continue; }
                failing._failed.TryUpdate(key, count + 1, count);
                throw new StoreUnavailableException("The store is away for this act.");
            }
            return inner.Commit(turn, cancellationToken);
        }
    }
}
