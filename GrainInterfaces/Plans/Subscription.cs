using System.Collections.Immutable;

namespace Platform.Plans;

/// <summary>A company's subscription as it is shown.</summary>
/// <param name="Status">Where it stands.</param>
/// <param name="Plan">The version of the plan that it pins.</param>
/// <param name="Since">When it began.</param>
/// <param name="TrialEnds">When its trial ends or ended, or <c>null</c> when it had none.</param>
/// <param name="EndsAt">When service ends after a cancellation, or <c>null</c>.</param>
/// <param name="Owed">What is billed and not paid.</param>
/// <param name="Credit">What is paid and not billed.</param>
/// <param name="Months">The months billed, oldest first.</param>
[GenerateSerializer, Immutable, Alias("subscription-view")]
public sealed record SubscriptionView(
    SubscriptionStatus Status,
    Plan Plan,
    DateTimeOffset Since,
    DateTimeOffset? TrialEnds,
    DateTimeOffset? EndsAt,
    long Owed,
    long Credit,
    ImmutableArray<BilledMonth> Months);

/// <summary>Where a subscription stands.</summary>
[GenerateSerializer, Alias("subscription-status")]
public enum SubscriptionStatus
{
    /// <summary>Served, not yet charged.</summary>
    Trial,

    /// <summary>Served and paid, or not yet due.</summary>
    Active,

    /// <summary>A month is overdue; served until the days of grace end.</summary>
    PastDue,

    /// <summary>Not served until what is owed is paid.</summary>
    Suspended,

    /// <summary>Ended by the operator; served until the end of the month.</summary>
    Cancelled,
}

/// <summary>A month as it is billed.</summary>
/// <param name="Period">The month.</param>
/// <param name="PlanId">The plan billed.</param>
/// <param name="PlanVersion">Its version.</param>
/// <param name="Amount">What it costs; a part of the price for a month begun late or on trial.</param>
/// <param name="Paid">How much of it is paid.</param>
/// <param name="DueAt">When it must be paid.</param>
[GenerateSerializer, Immutable, Alias("billed-month")]
public sealed record BilledMonth(BillingPeriod Period, string PlanId, int PlanVersion, long Amount, long Paid, DateTimeOffset DueAt)
{
    /// <summary>What is still to be paid.</summary>
    public long Open => Amount - Paid;
}

/// <summary>A payment as a provider or the operator reports it.</summary>
/// <param name="Provider">Who reports it, such as <c>asaas</c> or <c>operator</c>.</param>
/// <param name="ProviderId">The provider's id of it; a repeated one changes nothing.</param>
/// <param name="Amount">The minor units paid.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="PaidAt">When it was paid.</param>
[GenerateSerializer, Immutable, Alias("payment")]
public sealed record Payment(string Provider, string ProviderId, long Amount, string Currency, DateTimeOffset PaidAt);

/// <summary>What became of a payment.</summary>
[GenerateSerializer, Alias("payment-outcome")]
public enum PaymentOutcome
{
    Recorded,

    /// <summary>Known already: nothing changed.</summary>
    Duplicate,

    /// <summary>It is not in the subscription's currency, not positive, or its names are too long.</summary>
    Refused,

    /// <summary>The company has no subscription.</summary>
    NoSubscription,
}

/// <summary>What became of subscribing.</summary>
[GenerateSerializer, Alias("subscribe-outcome")]
public enum SubscribeOutcome
{
    Subscribed,

    /// <summary>There is no such plan or version.</summary>
    NoSuchPlan,

    /// <summary>The plan is in another currency than what was billed before.</summary>
    OtherCurrency,
}
