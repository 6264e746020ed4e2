using System.Collections.Immutable;
using Orleans.Concurrency;
using Platform.Tenancy;

namespace Platform.Audit;

/// <summary>Has no state and decides nothing, so any number of them may work at once.</summary>
[StatelessWorker, GrainType("audit-trail")]
internal sealed class AuditTrailGrain(IAuditReader reader) : Grain, IAuditTrailGrain
{
    private TenantId Tenant => new(this.GetPrimaryKey());

    public Task<AuditPage> Search(AuditFilter filter, AuditCursor? before, int entriesMax, CancellationToken cancellationToken) =>
        reader.Page(Tenant, filter, before, entriesMax, cancellationToken);

    public async Task<ImmutableArray<LedgerVerdict>> Verify(CancellationToken cancellationToken)
    {
        var verifier = new AuditVerifier(reader);
        return
        [
            await verifier.Verify(Tenant, AuditLedger.Registry, cancellationToken),
            await verifier.Verify(Tenant, AuditLedger.Data, cancellationToken),
        ];
    }
}
