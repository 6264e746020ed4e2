using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Storage;

/// <summary>Brings all tenants' own databases to the current schema, one after another.</summary>
internal sealed class FleetMigration(IDatabaseKind kind, PlacementTable table)
{
    private const int PageMax = 100;

    /// <summary>The number of steps of the current schema.</summary>
    public int Steps => kind.SchemaSteps;

    /// <summary>
    /// Migrates each and tells of each; one that cannot be is told of and the others follow. <c>false</c> when there was such a one.
    /// Repeating it after an interruption does what is left.
    /// </summary>
    public async Task<bool> Run(Action<TenantId, string?> tell, CancellationToken cancellationToken)
    {
        var (after, all) = (Guid.Empty, true);
        while (await table.Dedicated(after, PageMax, cancellationToken) is { Length: > 0 } tenants)
        {
            foreach (var tenant in tenants)
            {
                var problem = await Migrate(tenant, cancellationToken);
                tell(tenant, problem);
                all &= problem is null;
            }
            after = tenants[^1].Value;
        }
        return all;
    }

    private async Task<string?> Migrate(TenantId tenant, CancellationToken cancellationToken)
    {
        try
        {
            var row = await table.Get(tenant, cancellationToken);
            if (row.Database is not { } address) { return null; }
            await kind.Prepare(tenant, address, cancellationToken);
            await table.Put(tenant, row, kind.SchemaSteps, mode: null, cancellationToken);
            return null;
        }
        catch (Exception failure) when (failure is StoreUnavailableException or PlacementException or StorageSetupException)
        {
            return failure.Message;
        }
    }
}
