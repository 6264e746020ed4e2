using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Storage;

/// <summary>Brings all tenants' own databases to the current schema, one after another.</summary>
internal sealed class FleetMigration(IDatabaseKind kind, PlacementTable table)
{
    private const int PageMax = 100;

    // A company is moved once in a while, and a database is migrated in seconds.
    private const int TriesMax = 3;

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
            for (var tries = 0; tries < TriesMax; tries++)
            {
                if ((await table.Get(tenant, cancellationToken)).Database is not { } address) { return null; }
                await kind.Prepare(tenant, address, cancellationToken);
                // A move may have switched meanwhile, and what it wrote stands: the database that serves since then is migrated as well.
                if (await table.Migrated(tenant, address, kind.SchemaSteps, cancellationToken)) { return null; }
            }
            return "It was moved each time that it was to be migrated; migrate again.";
        }
        catch (Exception failure) when (failure is StoreUnavailableException or PlacementException or StorageSetupException)
        {
            return failure.Message;
        }
    }
}
