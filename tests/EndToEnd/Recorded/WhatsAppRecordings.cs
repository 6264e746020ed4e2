using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Tests.Harness;
using Platform.Tests.Scenarios;
using Platform.Tests.Webhooks;

namespace Platform.Tests.Recorded;

/// <summary>
/// Every recorded request of the gateway, posted to the real process. Each is answered 200; what it must leave in the database follows
/// from its
/// line in <see cref="ExpectedOutcomes"/>, where every recording is understood in words.
/// </summary>
public abstract partial class WhatsAppRecordings(ScenarioPlatform platform)
{
    public static TheoryData<string> Fixtures => [.. WhatsAppFixtures.Names];

    [Fact]
    public void Every_recording_has_its_expected_outcome() => Assert.Equal(WhatsAppFixtures.Names, ExpectedOutcomes.ByFixture.Keys.Order());

    [Theory, MemberData(nameof(Fixtures))]
    public async Task A_recording_leaves_what_it_must_and_nothing_else(string fixture)
    {
        var body = Addressed(fixture);
        var before = await platform.SettledSizes();

        var answer = await platform.Webhooks.Post(ScenarioPlatform.Clinic, body);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var expected = ExpectedOutcomes.ByFixture[fixture];
        await (expected.Split(':')[0] switch
        {
            "message" => IsALine(body, StoredMessage.Inbound, expected),
            "person" => IsALine(body, StoredMessage.Person, expected),
            "status" => IsAReport(expected),
            "ignored" => IsNothing(before, answer),
            "connection" => IsNotedOfTheChannel(before, answer),
            var other => throw new InvalidOperationException($"Outcome {other} is not handled."),
        });
    }

    // For this company, and with ids that no other recording has: many were made of one message.
    private static JsonObject Addressed(string fixture)
    {
        var body = JsonNode.Parse(
            Encoding.UTF8.GetString(WhatsAppFixtures.Read(fixture))
                .Replace($"\"{WhatsAppFixtures.Instance}\"", $"\"{ScenarioPlatform.Clinic}\"", StringComparison.Ordinal))!.AsObject();
        if (body["event"]!.GetValue<string>() == "messages.upsert") { body["data"]!["key"]!["id"] = fixture; }
        return body;
    }

    private async Task IsALine(JsonObject body, int direction, string expected)
    {
        var id = body["data"]!["key"]!["id"]!.GetValue<string>();
        var line = Assert.Single(await platform.Database.Messages(), line => line.ProviderId == id);
        Assert.Equal((direction, "evolution:DrMarco"), (line.Direction, line.Channel));
        Assert.Contains($": {(Conversations.MessageKind)line.Kind} '{line.Text}'", expected, StringComparison.Ordinal);
        Assert.Contains(
            line.Peer.StartsWith("lid-", StringComparison.Ordinal) ? line.Peer : "5511999990001 5531988880002",
            $"{expected} 5511999990001 5531988880002",
            StringComparison.Ordinal);
    }

    // "status: <id> <status>"
    private async Task IsAReport(string expected)
    {
        var words = expected.Split(' ');
        var status = (int)Enum.Parse<Conversations.DeliveryStatus>(words[2]);
        Assert.Equal(1, await platform.Database.Count(
            $"""
            SELECT count(*) FROM message_statuses
            WHERE channel_id = 'evolution:DrMarco' AND provider_message_id = '{words[1]}' AND status = {status}
            """));
    }

    // How the account is connected is one state of the channel's, written the first time that it is told.
    private async Task IsNotedOfTheChannel(string before, WebhookClient.Answer answer)
    {
        Assert.Contains("ignored", answer.Text, StringComparison.Ordinal);
        Assert.Equal(States().Replace(before, ""), States().Replace(await platform.Database.TableSizes(), ""));
    }

    private async Task IsNothing(string before, WebhookClient.Answer answer)
    {
        Assert.Contains("ignored", answer.Text, StringComparison.Ordinal);
        Assert.Equal(before, await platform.Database.TableSizes());
    }

    [GeneratedRegex("grain_states: [0-9]+")]
    private static partial Regex States();
}

[Collection(OnSqlite.Name)]
public sealed class SqliteWhatsAppRecordings(SqlitePlatform platform) : WhatsAppRecordings(platform);

[Collection(OnPostgres.Name)]
public sealed class PostgresWhatsAppRecordings(PostgresPlatform platform) : WhatsAppRecordings(platform);
