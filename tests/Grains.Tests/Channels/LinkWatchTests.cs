using Platform.Channels;
using Platform.Gateways;

namespace Platform.Tests.Channels;

public sealed class LinkWatchTests
{
    private static readonly ChannelOptions Options = new();
    private static readonly DateTimeOffset Start = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);
    private static readonly ChannelLinkState Fresh = LinkWatch.Watched(new ChannelLinkState(Last: null), Start, Options);
    private static readonly LinkAnswer Open = new LinkAnswer.Is("open");

    [Fact]
    public void A_channel_is_asked_for_soon_after_it_is_watched_and_watching_it_again_changes_nothing()
    {
        Assert.Equal(Start + Options.AskAfter, Fresh.NextLook);
        Assert.Same(Fresh, LinkWatch.Watched(Fresh, Start.AddHours(1), Options));
    }

    [Fact]
    public void A_lost_report_is_made_good_by_asking()
    {
        var connected = LinkWatch.Looked(Fresh, Open, Start, Options);
        Assert.True(connected.Last!.IsOpen);

        var lost = LinkWatch.Looked(connected, new LinkAnswer.Is("close"), Start.AddHours(1), Options);
        Assert.Equal(("close", Start.AddHours(1)), (lost.Last!.State, lost.Last.At));
    }

    [Fact]
    public void While_nothing_changes_the_waits_grow_to_the_longest_and_no_further()
    {
        var state = Fresh;
        List<TimeSpan> waits = [];
        for (var look = 0; look < 12; look++)
        {
            state = LinkWatch.Looked(state, Open, state.NextLook!.Value, Options);
            waits.Add(state.Wait);
        }
        Assert.Equal(waits.Order(), waits);
        Assert.Equal(Options.AskAtLeastEvery, waits[^1]);
        Assert.InRange(waits.Count(wait => wait < Options.AskAtLeastEvery), 2, 6);
    }

    [Fact]
    public void What_changes_is_asked_for_again_soon()
    {
        var settled = LinkWatch.Looked(LinkWatch.Looked(Fresh, Open, Start, Options), Open, Start.AddMinutes(1), Options);
        Assert.True(settled.Wait > Options.AskAfter);

        var now = Start.AddHours(2);
        Assert.Equal(now + Options.AskAfter, LinkWatch.Looked(settled, new LinkAnswer.NoSuchAccount(), now, Options).NextLook);
        Assert.Equal(now + Options.AskAfter, LinkWatch.Reported(settled, new ChannelLink("close", 401, now), now, Options).NextLook);
    }

    [Fact]
    public void A_gateway_that_does_not_answer_changes_nothing_but_says_so_and_the_next_answer_takes_that_back()
    {
        var connected = LinkWatch.Looked(Fresh, Open, Start, Options);
        var silent = LinkWatch.Looked(connected, new LinkAnswer.Unavailable("gateway-unreachable"), Start.AddHours(1), Options);
        Assert.True(silent.Last!.IsOpen);
        Assert.Equal(("gateway-unreachable", connected.Last!.At), (silent.Last.Problem, silent.Last.At));

        Assert.Null(LinkWatch.Looked(silent, Open, Start.AddHours(2), Options).Last!.Problem);
    }

    [Fact]
    public void An_account_that_the_gateway_never_spoke_of_is_unknown()
    {
        var silent = LinkWatch.Looked(Fresh, new LinkAnswer.Unavailable("gateway-unreachable"), Start, Options);
        Assert.Equal("unknown", silent.Last!.State);
    }

    [Fact]
    public void A_late_report_does_not_undo_what_the_answer_said_but_the_answer_counts_whatever_was_reported()
    {
        var connected = LinkWatch.Looked(Fresh, Open, Start, Options);
        Assert.Same(connected, LinkWatch.Reported(connected, new ChannelLink("connecting", null, Start.AddSeconds(-1)), Start, Options));
        Assert.Same(connected, LinkWatch.Reported(connected, new ChannelLink("connecting", null, Start.AddSeconds(1)), Start, Options));

        Assert.Equal("connecting", LinkWatch.Looked(connected, new LinkAnswer.Is("connecting"), Start.AddMinutes(1), Options).Last!.State);
    }

    [Fact]
    public void What_a_clock_noted_that_was_a_day_ahead_does_not_outlive_the_next_report()
    {
        var ahead = LinkWatch.Reported(Fresh, new ChannelLink("open", null, Start.AddDays(1)), Start.AddDays(1), Options);
        var corrected = LinkWatch.Reported(ahead, new ChannelLink("close", 401, Start), Start, Options);

        Assert.Equal("close", corrected.Last!.State);
        Assert.Equal(Start + Options.AskAfter, corrected.NextLook);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void A_clock_that_jumps_a_day_leaves_the_channel_watched(int days)
    {
        var settled = LinkWatch.Looked(Fresh, Open, Start, Options);
        var jumped = LinkWatch.Looked(settled, new LinkAnswer.Is("close"), Start.AddDays(days), Options);

        Assert.Equal("close", jumped.Last!.State);
        Assert.Equal(Start.AddDays(days) + Options.AskAfter, jumped.NextLook);
    }
}
