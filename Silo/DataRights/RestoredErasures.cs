using Microsoft.Extensions.Options;
using Platform.Identity;
using Platform.Storage;
using Platform.Tenancy;

namespace Platform.DataRights;

/// <summary>Erases again, out of a tenant that is being restored, whom the installation erased since the backup was made.</summary>
internal sealed class RestoredErasures(
    IDatabaseKind databases, Tombstones tombstones, IOptions<DataRightsOptions> options, TimeProvider clock)
{
    // Keys of one page: some tens of kilobytes.
    private const int PageMax = 1_000;

    /// <summary>
    /// Called when all rows are restored, keys included, and before the tenant is served; may be repeated. Gives how many keys were erased.
    /// What the archive itself says of erasures decides, and no clock: one that was under way when it was made is in the registry already.
    /// </summary>
    /// <param name="tenant">The tenant as it is restored.</param>
    /// <param name="origin">The tenant that was saved: the same, unless it is restored under another id.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<int> Reapply(TenantId tenant, TenantId origin, CancellationToken cancellationToken)
    {
        var people = databases.Main.People;
        var noted = (await people.Erasures(origin, cancellationToken)).ToDictionary(erasure => Convert.ToHexString(erasure.Hash), erasure => erasure.At);
        if (noted.Count == 0) { return 0; }

        List<(PeerKey Key, byte[] Hash)> found = [];
        for (var after = ""; await people.KeysAfter(tenant, after, PageMax, cancellationToken) is { Length: > 0 } page; after = page[^1].Text)
        {
            foreach (var key in page)
            {
                var hash = await tombstones.HashOf(tenant, key, cancellationToken);
                var isNoted = noted.TryGetValue(Convert.ToHexString(hash), out var at);
                if (isNoted && !(await people.ErasedAt(tenant, hash, cancellationToken) >= at)) { found.Add((key, hash)); }
            }
        }
        if (found.Count > 0) { await Erase(tenant, found, cancellationToken); }
        return found.Count;
    }

    private async Task Erase(TenantId tenant, List<(PeerKey Key, byte[] Hash)> found, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var erasure = new Erasure(
            [.. found.Select(person => person.Key)], [.. found.Select(person => person.Hash)], now, now.AddDays(-options.Value.KeepCallsDays))
        {
            IsUnserved = true,
        };
        await databases.Main.People.Remember(tenant, erasure, cancellationToken);
        await databases.Main.People.Erase(tenant, erasure, cancellationToken);
    }
}
