using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Platform.Tests.Harness;

namespace Platform.Tests.Scenarios;

/// <summary>
/// What the platform must stand: a clear answer, a line in the log, and not one row more. The gateway takes 400, 401, 403, 404 and 422
/// for final and
/// drops the event, so they are answered only where repeating could never help.
/// </summary>
public abstract class BadInputTests(ScenarioPlatform platform)
{
    private const string Clinic = "5f3c1f0e-6a52-4d0f-9a57-0d1b6d3e0001";
    private const string Good =
        """{"event":"messages.upsert","instance":"DrMarco","data":{"key":{"remoteJid":"5511999990001@s.whatsapp.net","id":"BAD1"},"""
        + "\"message\":{\"conversation\":\"Oi\"}}}";

    /// <summary>Name, body, status, words of the log line.</summary>
    public static TheoryData<string, string, HttpStatusCode, string[]> Bodies => new()
    {
        { "no JSON", "{", HttpStatusCode.BadRequest, ["could not be read", Clinic] },
        { "empty body", "", HttpStatusCode.BadRequest, ["could not be read", Clinic] },
        { "a list", "[]", HttpStatusCode.BadRequest, ["could not be read", Clinic] },
        { "no event", """{"instance":"DrMarco"}""", HttpStatusCode.BadRequest, ["event is missing", Clinic] },
        { "wrong type of a field", Good.Replace("\"BAD1\"", "[7]", StringComparison.Ordinal), HttpStatusCode.BadRequest,
            ["data.key.id", Clinic] },
        { "wrong type of the data", """{"event":"messages.upsert","instance":"DrMarco","data":7}""", HttpStatusCode.BadRequest,
            ["data.key", Clinic] },
        { "deep nesting", Nested(100_000), HttpStatusCode.BadRequest, ["nested too deeply", Clinic] },
        { "another instance in the body", Good.Replace("DrMarco", "AllpFit", StringComparison.Ordinal), HttpStatusCode.Forbidden,
            ["foreign-instance-in-body", Clinic] },
        { "10 MB", Good.Replace("Oi", new string('a', 10_000_000), StringComparison.Ordinal), HttpStatusCode.RequestEntityTooLarge,
            ["larger than", Clinic] },
        { "an empty message", Good.Replace("""{"conversation":"Oi"}""", "{}", StringComparison.Ordinal), HttpStatusCode.OK,
            ["concerns no conversation: no-content", Clinic] },
        { "a group", Good.Replace("5511999990001@s.whatsapp.net", "120363000000000001@g.us", StringComparison.Ordinal), HttpStatusCode.OK,
            ["concerns no conversation: group", Clinic] },
        { "a status broadcast", Good.Replace("5511999990001@s.whatsapp.net", "status@broadcast", StringComparison.Ordinal),
            HttpStatusCode.OK, ["concerns no conversation: status-broadcast", Clinic] },
        { "a newsletter", Good.Replace("5511999990001@s.whatsapp.net", "120363000000000001@newsletter", StringComparison.Ordinal),
            HttpStatusCode.OK, ["concerns no conversation: newsletter", Clinic] },
        { "an unknown event", """{"event":"labels.association","instance":"DrMarco","data":{}}""", HttpStatusCode.OK,
            ["concerns no conversation: unknown-event", Clinic] },
    };

    [Theory, MemberData(nameof(Bodies))]
    public async Task A_body_that_is_no_message_changes_nothing(string name, string body, HttpStatusCode status, string[] logged)
    {
        var before = await platform.SettledSizes();

        var answer = await platform.Webhooks.Post(ScenarioPlatform.Clinic, Encoding.UTF8.GetBytes(body));

        Assert.True(status == answer.Status, $"{name}: {answer}");
        Assert.Equal(before, await platform.Database.TableSizes());
        await Eventually.Holds($"{name} is in the log", () => platform.Process.HasLogged(logged));
    }

    [Theory]
    [InlineData("NoSuchInstance", RunningPlatform.WebhookSecret, HttpStatusCode.NotFound, "unknown-instance")]
    [InlineData("drmarco", RunningPlatform.WebhookSecret, HttpStatusCode.NotFound, "unknown-instance")]
    [InlineData("%20DrMarco", RunningPlatform.WebhookSecret, HttpStatusCode.NotFound, "unknown-instance")]
    [InlineData("DrMarco", "wrong", HttpStatusCode.Unauthorized, "wrong-webhook-secret")]
    [InlineData("DrMarco", null, HttpStatusCode.Unauthorized, "wrong-webhook-secret")]
    public async Task A_request_of_a_stranger_changes_nothing_and_is_audited(
        string instance, string? secret, HttpStatusCode status, string action)
    {
        var before = await platform.SettledSizes();

        var answer = await platform.Webhooks.Post(instance, Encoding.UTF8.GetBytes(Good), secret);

        Assert.Equal(status, answer.Status);
        Assert.Equal(before, await platform.Database.TableSizes());
        Assert.True(platform.Process.HasLogged("Refused a request", action), platform.Process.Tail());
        var table = status == HttpStatusCode.NotFound ? "platform_audit" : "audit";
        await Eventually.Holds("the refusal is audited", async () =>
            await platform.Database.Count($"SELECT count(*) FROM {table} WHERE action = '{action}'") > 0);
    }

    /// <summary>What is odd and yet a message: the text that must be stored.</summary>
    public static TheoryData<string, string> OddTexts => new()
    {
        { "👩‍👩‍👧‍👦 família 🇧🇷", "👩‍👩‍👧‍👦 família 🇧🇷" },
        { "مرحبا، أريد موعدًا", "مرحبا، أريد موعدًا" },
        { new string('ç', 5_000), new string('ç', 5_000) },
        { new string('x', 20_000), new string('x', 8_192) },
        { "nulo\0aqui\r\nlinha", "nuloaqui\nlinha" },
        { "'; DROP TABLE messages; --", "'; DROP TABLE messages; --" },
    };

    [Theory, MemberData(nameof(OddTexts))]
    public async Task An_odd_text_is_stored_as_it_is_fit_to_be_and_answered(string text, string stored)
    {
        var customer = Customer.New();
        var chat = new ChatWith(platform, ScenarioPlatform.Clinic, customer);

        await chat.Ask(text);

        Assert.Equal(stored, (await platform.Database.Messages(customer.Number))[0].Text);
    }

    [Fact]
    public async Task A_message_from_the_future_is_one_of_now()
    {
        var customer = Customer.New();
        var chat = new ChatWith(platform, ScenarioPlatform.Clinic, customer);

        await platform.Webhooks.Say(customer.Says(ScenarioPlatform.Clinic, "Oi") with { At = DateTimeOffset.UtcNow.AddYears(1) });

        await chat.NextReply();
        Assert.Equal(1, await platform.Database.Count(
            $"SELECT count(*) FROM messages WHERE peer_key = '{customer.Number}' AND direction = 0 AND sent_at <= received_at"));
    }

    [Fact]
    public async Task A_message_of_yesterday_is_kept_and_not_answered()
    {
        var customer = Customer.New();
        await platform.Webhooks.Say(customer.Says(ScenarioPlatform.Clinic, "Oi") with { At = DateTimeOffset.UtcNow.AddDays(-1) });

        Assert.Equal(0, await platform.Database.RepliesOwed(customer.Number));
        Assert.Single(await platform.Database.Messages(customer.Number));
    }

    [Fact]
    public async Task A_message_of_an_unknown_kind_is_kept_and_a_text_is_asked_for()
    {
        var customer = Customer.New();
        var body = customer.Says(ScenarioPlatform.Clinic, "").ToJson();
        body["data"]!["message"] = new JsonObject { ["hologramMessage"] = new JsonObject { ["colour"] = 7 } };

        Assert.Equal(HttpStatusCode.OK, (await platform.Webhooks.Post(ScenarioPlatform.Clinic, body)).Status);

        await new ChatWith(platform, ScenarioPlatform.Clinic, customer).NextReply();
        Assert.Single(await platform.Database.Messages(customer.Number), line => line.Direction == StoredMessage.Inbound);
    }

    private static string Nested(int depth) =>
        $$"""{"event":"messages.upsert","instance":"DrMarco","data":{{new string('[', depth)}}{{new string(']', depth)}}}""";
}

[Collection(OnSqlite.Name)]
public sealed class SqliteBadInputTests(SqlitePlatform platform) : BadInputTests(platform);

[Collection(OnPostgres.Name)]
public sealed class PostgresBadInputTests(PostgresPlatform platform) : BadInputTests(platform);
