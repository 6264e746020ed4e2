using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Auth;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Plans;

/// <summary>What all companies use, for the operator.</summary>
internal static class FleetUsageApi
{
    /// <summary>Companies of a page: each is asked for its counters.</summary>
    private const int PageMax = 50;

    /// <summary>Maps <c>/api/admin/usage</c>.</summary>
    internal static RouteGroupBuilder MapFleetUsage(this RouteGroupBuilder api)
    {
        api.MapOperatorGroup("/usage", "Plans").MapGet("", List);
        return api;
    }

    internal static async Task<Ok<FleetUsage>> List(string? after, int? limit, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var page = await grains.TenantDirectory().List(after, Math.Clamp(limit ?? PageMax, 1, PageMax), cancellationToken);
        var usage = new List<CompanyUsage>(page.Tenants.Length);
        foreach (var tenant in page.Tenants)
        {
            usage.Add(new CompanyUsage(tenant.Id, tenant.Slug, tenant.Name, await UsageOf(tenant.Id, grains, cancellationToken)));
        }
        return TypedResults.Ok(new FleetUsage([.. usage], page.After));
    }

    // A company's own database may be away; the others are shown all the same.
    private static async Task<UsageReport?> UsageOf(TenantId tenant, IGrainFactory grains, CancellationToken cancellationToken)
    {
        ActingTenant.Set(tenant);
        try
        {
            return await grains.Subscription(tenant).GetUsage(cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }
}

/// <summary>A page of companies with what they use.</summary>
/// <param name="Companies">The companies, by slug.</param>
/// <param name="After">Asks for the next page, or <c>null</c> at the end.</param>
internal sealed record FleetUsage(CompanyUsage[] Companies, string? After);

/// <summary>A company and what it uses.</summary>
/// <param name="Tenant">The company.</param>
/// <param name="Slug">Its slug.</param>
/// <param name="Name">Its name.</param>
/// <param name="Usage">What it used this month, or <c>null</c> while that cannot be read.</param>
internal sealed record CompanyUsage(TenantId Tenant, string Slug, string Name, UsageReport? Usage);
