using Platform.Channels;
using Platform.Gateways;
using Platform.Identity;
using Platform.Turns;

namespace Platform.Tests.Channels;

public sealed class SendPolicyTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly ChannelOptions Options = new();

    [Fact]
    public void An_accepted_message_is_settled_with_the_providers_id() =>
        Assert.IsType<SendOutcome.Accepted>(Decide(Item(1), new SendResult.Accepted(ProviderMessageId.Parse("3EB0"))));

    [Fact]
    public void A_refused_message_ends_visibly_as_failed() =>
        Assert.Equal(new SendOutcome.Failed("not on WhatsApp"), Decide(Item(1), new SendResult.Refused("not on WhatsApp")));

    [Fact]
    public void While_the_gateway_is_away_a_message_waits_longer_each_time_up_to_a_bound()
    {
        var waits = Enumerable.Range(1, 12).Select(attempt => Again(Item(attempt), new SendResult.Unavailable("down")).NotBefore - Noon).ToList();

        Assert.Equal(waits.Order(), waits);
        Assert.Equal(TimeSpan.FromSeconds(1), waits[0]);
        Assert.Equal(TimeSpan.FromSeconds(30), waits[^1]);
    }

    [Fact]
    public void A_gateway_away_for_too_long_makes_the_message_fail() =>
        Assert.IsType<SendOutcome.Failed>(
            SendPolicy.Decide(Item(50), new SendResult.Unavailable("down"), Noon + Options.GiveUpAfter, Options));

    [Fact]
    public void A_lost_outcome_is_tried_again_and_marked() =>
        Assert.True(Again(Item(1), new SendResult.Unknown("time-out")).Uncertain);

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    public void The_few_tries_of_a_message_that_may_have_been_sent_outlast_a_gateway_that_is_sick_for_twenty_minutes(int attempts)
    {
        var (item, now) = (Item(attempts), Noon);
        while (SendPolicy.Decide(item, new SendResult.Unknown("time-out"), now, Options) is SendOutcome.TryAgain again)
        {
            Assert.True(again.Uncertain);
            (item, now) = (item with { Attempts = item.Attempts + 1, Uncertain = true, Doubts = again.Doubts }, again.NotBefore);
        }

        Assert.Equal((Options.DoubtsMax - 1, attempts + Options.DoubtsMax - 1), (item.Doubts, item.Attempts));
        Assert.InRange(now - Noon, TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(30));
    }

    [Fact]
    public void Tries_that_certainly_sent_nothing_leave_the_doubts_as_they_were() =>
        Assert.Equal(2, Again(Item(9, uncertain: true) with { Doubts = 2 }, new SendResult.Unavailable("down")).Doubts);

    [Fact]
    public void A_gateway_that_is_not_behind_its_proxy_is_waited_for_and_the_message_is_marked()
    {
        var again = Again(Item(50, uncertain: true), new SendResult.Unavailable("gateway-error-502", PerhapsSent: true));

        Assert.True(again.Uncertain);
    }

    [Fact]
    public void A_customer_does_not_get_the_same_message_again_and_again() =>
        Assert.IsType<SendOutcome.Failed>(
            Decide(Item(5, uncertain: true) with { Doubts = Options.DoubtsMax - 1 }, new SendResult.Unknown("time-out")));

    private static SendOutcome Decide(OutboxItem item, SendResult result) => SendPolicy.Decide(item, result, Noon, Options);

    private static SendOutcome.TryAgain Again(OutboxItem item, SendResult result) => Assert.IsType<SendOutcome.TryAgain>(Decide(item, result));

    private static OutboxItem Item(int attempts, bool uncertain = false) =>
        new(Guid.Empty, PeerKey.Parse("5511987654321"), "5511987654321@s.whatsapp.net", "Oi", attempts, uncertain, Noon);
}
