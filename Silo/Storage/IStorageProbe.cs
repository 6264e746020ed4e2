namespace Platform.Storage;

/// <summary>Whether the store answers, for readiness.</summary>
public interface IStorageProbe
{
    /// <summary><c>true</c> when the database answered a trivial query in time. Never throws for what the database does.</summary>
    Task<bool> IsReachable(CancellationToken cancellationToken);
}
