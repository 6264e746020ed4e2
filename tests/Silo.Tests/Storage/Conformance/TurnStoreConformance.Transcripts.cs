using Platform.Conversations;
using Platform.Identity;
using Platform.Turns;

namespace Platform.Tests.Storage;

public abstract partial class TurnStoreConformance
{
    [Fact]
    public async Task A_transcript_holds_each_line_as_it_was_said_newest_first()
    {
        var tenant = await Given.Tenant(store);
        var said = Given.Said("Bom dia 😀", at: Given.Noon.AddTicks(10));
        var id = Given.Id();
        await Committed(new Turn(tenant) { Records = [said, Given.Answered(id, "Olá!")] });

        var page = await Transcript(tenant, Given.Maria);

        Assert.Null(page.Before);
        Assert.Equal(
            [
                new TranscriptLine(id, Given.WhatsApp, MessageDirection.Bot, MessageKind.Text, "Olá!", Given.Noon, DeliveryStatus.Queued),
                new TranscriptLine(
                    said.Id, Given.WhatsApp, MessageDirection.Inbound, MessageKind.Text, "Bom dia 😀", Given.Noon.AddTicks(10),
                    DeliveryStatus.None),
            ],
            page.Lines);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(100)]
    public async Task Pages_follow_each_other_without_gap_or_repetition(int linesMax)
    {
        var tenant = await Given.Tenant(store);
        for (var i = 0; i < 10; i++) { await Committed(new Turn(tenant) { Records = [Given.Said($"{i}")] }); }

        List<string> read = [];
        string? before = null;
        do
        {
            var page = await Transcript(tenant, Given.Maria, before, linesMax);
            Assert.InRange(page.Lines.Length, 1, linesMax);
            read.AddRange(page.Lines.Select(line => line.Text));
            before = page.Before;
        }
        while (before is not null);

        Assert.Equal(Enumerable.Range(0, 10).Reverse().Select(i => $"{i}"), read);
    }

    [Fact]
    public async Task A_transcript_includes_what_was_said_under_linked_identities()
    {
        var tenant = await Given.Tenant(store);
        var lid = PeerKey.OfLid("77788899");
        await Committed(new Turn(tenant) { Records = [Given.Said("before", lid)] });
        await Committed(new Turn(tenant) { Records = [new TurnRecord.IdentityLink(lid, Given.Maria, Given.Noon)] });
        await Committed(new Turn(tenant) { Records = [Given.Said("after")] });

        Assert.Equal(["after", "before"], (await Transcript(tenant, Given.Maria)).Lines.Select(line => line.Text));
        var first = await Transcript(tenant, Given.Maria, max: 1);
        Assert.Equal(["before"], (await Transcript(tenant, Given.Maria, first.Before)).Lines.Select(line => line.Text));
        Assert.Empty((await Transcript(tenant, Given.Joao)).Lines);
    }

    [Fact]
    public async Task What_was_said_under_an_identity_alone_follows_it_to_another_number_and_what_was_said_under_the_number_stays()
    {
        var tenant = await Given.Tenant(store);
        var lid = PeerKey.OfLid("77788899");
        await Committed(new Turn(tenant) { Records = [Given.Said("alone", lid)] });
        await Committed(new Turn(tenant) { Records = [new TurnRecord.IdentityLink(lid, Given.Maria, Given.Noon)] });
        await Committed(new Turn(tenant) { Records = [Given.Said("under the first number")] });

        await Committed(new Turn(tenant) { Records = [new TurnRecord.IdentityLink(lid, Given.Joao, Given.Noon.AddDays(1))] });

        Assert.Equal(["under the first number"], (await Transcript(tenant, Given.Maria)).Lines.Select(line => line.Text));
        Assert.Equal(["alone"], (await Transcript(tenant, Given.Joao)).Lines.Select(line => line.Text));
    }

    [Fact]
    public async Task An_identity_linked_to_itself_says_its_lines_once()
    {
        var tenant = await Given.Tenant(store);
        var itself = new TurnRecord.IdentityLink(Given.Maria, Given.Maria, Given.Noon);
        await Committed(new Turn(tenant) { Records = [Given.Said("oi"), itself] });
        Assert.Single((await Transcript(tenant, Given.Maria)).Lines);
    }

    [Fact]
    public async Task At_most_200_lines_are_read_at_once()
    {
        var tenant = await Given.Tenant(store);
        await Committed(new Turn(tenant) { Records = [.. Enumerable.Range(0, 210).Select(i => Given.Said($"{i}"))] });
        Assert.Equal(200, (await Transcript(tenant, Given.Maria, max: 1_000_000)).Lines.Length);
        Assert.Single((await Transcript(tenant, Given.Maria, max: -1)).Lines);
    }

    [Fact]
    public async Task A_cursor_that_was_not_given_out_is_refused()
    {
        var tenant = await Given.Tenant(store);
        await Assert.ThrowsAsync<ArgumentException>(() => Transcript(tenant, Given.Maria, "1' OR '1'='1"));
    }
}
