using Platform.Tenancy;

namespace Platform.Secrets;

/// <summary>The keys that tenants' secrets are sealed under.</summary>
public interface ITenantKeys
{
    /// <summary>
    /// Forgets the tenant's key for good: nothing that was sealed under it opens again, wherever a copy of it is. Repeating it changes
    /// nothing.
    /// </summary>
    Task Erase(TenantId tenant, CancellationToken cancellationToken);
}
