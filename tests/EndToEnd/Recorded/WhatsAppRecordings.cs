using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Tests.Harness;
using Platform.Tests.Scenarios;
using Platform.Tests.Webhooks;

namespace Platform.Tests.Recorded;

/// <summary>
/// Every recorded request of the gateway, posted to the real process byte for byte but for the names of instance and message. Each is
/// answered 200; what it must leave in the database follows from its line in <see cref="ExpectedOutcomes"/>, where every recording is
/// understood in words.
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
            "message" => IsALine(fixture, StoredMessage.Inbound, expected),
            "person" => IsALine(fixture, StoredMessage.Person, expected),
            "status" => IsAReport(expected),
            "ignored" => IsNothing(before, answer),
            "connection" => IsNotedOfTheChannel(before, answer),
            var other => throw new InvalidOperationException($"Outcome {other} is not handled."),
        });
    }

    // For this company, and with ids that no other recording has: many were made of one message.
    private static byte[] Addressed(string fixture)
    {
        var text = Encoding.UTF8.GetString(WhatsAppFixtures.Read(fixture))
            .Replace($"\"{WhatsAppFixtures.Instance}\"", $"\"{ScenarioPlatform.Clinic}\"", StringComparison.Ordinal);
        var body = JsonNode.Parse(text)!;
        return Encoding.UTF8.GetBytes(body["event"]!.GetValue<string>() == "messages.upsert"
            ? text.Replace($"\"{body["data"]!["key"]!["id"]}\"", $"\"{fixture}\"", StringComparison.Ordinal)
            : text);
    }

    private async Task IsALine(string fixture, int direction, string expected)
    {
        var line = Assert.Single(await platform.Database.Messages(), line => line.ProviderId == fixture);
        Assert.Equal((direction, "evolution:DrMarco"), (line.Direction, line.Channel));
        Assert.Contains($": {(Conversations.MessageKind)line.Kind} '{line.Text}'", expected, StringComparison.Ordinal);
        Assert.Contains(line.Peer, PeersOf(expected));
    }

    // "… from <number> <linked id> → <address>": the customer is the number. One who shows a linked id alone is whoever that id was shown
    // with by then, and recordings come in any order.
    private static IEnumerable<string> PeersOf(string expected)
    {
        var shown = Customer().Match(expected);
        var (number, lid) = (shown.Groups["number"].Value, shown.Groups["lid"].Value);
        return number.Length > 0
            ? [number]
            : ExpectedOutcomes.ByFixture.Values.Select(other => Customer().Match(other))
                .Where(other => other.Groups["lid"].Value == lid && other.Groups["number"].Success)
                .Select(other => other.Groups["number"].Value)
                .Prepend(lid);
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

    [GeneratedRegex(" (?:from|to) (?<number>[0-9]+)? ?(?<lid>lid-[0-9]+)? ?→")]
    private static partial Regex Customer();

    [GeneratedRegex("grain_states: [0-9]+")]
    private static partial Regex States();
}

[Collection(OnSqlite.Name)]
public sealed class SqliteWhatsAppRecordings(SqlitePlatform platform) : WhatsAppRecordings(platform);

[Collection(OnPostgres.Name)]
public sealed class PostgresWhatsAppRecordings(PostgresPlatform platform) : WhatsAppRecordings(platform);
