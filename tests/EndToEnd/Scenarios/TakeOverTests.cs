using System.Net;
using Platform.StandIn.Faults;
using Platform.Tests.Harness;

namespace Platform.Tests.Scenarios;

/// <summary>The bot is silent while a person has the conversation, from the instant of the takeover.</summary>
public abstract class TakeOverTests(ScenarioPlatform platform)
{
    private const string Question = "Qual o horário de funcionamento?";

    private readonly Customer _customer = Customer.New();

    [Fact]
    public async Task A_person_who_writes_while_the_bot_waits_for_the_burst_to_end_silences_it()
    {
        var chat = new ChatWith(platform, ScenarioPlatform.Clinic, _customer);
        await chat.Say(Question);
        await chat.PersonSays("Oi, aqui é a recepção");

        Assert.Equal(0, await platform.Database.RepliesOwed(_customer.Number));
        Assert.Empty(await platform.Database.Sends(_customer.Number));
        await TheBotIsBackOnlyAfterRelease(chat);
    }

    [Fact]
    public async Task A_person_who_writes_after_the_bot_s_reply_has_the_conversation_from_then_on()
    {
        var chat = new ChatWith(platform, ScenarioPlatform.Clinic, _customer);
        await chat.Ask(Question);
        await chat.PersonSays("Oi, aqui é a recepção");

        await TheBotIsBackOnlyAfterRelease(chat);
    }

    [Fact]
    public async Task What_the_bot_itself_sent_is_no_takeover_when_the_gateway_reports_it_as_written_on_the_telephone()
    {
        var chat = new ChatWith(platform, ScenarioPlatform.Clinic, _customer);
        var reply = await chat.Ask(Question);
        await chat.Quiet();
        var id = Assert.Single(await Said(StoredMessage.Bot)).ProviderId!;

        await platform.Webhooks.Say(_customer.Says(ScenarioPlatform.Clinic, reply) with { FromMe = true, Id = id });

        Assert.Equal(2, (await platform.Database.Messages(_customer.Number)).Count);
        await chat.Ask(Question);
    }

    [Fact]
    public async Task A_reply_that_waits_for_the_gateway_is_withdrawn_when_a_person_takes_over()
    {
        var chat = new ChatWith(platform, ScenarioPlatform.Clinic, _customer);
        platform.Gateway.Faults.FailTo(_customer.Jid, FaultKind.Unauthorized);
        await chat.Say(Question);
        await Eventually.Holds("the gateway refused the reply", async () =>
            await platform.Database.Sends(_customer.Number) is [{ Status: StoredSend.Queued, Attempts: > 0 }]);

        Assert.Equal(HttpStatusCode.OK, await Post("takeover"));

        // It may just be tried once more; then it is withdrawn when the gateway has refused it.
        await Eventually.Holds("the reply is withdrawn", async () =>
            await platform.Database.Sends(_customer.Number) is [{ Status: StoredSend.Withdrawn }]);
        Assert.Equal(StoredMessage.Failed, Assert.Single(await Said(StoredMessage.Bot)).Status);
        platform.Gateway.Faults.ServeTo(_customer.Jid);
        await TheBotIsBackOnlyAfterRelease(chat);
    }

    [Fact]
    public async Task Only_the_company_s_own_people_may_take_over()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await Post("takeover", password: "wrong"));
        Assert.Equal(HttpStatusCode.Unauthorized, await Post("takeover", "operator@platform.example"));
    }

    private async Task TheBotIsBackOnlyAfterRelease(ChatWith chat)
    {
        var before = chat.Replies.Count;
        await chat.Say(Question);
        await chat.Say("Alô?");
        Assert.Equal(0, await platform.Database.RepliesOwed(_customer.Number));

        Assert.Equal(HttpStatusCode.OK, await Post("release"));
        await chat.Say(Question);
        await Eventually.Holds("the bot answers again", () => chat.Replies.Count > before);
        await chat.Quiet();

        // What came after the release came first: nothing of the time before was sent late.
        Assert.Equal(before + 1, chat.Replies.Count);
        var lines = await platform.Database.Messages(_customer.Number);
        Assert.Equal((StoredMessage.Bot, StoredMessage.Inbound), (lines[^1].Direction, lines[^2].Direction));
    }

    private async Task<IEnumerable<StoredMessage>> Said(int direction) =>
        (await platform.Database.Messages(_customer.Number)).Where(line => line.Direction == direction);

    private async Task<HttpStatusCode> Post(string act, string user = "admin@drmarco.example", string password = RunningPlatform.Password)
    {
        using var answer = await AccessTokens.Send(
            platform.Process, "drmarco.localhost", user, password,
            () => new HttpRequestMessage(HttpMethod.Post, $"api/conversations/{_customer.Number}/{act}"));
        return answer.StatusCode;
    }
}

[Collection(OnSqlite.Name)]
public sealed class SqliteTakeOverTests(SqlitePlatform platform) : TakeOverTests(platform);

[Collection(OnPostgres.Name)]
public sealed class PostgresTakeOverTests(PostgresPlatform platform) : TakeOverTests(platform);
