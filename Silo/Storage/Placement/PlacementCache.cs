using System.Collections.Concurrent;
using Platform.Tenancy;

namespace Platform.Storage;

/// <summary>
/// Where tenants are, as it was read last; each is read when it is first asked for. What is wrong here does no harm to what is written: a
/// database refuses a tenant that it does not serve, and then it is read anew.
/// </summary>
internal sealed class PlacementCache(PlacementTable table, TimeProvider clock)
{
    // Some megabytes; beyond it everything is forgotten and read again as it is needed.
    private const int TenantsMax = 50_000;

    /// <summary>Reads, which nothing refuses, may go by what was read this long ago at another process's move.</summary>
    private static readonly TimeSpan TrustedFor = TimeSpan.FromMinutes(5);

    /// <summary>How soon it is read again while a tenant is being moved.</summary>
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(25);

    private readonly ConcurrentDictionary<TenantId, (PlacementRow Row, long ReadAt)> _known = new();
    private readonly ConcurrentDictionary<TenantId, Lazy<Task<PlacementRow>>> _lookingAgain = new();

    /// <summary>Where the tenant is.</summary>
    public ValueTask<PlacementRow> Get(TenantId tenant, CancellationToken cancellationToken) =>
        _known.TryGetValue(tenant, out var known) && clock.GetElapsedTime(known.ReadAt) < TrustedFor
            ? ValueTask.FromResult(known.Row)
            : new ValueTask<PlacementRow>(Read(tenant, cancellationToken));

    /// <summary>Reads it again after a moment; all who wait for a tenant share one look.</summary>
    public Task LookAgain(TenantId tenant, CancellationToken cancellationToken) =>
        _lookingAgain.GetOrAdd(tenant, key => new Lazy<Task<PlacementRow>>(() => ReadLater(key))).Value.WaitAsync(cancellationToken);

    /// <summary>The tenant is asked for anew.</summary>
    public void Forget(TenantId tenant) => _known.TryRemove(tenant, out _);

    private async Task<PlacementRow> ReadLater(TenantId tenant)
    {
        try
        {
            await Task.Delay(LookAgainAfter, clock);
            return await Read(tenant, CancellationToken.None);
        }
        finally
        {
            _lookingAgain.TryRemove(tenant, out _);
        }
    }

    private async Task<PlacementRow> Read(TenantId tenant, CancellationToken cancellationToken)
    {
        var readAt = clock.GetTimestamp();
        var row = await table.Get(tenant, cancellationToken);
        if (_known.Count >= TenantsMax) { _known.Clear(); }
        _known[tenant] = (row, readAt);
        return row;
    }
}
