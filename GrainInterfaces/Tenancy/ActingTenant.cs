namespace Platform.Tenancy;

/// <summary>
/// The tenant that the current call acts for, carried by <see cref="RequestContext"/>. Set only where the tenant
/// was established: by an authenticated front request, by a claimed route, by a clock for the alarm's owner, or by
/// the calling tenant grain. It is a carrier that catches our mistakes; strangers never reach it.
/// </summary>
public static class ActingTenant
{
    private const string Key = "platform.tenant";

    /// <summary>The tenant acted for, or <c>null</c> when none was established.</summary>
    public static TenantId? Get() => RequestContext.Get(Key) is Guid value && value != Guid.Empty ? new TenantId(value) : null;

    /// <summary>Acts for <paramref name="tenant"/> in what the caller does next.</summary>
    public static void Set(TenantId tenant) => RequestContext.Set(Key, tenant.Value);

    /// <summary>Acts for nobody from here on.</summary>
    public static void Clear() => RequestContext.Remove(Key);
}
