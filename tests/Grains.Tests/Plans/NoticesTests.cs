using System.Collections.Immutable;
using Platform.Plans;
using static Platform.Tests.Plans.Given;

namespace Platform.Tests.Plans;

/// <summary>What administrators are told about their plan, and how often.</summary>
public sealed class NoticesTests
{
    [Fact]
    public void A_limit_is_told_with_what_happens_there()
    {
        var plan = Plan(limits: new PlanLimit(Meter.Messages, 100, LimitAction.BotOff));
        var (state, warnings) = Warnings.Find(SubscriptionState.Empty, plan, April, [new Metered(Meter.Messages, 80)]);
        state = Notices.OfLimits(state, plan, April, warnings, Day(4, 20));
        (state, warnings) = Warnings.Find(state, plan, April, [new Metered(Meter.Messages, 100)]);
        state = Notices.OfLimits(state, plan, April, warnings, Day(4, 21));

        Assert.Equal(
            [
                new PlanNotice(PlanNoticeKind.LimitNear, April, Meter.Messages, LimitAction.BotOff, Day(4, 20)),
                new PlanNotice(PlanNoticeKind.LimitReached, April, Meter.Messages, LimitAction.BotOff, Day(4, 21)),
            ],
            state.Notices);
    }

    [Fact]
    public void Each_month_that_is_not_paid_is_told_once_and_a_stop_for_it_once()
    {
        var state = Subscribed(Day(4, 1));
        Assert.Empty(Notices.OfPayment(state, Day(4, 10)).Notices);

        state = Notices.OfPayment(state, Day(4, 11));
        Assert.Equal([(PlanNoticeKind.Overdue, April)], Told(state));
        state = Notices.OfPayment(state with { Notices = [] }, Day(4, 12));
        Assert.Empty(state.Notices);

        state = Notices.OfPayment(state with { Stopped = true }, Day(4, 18));
        Assert.Equal([(PlanNoticeKind.Suspended, April)], Told(state));
        state = Notices.OfPayment(state with { Notices = [] }, Day(4, 19));
        Assert.Empty(state.Notices);

        state = Notices.OfPayment(state.At(Day(5, 1)), Day(5, 11));
        Assert.Equal([(PlanNoticeKind.Overdue, April.Next)], Told(state));
    }

    [Fact]
    public void What_is_paid_in_time_and_what_the_operator_ended_is_no_debt()
    {
        Assert.Empty(Notices.OfPayment(Subscribed(Day(4, 1)).Pays(30_000), Day(4, 30)).Notices);
        var ended = Billing.Cancel(Subscribed(Day(4, 1)).Pays(30_000), Day(4, 2), SaoPaulo);
        Assert.True(ended.MustStop(Day(5, 1)));
        Assert.Empty(Notices.OfPayment(ended with { Stopped = true }, Day(5, 1)).Notices);
    }

    private static BillingPeriod April => BillingPeriod.Parse("2027-04");

    private static ImmutableArray<(PlanNoticeKind, BillingPeriod)> Told(SubscriptionState state) =>
        [.. state.Notices.Select(notice => (notice.Kind, notice.Period))];
}
