using Microsoft.AspNetCore.Http.Features;
using Platform.Tenancy;

namespace Platform.Hosts;

/// <summary>Whose host a request was made to.</summary>
/// <param name="Company">The company, or <c>null</c> at the operator's own host.</param>
internal sealed record HostScope(TenantProfile? Company)
{
    internal static HostScope Operator { get; } = new(Company: null);

    internal TenantId? Tenant => Company?.Id;

    /// <summary>The scope of a request that passed the gate.</summary>
    internal static HostScope Of(HttpContext context) => context.Features.GetRequiredFeature<HostScope>();
}

/// <summary>Where an end point is found. Without this it is the operator's host alone.</summary>
[Flags]
internal enum ServedAt
{
    Operator = 1,
    Company = 2,
    Both = Operator | Company,
}

/// <summary>Says of a group of end points at which hosts they are found.</summary>
/// <param name="Hosts">The hosts.</param>
internal sealed record HostsServed(ServedAt Hosts);
