using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Auth;
using Platform.Tenancy;

namespace Platform.Plans;

/// <summary>The operator administers a company's subscription.</summary>
internal static class SubscriptionApi
{
    /// <summary>Who reports payments that people of the operator enter.</summary>
    private const string EnteredByHand = "operator";

    /// <summary>Maps <c>/api/admin/tenants/{tenant}/subscription</c>, <c>/usage</c>, <c>/statements</c> and <c>/payments</c>.</summary>
    internal static RouteGroupBuilder MapSubscriptions(this RouteGroupBuilder api)
    {
        var group = api.MapTenantAdministration("", "Plans").ForKnownTenants();
        group.MapGet("/subscription", Get);
        group.MapPut("/subscription", Subscribe);
        group.MapDelete("/subscription", Cancel);
        group.MapGet("/usage", GetUsage);
        group.MapGet("/statements/{period}", GetStatement).Describe();
        group.MapPost("/payments", RecordPayment);
        return api;
    }

    internal static async Task<Results<Ok<SubscriptionView>, ProblemHttpResult>> Get(
        TenantId tenant, IGrainFactory grains, CancellationToken cancellationToken) =>
        await grains.Subscription(tenant).Get(cancellationToken) is { } subscription
            ? TypedResults.Ok(subscription)
            : PlanProblems.NoSubscription;

    internal static async Task<Results<Ok<SubscriptionView>, ProblemHttpResult>> Subscribe(
        TenantId tenant, SubscriptionOrder order, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (await grains.Tenant(tenant).GetProfile(cancellationToken) is null)
        {
            return PlanProblems.Of(StatusCodes.Status404NotFound, "There is no such tenant.");
        }
        return await grains.Subscription(tenant).Subscribe(order.Plan, order.Version, order.Trial ?? false, cancellationToken) switch
        {
            SubscribeOutcome.Subscribed => TypedResults.Ok((await grains.Subscription(tenant).Get(cancellationToken))!),
            SubscribeOutcome.NoSuchPlan => PlanProblems.NoSuchPlan,
            SubscribeOutcome.OtherCurrency => PlanProblems.Of(
                StatusCodes.Status409Conflict, "The company was billed in another currency than the plan's."),
            var other => throw new InvalidOperationException($"Outcome {other} is not handled."),
        };
    }

    internal static async Task<NoContent> Cancel(TenantId tenant, IGrainFactory grains, CancellationToken cancellationToken)
    {
        await grains.Subscription(tenant).Cancel(cancellationToken);
        return TypedResults.NoContent();
    }

    internal static async Task<Ok<UsageReport>> GetUsage(TenantId tenant, IGrainFactory grains, CancellationToken cancellationToken) =>
        TypedResults.Ok(await grains.Subscription(tenant).GetUsage(cancellationToken));

    internal static async Task<IResult> GetStatement(
        TenantId tenant, string period, string? format, IGrainFactory grains, CancellationToken cancellationToken) =>
        await StatementResults.Answer(grains.Subscription(tenant), period, format, cancellationToken);

    internal static async Task<Results<Ok<PaymentAnswer>, ProblemHttpResult>> RecordPayment(
        TenantId tenant, EnteredPayment entered, IGrainFactory grains, TimeProvider clock, CancellationToken cancellationToken)
    {
        var payment = new Payment(
            EnteredByHand, entered.Reference ?? "", entered.Amount, entered.Currency ?? "", entered.PaidAt ?? clock.GetUtcNow());
        return PaymentAnswer.Of(await grains.Subscription(tenant).RecordPayment(payment, cancellationToken));
    }
}

/// <summary>The plan that a company is to have.</summary>
/// <param name="Plan">The plan's id.</param>
/// <param name="Version">Its version; the newest without one.</param>
/// <param name="Trial">Whether a first subscription begins with the plan's trial.</param>
internal sealed record SubscriptionOrder(string Plan, int? Version, bool? Trial);

/// <summary>A payment that a person enters.</summary>
/// <param name="Reference">What identifies it, such as the bank's number; the same one again changes nothing.</param>
/// <param name="Amount">The minor units paid.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="PaidAt">When it was paid; now without it.</param>
internal sealed record EnteredPayment(string? Reference, long Amount, string? Currency, DateTimeOffset? PaidAt);

/// <summary>What became of a payment.</summary>
internal sealed record PaymentAnswer(PaymentOutcome Outcome)
{
    /// <summary>The answer: taken or known is fine, everything else a refusal.</summary>
    internal static Results<Ok<PaymentAnswer>, ProblemHttpResult> Of(PaymentOutcome outcome) => outcome switch
    {
        PaymentOutcome.Recorded or PaymentOutcome.Duplicate => TypedResults.Ok(new PaymentAnswer(outcome)),
        PaymentOutcome.NoSubscription => PlanProblems.NoSubscription,
        _ => PlanProblems.Of(
            StatusCodes.Status400BadRequest, "A payment needs a reference, a positive amount, and the currency of the subscription."),
    };
}
