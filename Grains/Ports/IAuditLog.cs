using Platform.Tenancy;

namespace Platform.Audit;

/// <summary>What must be provable later and is not part of a turn: refusals, cross-tenant attempts, unknown names.</summary>
public interface IAuditLog
{
    /// <summary>Appends an entry. Entries of a tenant are the tenant's; without one they are the operator's.</summary>
    Task Append(AuditEntry entry, CancellationToken cancellationToken);
}

/// <summary>One audit entry.</summary>
/// <param name="Tenant">The tenant concerned, or <c>null</c> when none is known.</param>
/// <param name="Action">What was tried, in kebab words: <c>cross-tenant-call</c>, <c>unknown-instance</c>, …</param>
/// <param name="Actor">Who, as far as known: an address, a PBX user, a grain type. No secrets, no full numbers.</param>
/// <param name="Detail">More, bounded; no secrets, no full numbers.</param>
public sealed record AuditEntry(TenantId? Tenant, string Action, string Actor, string Detail);
