using System.Collections.Immutable;
using Platform.Plans;
using static Platform.Tests.Plans.Given;

namespace Platform.Tests.Plans;

public sealed class LimitsTests
{
    private static readonly BillingPeriod April = BillingPeriod.Parse("2027-04");

    [Theory]
    [InlineData(LimitAction.WarnOnly, true, true, false)]
    [InlineData(LimitAction.BotOff, false, true, false)]
    [InlineData(LimitAction.StopNewConversations, true, false, false)]
    [InlineData(LimitAction.MenuOnly, true, true, true)]
    public void At_the_limit_the_plan_says_what_happens(LimitAction action, bool bot, bool conversations, bool menu)
    {
        var plan = Plan(limits: new PlanLimit(Meter.Messages, 100, action));

        Assert.Equal(PlanStanding.Free, Limits.Standing(plan, Used(99)));
        Assert.Equal(new PlanStanding(bot, conversations, menu, CallRounding.Minutes), Limits.Standing(plan, Used(100)));
    }

    [Fact]
    public void Without_a_plan_nothing_is_limited() => Assert.Equal(PlanStanding.Free, Limits.Standing(null, Used(1_000_000)));

    [Fact]
    public void It_is_warned_once_a_month_near_the_limit_and_once_at_it()
    {
        var plan = Plan(limits: new PlanLimit(Meter.Messages, 100, LimitAction.BotOff));
        var state = SubscriptionState.Empty with { Plan = plan };

        Assert.Empty(Warnings.Find(state, plan, April, Used(79)).New);
        var near = Warnings.Find(state, plan, April, Used(80));
        Assert.Equal([new Warning(Warnings.NearLimit, Meter.Messages)], near.New);
        Assert.Empty(Warnings.Find(near.Next, plan, April, Used(99)).New);
        var at = Warnings.Find(near.Next, plan, April, Used(100));
        Assert.Equal([new Warning(Warnings.AtLimit, Meter.Messages)], at.New);
        Assert.Empty(Warnings.Find(at.Next, plan, April, Used(500)).New);
        Assert.Equal([new Warning(Warnings.NearLimit, Meter.Messages)], Warnings.Find(at.Next, plan, April.Next, Used(85)).New);
    }

    [Fact]
    public void What_jumps_over_both_marks_is_told_once() =>
        Assert.Equal(
            [new Warning(Warnings.AtLimit, Meter.Messages)],
            Warnings.Find(SubscriptionState.Empty, Plan(limits: new PlanLimit(Meter.Messages, 10, LimitAction.BotOff)), April, Used(10)).New);

    [Fact]
    public void One_more_user_is_allowed_below_the_limit_only()
    {
        var plan = Plan(limits: [new PlanLimit(Meter.Users, 3, LimitAction.Refuse), new PlanLimit(Meter.Channels, 1, LimitAction.WarnOnly)]);

        Assert.Equal(new Allowance(true, 3), Limits.Allow(plan, Meter.Users, 2));
        Assert.Equal(new Allowance(false, 3), Limits.Allow(plan, Meter.Users, 3));
        Assert.Equal(new Allowance(true, 1), Limits.Allow(plan, Meter.Channels, 5));
        Assert.Equal(new Allowance(true, null), Limits.Allow(null, Meter.Users, 5));
    }

    private static ImmutableArray<Metered> Used(long messages) => [new Metered(Meter.Messages, messages)];
}
