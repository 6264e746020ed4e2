using System.Collections.Immutable;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Auth;
using Platform.Webhooks;

namespace Platform.Plans;

/// <summary>The operator's plans.</summary>
internal static class PlanCatalogApi
{
    /// <summary>Longest definition read; the reader's own limit is below it.</summary>
    private const int BytesMax = 64 * 1024;

    /// <summary>Maps <c>/api/admin/plans</c>.</summary>
    internal static RouteGroupBuilder MapPlanCatalog(this RouteGroupBuilder api)
    {
        var group = api.MapOperatorGroup("/plans", "Plans");
        group.MapGet("", List);
        group.MapGet("/{id}", Find);
        group.MapPost("", Publish).Accepts<Plan>("application/json");
        return api;
    }

    internal static async Task<Ok<ImmutableArray<Plan>>> List(IGrainFactory grains, CancellationToken cancellationToken) =>
        TypedResults.Ok(await grains.PlanCatalog().List(cancellationToken));

    internal static async Task<Results<Ok<Plan>, ProblemHttpResult>> Find(
        string id, int? version, IGrainFactory grains, CancellationToken cancellationToken) =>
        await grains.PlanCatalog().Find(id, version, cancellationToken) is { } plan ? TypedResults.Ok(plan) : PlanProblems.NoSuchPlan;

    internal static async Task<Results<Ok<Plan>, ProblemHttpResult>> Publish(
        HttpRequest request, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (await BoundedBody.Read(request, BytesMax, cancellationToken) is not { } body)
        {
            return PlanProblems.Of(StatusCodes.Status413PayloadTooLarge, "The plan's definition is too large.");
        }
        return await grains.PlanCatalog().Publish(Encoding.UTF8.GetString(body.Span), cancellationToken) switch
        {
            PlanPublication.Published(var plan) => TypedResults.Ok(plan),
            PlanPublication.Invalid(var errors) => PlanProblems.Invalid(errors),
            PlanPublication.Conflict(var reason) => PlanProblems.Of(StatusCodes.Status409Conflict, reason),
            var other => throw new InvalidOperationException($"Publication {other.GetType().Name} is not handled."),
        };
    }
}
