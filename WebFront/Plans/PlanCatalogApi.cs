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
        group.MapPost("", Publish).Accepts<PlanDefinition>("application/json");
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

/// <summary>A plan as it is published: what <c>plan.schema.json</c> says, for the API's document. A limit that is left out does not exist.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its version; a change needs a higher one.</param>
/// <param name="Names">Its name in <c>pt-BR</c>, <c>en</c> and <c>es</c>.</param>
/// <param name="Price">What a month costs, in minor units.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="SoftPercent">Share of a limit at which the company is warned.</param>
/// <param name="CallRounding">How a call's time is counted.</param>
/// <param name="Terms">When it is paid.</param>
/// <param name="Limits">
/// By what they limit: <c>users</c>, <c>channels</c>, <c>conversations</c>, <c>messages</c>, <c>callMinutes</c>, <c>modelSpend</c>, <c>storageMegabytes</c>.
/// </param>
internal sealed record PlanDefinition(
    string Id,
    int Version,
    IReadOnlyDictionary<string, string> Names,
    long Price,
    string Currency,
    int SoftPercent,
    CallRounding CallRounding,
    PaymentTerms Terms,
    IReadOnlyDictionary<string, LimitDefinition> Limits);

/// <summary>A limit of a plan as it is published.</summary>
/// <param name="Max">How much.</param>
/// <param name="Action">What happens there; for users and channels <c>warn-only</c> or <c>refuse</c>.</param>
internal sealed record LimitDefinition(long Max, LimitAction Action);
