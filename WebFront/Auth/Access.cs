using Microsoft.AspNetCore.Http.Features;
using Platform.Audit;
using Platform.FairShare;
using Platform.Hosts;
using Platform.Tenancy;

namespace Platform.Auth;

/// <summary>Who may call an end point. Each route group of <c>/api</c> names one of these policies.</summary>
internal static class Access
{
    /// <summary>A company's people of any role, and its API clients.</summary>
    internal const string Agent = "agent";

    /// <summary>A company's administrators.</summary>
    internal const string TenantAdmin = "tenant-admin";

    /// <summary>The operator's people.</summary>
    internal const string Operator = "operator";

    /// <summary>People at their own account, of a company or of the operator.</summary>
    internal const string Person = "person";

    /// <summary>The same, also where one-time codes must be set up first.</summary>
    internal const string Enrolling = "enrolling";

    /// <summary>
    /// A group of end points that act for the caller's own company, which is the only tenant that they can name:
    /// <see cref="SignedInUser.Tenant"/>.
    /// </summary>
    internal static RouteGroupBuilder MapCompanyGroup(this IEndpointRouteBuilder api, string prefix, string policy, string tag) =>
        api.MapGroup(prefix).WithTags(tag).WithMetadata(new HostsServed(ServedAt.Company), ApiArea.Of(tag)).RequireAuthorization(policy)
            .ShareFairly(http => http.Features.Get<SignedInUser>()?.Tenant).AddEndpointFilter(ActForOwnCompany).AddEndpointFilter(ServedTenants.Refuse);

    /// <summary>A group of the operator's end points below <c>/api/admin</c> that concern no single tenant.</summary>
    internal static RouteGroupBuilder MapOperatorGroup(this IEndpointRouteBuilder api, string prefix, string tag) =>
        api.MapGroup($"/admin{prefix}").WithTags(tag).RequireAuthorization(Operator).AddEndpointFilter(ActAsOperator);

    /// <summary>
    /// A group of the operator's end points below <c>/api/admin/tenants/{tenant}</c>: they administer the tenant that the path names, and
    /// give none of its customers' data.
    /// </summary>
    internal static RouteGroupBuilder MapTenantAdministration(this IEndpointRouteBuilder api, string prefix, string tag) =>
        api.MapGroup($"/admin/tenants/{{tenant}}{prefix}").WithTags(tag).RequireAuthorization(Operator)
            .AddEndpointFilter(ActAsOperator).AddEndpointFilter(ActForTenantInPath);

    /// <summary>
    /// Answers 404 for a tenant that never was, where it would otherwise look like one of which nothing is known yet. One that was deleted is
    /// still known.
    /// </summary>
    internal static RouteGroupBuilder ForKnownTenants(this RouteGroupBuilder group) => group.AddEndpointFilter(async (context, next) =>
    {
        var tenant = TenantId.Parse((string)context.HttpContext.GetRouteValue("tenant")!);
        var grains = context.HttpContext.RequestServices.GetRequiredService<IGrainFactory>();
        return await grains.Tenant(tenant).GetOverview(context.HttpContext.RequestAborted) is null
            ? TenantProblems.Of(TenantOutcome.NoSuchTenant)
            : await next(context);
    });

    /// <summary>A group of end points for people at their own account, at their company's host or the operator's.</summary>
    internal static RouteGroupBuilder MapAccountGroup(this IEndpointRouteBuilder api, string prefix, string policy, string tag) =>
        api.MapGroup(prefix).WithTags(tag).WithMetadata(new HostsServed(ServedAt.Both)).RequireAuthorization(policy).AddEndpointFilter(ActForOneself);

    /// <summary>A group of end points for people who are not signed in yet.</summary>
    internal static RouteGroupBuilder MapOpenGroup(this IEndpointRouteBuilder api, string prefix, string tag) =>
        api.MapGroup(prefix).WithTags(tag).WithMetadata(new HostsServed(ServedAt.Both)).AllowAnonymous();

    private static ValueTask<object?> ActForOneself(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var caller = context.HttpContext.Features.GetRequiredFeature<Caller>();
        if (caller.Tenant is { } tenant) { ActingTenant.Set(tenant); }
        Actor.Set(new Actor(caller.Actor, AddressOf(context)));
        return next(context);
    }

    private static ValueTask<object?> ActForOwnCompany(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var user = context.HttpContext.Features.GetRequiredFeature<SignedInUser>();
        ActingTenant.Set(user.Tenant);
        Actor.Set(new Actor(user.Actor, AddressOf(context)));
        return next(context);
    }

    private static ValueTask<object?> ActAsOperator(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        Actor.Set(new Actor($"operator:{context.HttpContext.User.Identity!.Name}", AddressOf(context)));
        return next(context);
    }

    private static ValueTask<object?> ActForTenantInPath(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (!TenantId.TryParse(context.HttpContext.GetRouteValue("tenant") as string, out var tenant))
        {
            return ValueTask.FromResult<object?>(TypedResults.Problem(
                title: "The tenant in the path is not a tenant id.", statusCode: StatusCodes.Status400BadRequest));
        }
        ActingTenant.Set(tenant);
        return next(context);
    }

    private static string? AddressOf(EndpointFilterInvocationContext context) =>
        ClientAddress.Of(context.HttpContext);
}
