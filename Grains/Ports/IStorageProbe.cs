namespace Platform.Turns;

/// <summary>Whether the store can be reached.</summary>
public interface IStorageProbe
{
    /// <summary>Asks the store for as little as possible. Never throws for an unreachable store.</summary>
    Task<bool> IsReachable(CancellationToken cancellationToken);
}
