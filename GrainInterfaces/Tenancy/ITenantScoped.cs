namespace Platform.Tenancy;

/// <summary>
/// A grain that belongs to one tenant: the GUID of its key is the tenant's id. Calls to it are refused
/// unless they act for that tenant (see <see cref="ActingTenant"/>).
/// </summary>
public interface ITenantScoped;
