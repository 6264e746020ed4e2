using Platform.Audit;
using Platform.DataRights;
using Platform.Tenancy;

namespace Platform.Tests.Simulation;

/// <summary>The simulated days are too few for anything to grow old.</summary>
internal sealed class NothingExpires : IExpiredRows, IAuditReader
{
    public Task<ExpiredBatch?> Remove(
        TenantId tenant, ExpiredKind kind, DateTimeOffset before, string after, CancellationToken cancellationToken) =>
        Task.FromResult<ExpiredBatch?>(new ExpiredBatch(0, Next: null, []));

    public Task<System.Collections.Immutable.ImmutableArray<AuditLine>> Search(
        TenantId? tenant, AuditFilter filter, AuditCursor? before, int max, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<System.Collections.Immutable.ImmutableArray<ChainedEntry>> ReadLedger(
        TenantId? tenant, AuditLedger ledger, long after, int max, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<AuditHead?> ReadHead(TenantId? tenant, AuditLedger ledger, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
