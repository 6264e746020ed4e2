using Platform.Calls;
using Platform.Channels;
using Platform.Plans;
using Platform.Tests.Conversations;
using Platform.Turns;

namespace Platform.Tests.Calls;

public sealed class CallAccountTests
{
    private static readonly BillingPeriod November = BillingPeriod.Parse("2026-11");

    [Fact]
    public void A_call_is_counted_rounded_in_the_month_that_it_ended_in()
    {
        var (account, usage) = Count(CallAccount.Empty, Details(61));

        Assert.Equal([new TurnRecord.Usage(November, Meter.CallSeconds, 120)], usage);
        Assert.Equal(120, account.Seconds);
    }

    [Fact]
    public void The_same_details_again_count_nothing_even_under_another_rounding()
    {
        var (account, _) = Count(CallAccount.Empty, Details(61));

        Assert.Empty(Count(account, Details(61)).Usage);
        Assert.Empty(account.Count(Details(61), new CallRounding(1, 1), TimeZoneInfo.Utc).Usage);
    }

    [Fact]
    public void Details_that_are_corrected_count_the_difference()
    {
        var (account, _) = Count(CallAccount.Empty, Details(61));
        var usage = Count(account, Details(200)).Usage.Cast<TurnRecord.Usage>();

        Assert.Equal(120, usage.Sum(counted => counted.Amount));
    }

    [Fact]
    public void What_was_never_answered_and_the_other_leg_of_a_bridge_are_not_counted()
    {
        Assert.Empty(Count(CallAccount.Empty, Details(0)).Usage);
        Assert.Empty(Count(
            CallAccount.Empty, Details(61) with { Direction = CallDirection.Outbound, OtherLeg = CallId.Parse("a-leg") }).Usage);
        Assert.NotEmpty(Count(CallAccount.Empty, Details(61) with { Direction = CallDirection.Outbound }).Usage);
    }

    private static (CallAccount Next, IReadOnlyList<TurnRecord> Usage) Count(CallAccount account, CallDetails details)
    {
        var (next, usage) = account.Count(details, CallRounding.Minutes, TimeZoneInfo.Utc);
        return (next, usage);
    }

    private static CallDetails Details(int seconds) => new(
        CallId.Parse("c0ffee"), Given.Maria, ChannelId.Parse("sip:drmarco.pbx.example"), "551140000001", CallDirection.Inbound, Given.Noon,
        Given.Noon, Given.Noon.AddSeconds(seconds), TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds), "NORMAL_CLEARING", null);
}
