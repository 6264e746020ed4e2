using Platform.DataRights;
using Platform.Tenancy;

namespace Platform.Storage;

/// <summary>Removes expired rows where the tenant's data is.</summary>
internal sealed class PlacedExpiredRows(TenantRouter router, PlacementTable table) : IExpiredRows
{
    /// <inheritdoc />
    public async Task<ExpiredBatch?> Remove(
        TenantId tenant, ExpiredKind kind, DateTimeOffset before, string after, CancellationToken cancellationToken)
    {
        if (kind == ExpiredKind.RegistryAudit) { return await router.Main.Expired.Remove(tenant, kind, before, after, cancellationToken); }

        // What is being copied elsewhere is counted and compared there.
        if ((await table.Get(tenant, cancellationToken)).Move is not null) { return null; }
        return await router.Run(
            tenant, database => database.Expired.Remove(tenant, kind, before, after, cancellationToken), cancellationToken);
    }
}
