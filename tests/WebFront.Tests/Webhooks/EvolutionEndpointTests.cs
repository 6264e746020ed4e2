using System.Net;
using Platform.Channels;
using Platform.Conversations;

namespace Platform.Tests.Webhooks;

public class EvolutionEndpointTests
{
    public static TheoryData<string> Fixtures => [.. WhatsAppFixtures.Names];

    [Theory]
    [MemberData(nameof(Fixtures))]
    public async Task Every_request_of_the_gateway_is_answered_200_and_reaches_what_it_concerns(string fixture)
    {
        await using var server = await WebhookServer.Start();

        var answer = await server.PostFixture(fixture);

        var concerns = ExpectedOutcomes.ByFixture[fixture].Split(':')[0];
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(concerns is "message" or "person" or "status" ? "accepted" : "ignored", answer.Outcome);
        Assert.Equal(concerns == "message" ? 1 : 0, server.Companies.Messages.Count(told => told.Message is InboundMessage));
        Assert.Equal(concerns == "person" ? 1 : 0, server.Companies.Messages.Count(told => told.Message is PersonMessage));
        Assert.Equal(concerns == "status" ? 1 : 0, server.Companies.Reports.Count);
        Assert.All(server.Companies.Messages, told => Assert.Equal(FakeCompanies.Clinic, told.Tenant));
    }

    [Fact]
    public async Task A_message_reaches_the_conversation_of_its_customer_whole()
    {
        await using var server = await WebhookServer.Start();

        await server.PostFixture("upsert-text-br-jid-without-ninth-digit");

        var told = Assert.Single(server.Companies.Messages);
        Assert.Equal("5531988880002", told.Peer.Text);
        Assert.Equal(
            (ChannelId.Parse("evolution:tenant-0001-main"), "553188880002@s.whatsapp.net", "Cliente BH", Upsert.Arrival, "Oi, sou de BH"),
            (told.Inbound.Channel, told.Inbound.ReplyTo, told.Inbound.ContactName, told.Inbound.ReceivedAt, told.Inbound.Content.Text));
    }

    [Fact]
    public async Task A_repeated_delivery_is_answered_200_and_changes_nothing()
    {
        await using var server = await WebhookServer.Start();

        await server.PostFixture("upsert-text-conversation");
        var answer = await server.PostFixture("upsert-text-conversation");

        Assert.Equal((HttpStatusCode.OK, "duplicate"), (answer.Status, answer.Outcome));
        Assert.Single(server.Companies.Messages);
    }

    [Fact]
    public async Task An_ordinary_message_costs_one_grain_call()
    {
        await using var server = await WebhookServer.Start();
        await server.PostFixture("upsert-text-conversation");
        var before = server.Companies.Calls;

        await server.PostFixture("upsert-reaction");

        Assert.Equal(1, server.Companies.Calls - before);
    }

    [Fact]
    public async Task A_linked_id_seen_beside_a_number_joins_that_number_s_conversation_from_then_on()
    {
        await using var server = await WebhookServer.Start();

        await server.PostFixture("upsert-text-lid-only");
        await server.PostFixture("upsert-text-lid-v2.3.6");
        var later = Upsert.Body(change: body => body["data"]!["key"]!["remoteJid"] = "100000000000001@lid");
        await server.Post(Upsert.Bytes(later));

        Assert.Equal(["lid-100000000000001", "5511999990001", "5511999990001"], server.Companies.Messages.Select(told => told.Peer.Text));
    }

    [Fact]
    public async Task A_number_is_told_with_the_time_at_which_it_was_shown_and_again_when_it_changes()
    {
        await using var server = await WebhookServer.Start();

        await server.PostFixture("upsert-text-lid-v2.3.6");
        await server.Post(Upsert.Bytes(Upsert.Body(change: body =>
        {
            body["data"]!["key"]!["remoteJid"] = "5521977770003@s.whatsapp.net";
            body["data"]!["key"]!["remoteJidAlt"] = "100000000000001@lid";
            body["data"]!["key"]!["id"] = "OTHER";
        })));

        Assert.Equal(["5511999990001", "5521977770003"], server.Companies.Shown.Select(shown => shown.Number.Digits));
        Assert.Equal(
            server.Companies.Messages.Select(told => (DateTimeOffset?)told.Inbound.SentAt),
            server.Companies.Shown.Select(shown => shown.At));
    }

    [Fact]
    public async Task What_is_ignored_is_logged_with_tenant_and_reason_and_an_own_echo_only_for_who_looks_closer()
    {
        await using var server = await WebhookServer.Start();

        foreach (var (fixture, outcome) in ExpectedOutcomes.ByFixture)
        {
            if (!outcome.StartsWith("ignored", StringComparison.Ordinal)) { continue; }
            await server.PostFixture(fixture);
            var reason = outcome.Split(": ")[1];
            var level = reason == "own-echo" ? "Debug" : "Information";
            Assert.Contains(server.Log.Lines, line =>
                line.StartsWith(level, StringComparison.Ordinal)
                    && line.Contains(FakeCompanies.Clinic.Value.ToString(), StringComparison.Ordinal)
                    && line.Contains($"concerns no conversation: {reason} ", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task One_customer_writing_to_two_companies_has_two_conversations()
    {
        await using var server = await WebhookServer.Start();
        server.Companies.Claim("AllpFit", FakeCompanies.Gym, "another secret");

        await server.Post(Upsert.Bytes(Upsert.Body()));
        await server.Post(Upsert.Bytes(Upsert.Body(change: body => body["instance"] = "AllpFit")), "AllpFit", "another secret");

        Assert.Equal([FakeCompanies.Clinic, FakeCompanies.Gym], server.Companies.Messages.Select(told => told.Tenant));
    }

    [Theory]
    [InlineData("tenant-0001-main/messages-upsert")]
    [InlineData("tenant-0001-main//messages-upsert")]
    [InlineData("tenant-0001-main/anything-new")]
    [InlineData("tenant-0001-main/")]
    public async Task The_address_may_carry_the_event_s_name(string path)
    {
        await using var server = await WebhookServer.Start();

        Assert.Equal("accepted", (await server.Post(Upsert.Bytes(Upsert.Body()), path)).Outcome);
    }

    [Fact]
    public async Task Neither_text_nor_name_nor_number_of_a_customer_is_logged()
    {
        await using var server = await WebhookServer.Start();

        foreach (var fixture in WhatsAppFixtures.Names)
        {
            await server.PostFixture(fixture);
        }
        await server.Post(Upsert.Bytes(Upsert.Body(change: body => body["data"]!["key"]!["id"] = "\n")));

        Assert.NotEmpty(server.Log.Lines);
        Assert.DoesNotContain(server.Log.Lines, line =>
            line.Contains("99999", StringComparison.Ordinal)
                || line.Contains("agendar", StringComparison.Ordinal)
                || line.Contains("Cliente", StringComparison.Ordinal));
    }
}
