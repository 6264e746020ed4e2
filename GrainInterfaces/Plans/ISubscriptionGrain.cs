using Orleans.Concurrency;
using Platform.Alarms;
using Platform.Tenancy;

namespace Platform.Plans;

/// <summary>
/// A company's subscription (key: tenant id): the plan it pinned, its bills and payments, and what follows from what it used. Without one
/// nothing is limited. It suspends and resumes the tenant, which therefore calls nothing of it but <see cref="Allow"/>.
/// </summary>
[Alias("subscription")]
public interface ISubscriptionGrain : IGrainWithGuidKey, ITenantScoped, IAlarmTarget
{
    /// <summary>
    /// Subscribes to a plan's version (the newest without one), or changes to it: limits at once, a higher price for the days left of the
    /// month. The same again changes nothing.
    /// </summary>
    [Alias("subscribe")]
    Task<SubscribeOutcome> Subscribe(string planId, int? version, bool trial, CancellationToken cancellationToken);

    /// <summary>Ends the subscription with the month; subscribing again takes that back.</summary>
    [Alias("cancel")]
    Task Cancel(CancellationToken cancellationToken);

    /// <summary>The subscription, or <c>null</c> when there is none.</summary>
    [Alias("get")]
    Task<SubscriptionView?> Get(CancellationToken cancellationToken);

    /// <summary>What the plan lets the company do now; some seconds old at most, and never waits for the store.</summary>
    [Alias("get-standing"), AlwaysInterleave]
    Task<PlanStanding> GetStanding(CancellationToken cancellationToken);

    /// <summary>Whether one more user or channel may be added to the <paramref name="current"/> ones.</summary>
    [Alias("allow"), AlwaysInterleave]
    Task<Allowance> Allow(Meter meter, long current, CancellationToken cancellationToken);

    /// <summary>Records a payment, once. What it pays resumes the company where it was suspended for it.</summary>
    [Alias("record-payment")]
    Task<PaymentOutcome> RecordPayment(Payment payment, CancellationToken cancellationToken);

    /// <summary>What was used this month.</summary>
    [Alias("get-usage")]
    Task<UsageReport> GetUsage(CancellationToken cancellationToken);

    /// <summary>A month's statement, or <c>null</c> for a month that has not begun or before the tenant was created.</summary>
    [Alias("get-statement")]
    Task<Statement?> GetStatement(BillingPeriod period, CancellationToken cancellationToken);
}
