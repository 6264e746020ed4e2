using System.Collections.Immutable;
using Platform.Tenancy;

namespace Platform.Plans;

/// <summary>What a company used in a month, and what it costs. Made of the counters and the bills: the same whenever it is asked for.</summary>
/// <param name="Tenant">The company.</param>
/// <param name="Company">Its name.</param>
/// <param name="Locale">Its language.</param>
/// <param name="TimeZone">The time zone that bounds the month.</param>
/// <param name="Period">The month.</param>
/// <param name="IsFinal">Whether the month is over.</param>
/// <param name="Plan">The plan it was billed by, or <c>null</c> when it had none.</param>
/// <param name="Bill">The month's bill, or <c>null</c>.</param>
/// <param name="Lines">The meters, with their limits.</param>
/// <param name="Payments">Payments made in the month.</param>
[GenerateSerializer, Immutable, Alias("statement")]
public sealed record Statement(
    TenantId Tenant,
    string Company,
    string Locale,
    string TimeZone,
    BillingPeriod Period,
    bool IsFinal,
    Plan? Plan,
    BilledMonth? Bill,
    ImmutableArray<StatementLine> Lines,
    ImmutableArray<Payment> Payments);

/// <summary>A meter of a statement.</summary>
/// <param name="Meter">What was used.</param>
/// <param name="Used">How much of it.</param>
/// <param name="Max">The plan's limit, or <c>null</c>.</param>
/// <param name="Action">What happens at the limit.</param>
[GenerateSerializer, Immutable, Alias("statement-line")]
public sealed record StatementLine(Meter Meter, long Used, long? Max, LimitAction? Action);

/// <summary>What a company has used so far this month.</summary>
/// <param name="Tenant">The company.</param>
/// <param name="Period">The month.</param>
/// <param name="Status">Where its subscription stands, or <c>null</c> without one.</param>
/// <param name="Standing">What its plan lets it do now.</param>
/// <param name="Lines">The meters.</param>
/// <param name="Warned">The meters of which it was warned this month.</param>
[GenerateSerializer, Immutable, Alias("usage-report")]
public sealed record UsageReport(
    TenantId Tenant,
    BillingPeriod Period,
    SubscriptionStatus? Status,
    PlanStanding Standing,
    ImmutableArray<StatementLine> Lines,
    ImmutableArray<Meter> Warned);
