using System.Collections.Immutable;

namespace Platform.Plans;

/// <summary>Finds what a company's administrators must be told. Pure.</summary>
internal static class Notices
{
    /// <summary>Notices not told yet; every kind of every meter of a month fits.</summary>
    internal const int OwedMax = 20;

    /// <summary>The state owing a notice for each warning.</summary>
    public static SubscriptionState OfLimits(
        SubscriptionState state, Plan plan, BillingPeriod period, ImmutableArray<Warning> warnings, DateTimeOffset now) =>
        Owe(state, warnings.Select(warning => new PlanNotice(
            warning.Action == Warnings.AtLimit ? PlanNoticeKind.LimitReached : PlanNoticeKind.LimitNear,
            period, warning.Meter, plan.LimitOf(warning.Meter)?.Action, now)));

    /// <summary>The state owing a notice for what is overdue, and for service that stopped for it: of each month once.</summary>
    public static SubscriptionState OfPayment(SubscriptionState state, DateTimeOffset now)
    {
        var overdue = state.Months.Where(month => month.Open > 0 && month.DueAt <= now && month.Period.CompareTo(state.OverdueTold) > 0)
            .Select(month => month.Period).ToImmutableArray();
        if (!overdue.IsEmpty)
        {
            state = Owe(state with { OverdueTold = overdue[^1] }, overdue.Select(period => Of(PlanNoticeKind.Overdue, period, now)));
        }
        return state.Stopped && state.StatusAt(now) == SubscriptionStatus.Suspended
            && state.Months.First(month => month.Open > 0).Period is var unpaid && unpaid.CompareTo(state.StopTold) > 0
            ? Owe(state with { StopTold = unpaid }, [Of(PlanNoticeKind.Suspended, unpaid, now)])
            : state;
    }

    private static PlanNotice Of(PlanNoticeKind kind, BillingPeriod period, DateTimeOffset now) => new(kind, period, Meter: null, Action: null, now);

    private static SubscriptionState Owe(SubscriptionState state, IEnumerable<PlanNotice> notices) =>
        state with { Notices = [.. state.Notices.Concat(notices).TakeLast(OwedMax)] };
}
