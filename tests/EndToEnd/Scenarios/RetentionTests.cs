using System.Net;
using Platform.Demo;
using Platform.Tests.Harness;

namespace Platform.Tests.Scenarios;

/// <summary>What a company has kept for its time is removed by its own alarm.</summary>
public abstract class RetentionTests(ScenarioPlatform platform)
{
    private const string Question = "Qual o horário de funcionamento?";
    private const long MonthMicros = 31 * 86_400_000_000;

    private static readonly string Path = $"api/admin/tenants/{DemoCompany.All[0].Profile.Id}/retention";

    private readonly Customer _customer = Customer.New();

    private ApiClient Operator => ApiClient.Operator(platform.Process);

    [Fact]
    public async Task A_talk_that_is_older_than_its_period_is_gone_with_the_contact_and_whoever_writes_again_is_answered()
    {
        var chat = new ChatWith(platform, ScenarioPlatform.Clinic, _customer);
        await chat.Ask(Question);
        await chat.Quiet();
        var other = Customer.New();
        await new ChatWith(platform, ScenarioPlatform.Clinic, other).Ask(Question);
        await Age();

        await Ordered(new { messages = 30 });

        await Eventually.Holds("the old talk is gone", async () => (await Traces()).Count == 0);
        Assert.NotEmpty(await platform.Database.Messages(other.Number));
        await Eventually.Holds("the night's work has ended", async () => (await View()).Body!["isUnderWay"]!.GetValue<bool>() == false);
        Assert.Contains("Messages", (await View()).Body!["last"]!["removed"]!.ToJsonString(), StringComparison.Ordinal);
        var entries = await Operator.Get($"api/admin/tenants/{DemoCompany.All[0].Profile.Id}/audit?action=retention-removed");
        Assert.Contains("Messages ", entries.Text, StringComparison.Ordinal);

        await chat.Ask(Question);
        Assert.Equal(Question, (await platform.Database.Messages(_customer.Number))[0].Text);
    }

    [Theory]
    [InlineData("""{"messages":6}""")]
    [InlineData("""{"audit":179}""")]
    [InlineData("""{"calls":3651}""")]
    public async Task A_period_that_the_law_or_redelivery_forbids_is_refused(string body)
    {
        var before = (await View()).Body!["own"]!.ToJsonString();
        var answer = await Operator.Send(HttpMethod.Put, Path, System.Text.Json.Nodes.JsonNode.Parse(body));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(before, (await View()).Body!["own"]!.ToJsonString());
    }

    [Fact]
    public async Task A_companys_administrator_sees_and_sets_its_own_periods()
    {
        var clinic = ApiClient.AdministratorOf("drmarco", platform.Process);
        Assert.Equal(HttpStatusCode.OK, (await clinic.Send(HttpMethod.Put, "api/company/retention", new { messages = 30, workItems = 90 })).Status);
        Assert.Equal("90", (await clinic.Get("api/company/retention")).Body!["inForce"]!["workItems"]!.ToString());
        Assert.NotNull((await clinic.Get("api/company/retention")).Body!["nextAt"]);
        Assert.Equal(HttpStatusCode.NotFound, (await clinic.Get(Path)).Status);
    }

    private Task<ApiAnswer> View() => Operator.Get(Path);

    private async Task Ordered(object periods)
    {
        Assert.Equal(HttpStatusCode.OK, (await Operator.Send(HttpMethod.Put, Path, periods)).Status);
        Assert.Equal(HttpStatusCode.OK, (await Operator.Post($"{Path}/run")).Status);
    }

    // A line's position is the time at which it was stored, in microseconds. A contact that was seen since would keep the conversation.
    private async Task Age()
    {
        await platform.Database.Execute($"UPDATE messages SET position = position - {MonthMicros} WHERE peer_key = '{_customer.Number}'");
        await platform.Database.Execute($"DELETE FROM contacts WHERE peer_key = '{_customer.Number}'");
    }

    private async Task<List<string>> Traces() =>
    [
        .. await platform.Database.Query($"SELECT text FROM messages WHERE peer_key = '{_customer.Number}'", row => row.GetString(0)),
        .. await platform.Database.Query($"SELECT grain_type FROM grain_states WHERE grain_key = '{_customer.Number}'", row => row.GetString(0)),
    ];
}

[Collection(OnSqlite.Name)]
public sealed class SqliteRetentionTests(SqlitePlatform platform) : RetentionTests(platform);

[Collection(OnPostgres.Name)]
public sealed class PostgresRetentionTests(PostgresPlatform platform) : RetentionTests(platform);
