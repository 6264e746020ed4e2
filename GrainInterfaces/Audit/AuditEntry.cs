using Platform.Tenancy;

namespace Platform.Audit;

/// <summary>One audit entry.</summary>
/// <param name="Tenant">The tenant concerned, or <c>null</c> when none is known.</param>
/// <param name="Action">What was tried, in kebab words: <c>cross-tenant-call</c>, <c>unknown-instance</c>, …</param>
/// <param name="Actor">Who, as far as known: see <see cref="Audit.Actor"/>; a grain type for calls between grains. No full numbers.</param>
/// <param name="Detail">More, bounded; no secrets, no full numbers.</param>
/// <param name="Address">The network address it came from, where there is one.</param>
/// <param name="Before">What stood before a change, as JSON without secrets, where the act changed something.</param>
/// <param name="After">What stands after it, likewise.</param>
[GenerateSerializer, Immutable, Alias("audit-entry")]
public sealed record AuditEntry(
    TenantId? Tenant, string Action, string Actor, string Detail, string? Address = null, string? Before = null, string? After = null);
