using Platform.Tenancy;

namespace Platform.Audit;

/// <summary>Whether a ledger stands as it was written.</summary>
/// <param name="Tenant">Whose; <c>null</c> for the operator's.</param>
/// <param name="Ledger">Which of the company's.</param>
/// <param name="Sequence">The last entry that was found sound.</param>
/// <param name="Hash">Its hash, to be compared later: a chain that was written anew has another hash at the same place.</param>
/// <param name="Fault">What is wrong, or <c>null</c> when nothing is.</param>
[GenerateSerializer, Immutable, Alias("ledger-verdict")]
public sealed record LedgerVerdict(TenantId? Tenant, AuditLedger Ledger, long Sequence, string Hash, string? Fault);
