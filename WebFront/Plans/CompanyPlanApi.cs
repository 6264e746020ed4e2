using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Auth;

namespace Platform.Plans;

/// <summary>A company's administrators see what they subscribed to, what was used, and what it costs.</summary>
internal static class CompanyPlanApi
{
    /// <summary>Maps <c>/api/company/subscription</c>, <c>/usage</c> and <c>/statements</c>.</summary>
    internal static RouteGroupBuilder MapCompanyPlan(this RouteGroupBuilder api)
    {
        var group = api.MapCompanyGroup("/company", Access.TenantAdmin, "Plans");
        group.MapGet("/subscription", GetSubscription);
        group.MapGet("/usage", GetUsage);
        group.MapGet("/statements/{period}", GetStatement).Describe();
        return api;
    }

    internal static async Task<Results<Ok<SubscriptionView>, ProblemHttpResult>> GetSubscription(
        SignedInUser user, IGrainFactory grains, CancellationToken cancellationToken) =>
        await grains.Subscription(user.Tenant).Get(cancellationToken) is { } subscription
            ? TypedResults.Ok(subscription)
            : PlanProblems.NoSubscription;

    internal static async Task<Ok<UsageReport>> GetUsage(SignedInUser user, IGrainFactory grains, CancellationToken cancellationToken) =>
        TypedResults.Ok(await grains.Subscription(user.Tenant).GetUsage(cancellationToken));

    internal static async Task<IResult> GetStatement(
        string period, string? format, SignedInUser user, IGrainFactory grains, CancellationToken cancellationToken) =>
        await StatementResults.Answer(grains.Subscription(user.Tenant), period, format, cancellationToken);
}
