namespace Platform.Tenancy;

/// <summary>One company (key: tenant id).</summary>
[Alias("tenant")]
public interface ITenantGrain : IGrainWithGuidKey, ITenantScoped
{
    /// <summary>The company's profile, or <c>null</c> when no such tenant was created.</summary>
    [Alias("get-profile")]
    Task<TenantProfile?> GetProfile(CancellationToken cancellationToken);

    /// <summary>Creates the tenant or replaces its profile. Repeating the same call changes nothing.</summary>
    [Alias("put-profile")]
    Task PutProfile(TenantProfile profile, CancellationToken cancellationToken);
}
