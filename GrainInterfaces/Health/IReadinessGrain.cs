namespace Platform.Health;

/// <summary>Says whether the silo that answers can serve (key: 0).</summary>
[Alias("readiness")]
public interface IReadinessGrain : IGrainWithIntegerKey
{
    /// <summary>Whether the store can be reached.</summary>
    [Alias("is-store-reachable")]
    Task<bool> IsStoreReachable(CancellationToken cancellationToken);
}
