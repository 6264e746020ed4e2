using System.Collections.Immutable;
using Platform.Audit;
using Platform.Tenancy;

namespace Platform.Storage;

/// <summary>Audit entries over the file.</summary>
internal sealed class SqliteAuditReader(SqliteReaders readers) : IAuditReader
{
    /// <inheritdoc />
    public Task<ImmutableArray<AuditLine>> Search(
        TenantId? tenant, AuditFilter filter, AuditCursor? before, int max, CancellationToken cancellationToken) =>
        readers.Read(reads => reads.Audit.Search(tenant, filter, before, max), cancellationToken);

    /// <inheritdoc />
    public Task<ImmutableArray<ChainedEntry>> ReadLedger(
        TenantId? tenant, AuditLedger ledger, long after, int max, CancellationToken cancellationToken) =>
        readers.Read(reads => reads.Audit.Ledger(tenant, ledger, after, max), cancellationToken);

    /// <inheritdoc />
    public Task<AuditHead?> ReadHead(TenantId? tenant, AuditLedger ledger, CancellationToken cancellationToken) =>
        readers.Read(reads => reads.Audit.Head(tenant, ledger), cancellationToken);
}
