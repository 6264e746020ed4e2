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

    [Fact]
    public void Of_users_and_channels_it_is_warned_near_the_limit_and_at_it_once_a_month_each()
    {
        var plan = Plan(limits: [new PlanLimit(Meter.Users, 5, LimitAction.Refuse), new PlanLimit(Meter.Channels, 3, LimitAction.WarnOnly)]);
        var state = SubscriptionState.Empty with { Plan = plan };

        Assert.Empty(Warnings.Find(state, plan, April, Held(3, 2)).New);
        var near = Warnings.Find(state, plan, April, Held(4, 3));
        Assert.Equal([new Warning(Warnings.NearLimit, Meter.Users), new Warning(Warnings.AtLimit, Meter.Channels)], near.New);
        Assert.Empty(Warnings.Find(near.Next, plan, April, Held(4, 7)).New);
        Assert.Equal([new Warning(Warnings.AtLimit, Meter.Users)], Warnings.Find(near.Next, plan, April, Held(5, 7)).New);
        Assert.Equal(2, Warnings.Find(near.Next, plan, April.Next, Held(4, 7)).New.Length);
    }

    [Theory]
    [InlineData(1, 1, false)]
    [InlineData(1, 2, true)]
    [InlineData(2, 1, false)]
    [InlineData(2, 2, true)]
    [InlineData(0, 0, false)]
    [InlineData(0, 1, true)]
    public void The_first_channel_is_nothing_to_warn_of_where_the_plan_has_room_for_it(int max, int channels, bool isWarned)
    {
        var plan = Plan(limits: new PlanLimit(Meter.Channels, max, LimitAction.WarnOnly)) with { SoftPercent = 50 };

        Assert.Equal(isWarned, !Warnings.Find(SubscriptionState.Empty, plan, April, Held(1, channels)).New.IsEmpty);
    }

    [Fact]
    public void Users_and_channels_are_listed_where_it_is_known_how_many_there_are()
    {
        var plan = Plan(limits: new PlanLimit(Meter.Users, 3, LimitAction.WarnOnly));

        Assert.Contains(new StatementLine(Meter.Users, 4, 3, LimitAction.WarnOnly), Limits.Lines(plan, Held(4, 1)));
        Assert.Contains(new StatementLine(Meter.Channels, 1, null, null), Limits.Lines(plan, Held(4, 1)));
        Assert.DoesNotContain(Limits.Lines(plan, Used(1)), line => line.Meter is Meter.Users or Meter.Channels);
    }

    private static ImmutableArray<Metered> Held(long users, long channels) =>
        [new Metered(Meter.Users, users), new Metered(Meter.Channels, channels)];

    private static ImmutableArray<Metered> Used(long messages) => [new Metered(Meter.Messages, messages)];
}
