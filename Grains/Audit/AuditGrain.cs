using Orleans.Concurrency;

namespace Platform.Audit;

/// <summary>Has no state and decides nothing, so any number of them may work at once.</summary>
[StatelessWorker, GrainType("audit")]
internal sealed class AuditGrain(IAuditLog log, IAuditReader reader) : Grain, IAuditGrain
{
    public Task Append(AuditEntry entry, CancellationToken cancellationToken) => log.Append(entry, cancellationToken);

    public Task AppendRefusal(AuditEntry entry, CancellationToken cancellationToken) => log.AppendRefusal(entry, cancellationToken);

    public Task<AuditPage> SearchOwn(AuditFilter filter, AuditCursor? before, int entriesMax, CancellationToken cancellationToken) =>
        reader.Page(null, filter, before, entriesMax, cancellationToken);

    public Task<LedgerVerdict> VerifyOwn(CancellationToken cancellationToken) =>
        new AuditVerifier(reader).Verify(null, AuditLedger.Registry, cancellationToken);
}
