using Platform.Tenancy;

namespace Platform.Audit;

/// <summary>One audit entry.</summary>
/// <param name="Tenant">The tenant concerned, or <c>null</c> when none is known.</param>
/// <param name="Action">What was tried, in kebab words: <c>cross-tenant-call</c>, <c>unknown-instance</c>, …</param>
/// <param name="Actor">Who, as far as known: an address, a PBX user, a grain type. No secrets, no full numbers.</param>
/// <param name="Detail">More, bounded; no secrets, no full numbers.</param>
[GenerateSerializer, Immutable, Alias("audit-entry")]
public sealed record AuditEntry(TenantId? Tenant, string Action, string Actor, string Detail);
