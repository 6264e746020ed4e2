using Platform.Tenancy;

namespace Platform.Routing;

/// <summary>
/// One outside name that leads to a tenant (key: <c>evolution:DrMarco</c>, <c>sip:drmarco.pbx.example</c>, <c>did:551140000001</c>,
/// <c>host:…</c>, <c>slug:…</c>, <c>meta:…</c>). A name belongs to one tenant at most.
/// </summary>
[Alias("route")]
public interface IRouteGrain : IGrainWithStringKey
{
    /// <summary>Where the name leads, or <c>null</c> when nobody claimed it.</summary>
    [Alias("resolve")]
    Task<Route?> Resolve(CancellationToken cancellationToken);

    /// <summary>Claims the name; claiming it again for the same tenant replaces its secret.</summary>
    [Alias("claim")]
    Task<ClaimOutcome> Claim(RouteClaim claim, CancellationToken cancellationToken);

    /// <summary>Gives the name up; nothing changes where it belongs to another tenant or to none.</summary>
    [Alias("release")]
    Task Release(TenantId tenant, CancellationToken cancellationToken);

    /// <summary>Whether a bearer token signed with the route's secret is genuine (Evolution's <c>jwt_key</c>: HS256).</summary>
    [Alias("verify-bearer")]
    Task<bool> VerifyBearer(string token, CancellationToken cancellationToken);
}

/// <summary>Where an outside name leads.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="SecretHash">SHA-256 of the secret that callers must show, or empty where the name needs none.</param>
[GenerateSerializer, Immutable, Alias("route-target")]
public sealed record Route(TenantId Tenant, byte[] SecretHash);

/// <summary>A tenant's claim of an outside name.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Secret">The secret that callers must show, or <c>null</c>.</param>
[GenerateSerializer, Immutable, Alias("route-claim")]
public sealed record RouteClaim(TenantId Tenant, string? Secret)
{
    /// <summary>Leaves the secret out.</summary>
    public override string ToString() => $"RouteClaim {{ Tenant = {Tenant} }}";
}

/// <summary>What became of a claim.</summary>
[GenerateSerializer, Alias("claim-outcome")]
public enum ClaimOutcome
{
    Claimed,

    /// <summary>The name belongs to another tenant.</summary>
    Taken,

    /// <summary>The company's plan allows no more channels.</summary>
    OverPlan,
}
