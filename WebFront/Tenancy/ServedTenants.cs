using Microsoft.AspNetCore.Http.Features;
using Platform.Auth;
using Platform.Caching;

namespace Platform.Tenancy;

/// <summary>
/// Whether companies are served, remembered briefly: every request of their people asks. A suspension shows after <see cref="FreshFor"/>.
/// </summary>
internal sealed class ServedTenants(IGrainFactory grains, TimeProvider clock)
{
    internal static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(2);

    // One entry per company whose people are at work.
    private const int CompaniesMax = 20_000;

    private readonly BriefCache<TenantId, bool> _served = new(CompaniesMax, FreshFor, clock);

    /// <summary>Whether the company is served. The caller already acts for it.</summary>
    internal async ValueTask<bool> IsServed(TenantId tenant, CancellationToken cancellationToken)
    {
        if (_served.TryGet(tenant, out var known)) { return known; }

        var served = await grains.Tenant(tenant).GetProfile(cancellationToken) is { IsServed: true };
        _served.Put(tenant, served);
        return served;
    }

    /// <summary>Refuses the people of a company that is not served.</summary>
    internal static async ValueTask<object?> Refuse(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var user = http.Features.GetRequiredFeature<SignedInUser>();
        return await http.RequestServices.GetRequiredService<ServedTenants>().IsServed(user.Tenant, http.RequestAborted)
            ? await next(context)
            : TenantProblems.Suspended();
    }
}
