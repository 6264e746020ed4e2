using System.Runtime.CompilerServices;
using Platform.Storage;
using Platform.Tenancy;

namespace Platform.Audit;

/// <summary>Verifies the ledgers of an installation, also against heads that were kept elsewhere.</summary>
internal sealed class AuditCheck(IAuditReader reader, ITenantIds tenants)
{
    private readonly AuditVerifier _verifier = new(reader);

    /// <summary>One tenant's ledgers, or the operator's and everybody's.</summary>
    public async IAsyncEnumerable<LedgerVerdict> Verify(
        TenantId? only, KeptHeads? kept, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (only is null) { yield return await Verify(null, AuditLedger.Registry, kept, cancellationToken); }
        await foreach (var tenant in Tenants(only, cancellationToken))
        {
            yield return await Verify(tenant, AuditLedger.Registry, kept, cancellationToken);
            yield return await Verify(tenant, AuditLedger.Data, kept, cancellationToken);
        }
    }

    private IAsyncEnumerable<TenantId> Tenants(TenantId? only, CancellationToken cancellationToken) =>
        only is { } one ? new[] { one }.ToAsyncEnumerable() : tenants.All(cancellationToken);

    private async Task<LedgerVerdict> Verify(
        TenantId? tenant, AuditLedger ledger, KeptHeads? kept, CancellationToken cancellationToken)
    {
        var verdict = await _verifier.Verify(tenant, ledger, cancellationToken);
        if (verdict.Fault is not null || kept is null) { return verdict; }
        if (kept.Of(tenant, ledger) is { } then && await verdict.Differs(then, reader, cancellationToken) is { } fault)
        {
            return verdict with { Fault = fault };
        }
        kept.Keep(verdict);
        return verdict;
    }
}
