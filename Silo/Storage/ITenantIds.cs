using System.Collections.Immutable;
using Platform.Tenancy;

namespace Platform.Storage;

/// <summary>Which tenants there are or were: ids only.</summary>
internal interface ITenantIds
{
    /// <summary>In the order of the ids, after one of them; at most <paramref name="max"/>.</summary>
    Task<ImmutableArray<TenantId>> Read(TenantId? after, int max, CancellationToken cancellationToken);
}

/// <summary>Walks over all tenants.</summary>
internal static class TenantWalk
{
    // Pages are read one after another; more at once would only wait in memory.
    private const int PageMax = 500;

    /// <summary>All of them, read as they are needed.</summary>
    public static async IAsyncEnumerable<TenantId> All(
        this ITenantIds ids, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        TenantId? after = null;
        while (await ids.Read(after, PageMax, cancellationToken) is { Length: > 0 } page)
        {
            foreach (var tenant in page) { yield return tenant; }
            after = page[^1];
        }
    }
}
