using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Platform.Turns;

namespace Platform.Tests.Onboarding;

/// <summary>
/// The store as each tenant's process sees it, were it killed at an exact commit of that tenant: from there on nothing of it is read or
/// written any more. Tenants are named by their order of appearance.
/// </summary>
internal sealed class MortalStore(ITurnStore store, Func<string, Death?> deathOf) : ITurnStore
{
    private readonly ConcurrentDictionary<Guid, Life> _lives = new();

    /// <summary>Commits so far of the tenant with this slug.</summary>
    internal int CommitsOf(string slug) => _lives.Values.Single(life => life.Slug == slug).Commits;

    /// <summary>Whether the tenant with this slug met its end.</summary>
    internal bool IsDead(string slug) => _lives.Values.Any(life => life.Slug == slug && life.IsDead);

    public Task<StoredState?> Load(StateAddress address, CancellationToken cancellationToken)
    {
        Of(address.Tenant.Value).RefuseDead();
        return store.Load(address, cancellationToken);
    }

    public async Task<CommitOutcome> Commit(Turn turn, CancellationToken cancellationToken)
    {
        var life = Of(turn.Tenant.Value);
        life.RefuseDead();
        // The tenant's own first turn says which slug it has.
        if (turn.Records.OfType<TurnRecord.TenantEntry>().FirstOrDefault() is { } entry) { life.Slug ??= entry.Slug; }
        var number = life.Count();
        var death = life.Slug is { } slug ? deathOf(slug) : null;
        if (death?.At == number && !death.IsAfter) { life.Die(); }
        life.RefuseDead();
        var outcome = await store.Commit(turn, cancellationToken);
        if (death?.At == number) { life.Die(); }
        life.RefuseDead();
        return outcome;
    }

    /// <summary>Puts itself before the store that the services have.</summary>
    internal static void Surround(IServiceCollection services, Func<string, Death?> deathOf, Action<MortalStore> made)
    {
        var real = services.Last(service => service.ServiceType == typeof(ITurnStore));
        services.AddSingleton<ITurnStore>(provider =>
        {
            var mortal = new MortalStore((ITurnStore)real.ImplementationFactory!(provider), deathOf);
            made(mortal);
            return mortal;
        });
    }

    private Life Of(Guid tenant) => _lives.GetOrAdd(tenant, _ => new Life());

    private sealed class Life
    {
        private int _commits;

        public string? Slug { get; set; }

        public bool IsDead { get; private set; }

        public int Commits => Volatile.Read(ref _commits);

        public int Count() => Interlocked.Increment(ref _commits);

        public void Die() => IsDead = true;

        public void RefuseDead()
        {
            if (IsDead) { throw new StoreUnavailableException("The process is dead."); }
        }
    }
}

/// <summary>When a tenant's process is killed.</summary>
/// <param name="At">In which of the tenant's commits, from 1.</param>
/// <param name="IsAfter">When it is durable, and nobody knows; or else before.</param>
internal sealed record Death(int At, bool IsAfter);
