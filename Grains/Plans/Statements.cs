using System.Collections.Immutable;
using Platform.Tenancy;

namespace Platform.Plans;

/// <summary>Makes statements of what is stored. Pure.</summary>
internal static class Statements
{
    /// <summary>A month's statement.</summary>
    public static Statement Make(
        SubscriptionState state, TenantProfile company, BillingPeriod period, ImmutableArray<Metered> used, DateTimeOffset now,
        TimeZoneInfo zone)
    {
        var bill = state.Months.FirstOrDefault(month => month.Period == period);
        var plan = state.PlanOf(bill);
        return new Statement(
            company.Id, company.Name, company.Locale, company.TimeZone, period, IsFinal: BillingPeriod.Of(now, zone) > period, plan, bill,
            Limits.Lines(plan, used),
            [.. state.Payments.Where(payment => BillingPeriod.Of(payment.PaidAt, zone) == period)]);
    }
}
