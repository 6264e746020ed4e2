using System.Collections.Immutable;
using Platform.Audit;
using Platform.Tenancy;

namespace Platform.Storage;

/// <summary>A tenant's two ledgers: the registry's in the installation's database, the data's where the data is.</summary>
internal sealed class PlacedAudit(TenantRouter router, PlacementCache cache) : IAuditReader
{
    /// <inheritdoc />
    public async Task<ImmutableArray<AuditLine>> Search(
        TenantId? tenant, AuditFilter filter, AuditCursor? before, int max, CancellationToken cancellationToken)
    {
        var main = await router.Main.Audit.Search(tenant, filter, before, max, cancellationToken);
        if (tenant is not { } owner || (await cache.Get(owner, cancellationToken)).Database is null) { return main; }

        // What was moved may still stand in the installation's database as well, until that is confirmed.
        var own = await router.Run(owner, database => database.Audit.Search(owner, filter, before, max, cancellationToken), cancellationToken);
        return [.. main.Concat(own).DistinctBy(line => line.Id).OrderByDescending(line => line.At).ThenByDescending(line => line.Id).Take(max)];
    }

    /// <inheritdoc />
    public Task<ImmutableArray<ChainedEntry>> ReadLedger(
        TenantId? tenant, AuditLedger ledger, long after, int max, CancellationToken cancellationToken) =>
        tenant is { } owner && ledger == AuditLedger.Data
            ? router.Run(owner, database => database.Audit.ReadLedger(owner, ledger, after, max, cancellationToken), cancellationToken)
            : router.Main.Audit.ReadLedger(tenant, ledger, after, max, cancellationToken);

    /// <inheritdoc />
    public Task<AuditHead?> ReadHead(TenantId? tenant, AuditLedger ledger, CancellationToken cancellationToken) =>
        tenant is { } owner && ledger == AuditLedger.Data
            ? router.Run(owner, database => database.Audit.ReadHead(owner, ledger, cancellationToken), cancellationToken)
            : router.Main.Audit.ReadHead(tenant, ledger, cancellationToken);
}
