using System.Net;
using Platform.Commands.Simulate.Calls;
using Platform.StandIn.Faults;
using Platform.Tests.Harness;
using Platform.Tests.Scenarios;

namespace Platform.Tests.Tenancy;

/// <summary>A company that is not served: each protocol gets its own right answer, and nothing is lost.</summary>
public abstract class SuspensionTests(TenantPlatform platform)
{
    private const string Question = "Quanto custa o plano?";
    private const string Gym = "5f3c1f0e-6a52-4d0f-9a57-0d1b6d3e0003";

    // Longer than anything is remembered, far shorter than a person would mind.
    private static readonly TimeSpan Seconds = TimeSpan.FromSeconds(30);

    private readonly Customer _customer = Customer.New();

    [Fact]
    public async Task A_suspended_company_is_silent_everywhere_keeps_what_arrives_and_comes_back_whole()
    {
        var chat = new ChatWith(platform, ScenarioPlatform.Gym, _customer);
        await chat.Ask(Question);
        Assert.Equal(HttpStatusCode.OK, (await Company.Get("api/company")).Status);
        var call = Call();
        await call.Begin(Stop);
        Assert.Equal(CallStanding.Listening, call.Standing);
        await QueueAReply(chat);

        await Act("suspend", new { reason = "payment-overdue" });

        await Eventually.Holds("the waiting reply is withdrawn", async () =>
            (await platform.Database.Sends(_customer.Number))[^1] is { Status: StoredSend.Failed, Reason: "tenant-suspended" });
        await TheBotIsSilent(chat);
        await TheTelephoneEndsPolitely(call);
        await PeopleAreRefused();

        await Act("resume");

        await chat.Ask(Question);
        await Eventually.Holds("people are let in", async () => (await Company.Get("api/company")).Status == HttpStatusCode.OK);
        await Eventually.Holds("calls are answered", async () => await Begun() == CallStanding.Listening);
        await TheActsAreAudited();
    }

    private ApiClient Company => ApiClient.AdministratorOf("allpfit", platform.Process);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // A gateway that refuses leaves the reply waiting in the outbox.
    private async Task QueueAReply(ChatWith chat)
    {
        platform.Gateway.Faults.FailNext(8, FaultKind.Unauthorized);
        await chat.Say(Question);
        await Eventually.Holds("a reply waits", async () => (await platform.Database.Sends(_customer.Number)) is [.., { IsOpen: true, Attempts: > 0 }]);
    }

    private async Task TheBotIsSilent(ChatWith chat)
    {
        var sent = chat.Replies.Count;
        var before = (await platform.Database.Messages(_customer.Number)).Count;
        await chat.Say("Alô? Tem alguém aí?");
        await Eventually.Holds("no reply is owed", async () => await platform.Database.RepliesOwed(_customer.Number) == 0);

        var lines = await platform.Database.Messages(_customer.Number);
        Assert.Equal(before + 1, lines.Count);
        Assert.Equal(StoredMessage.Inbound, lines[^1].Direction);
        Assert.Equal(sent, chat.Replies.Count);
        platform.Gateway.Faults.Clear();
    }

    private async Task TheTelephoneEndsPolitely(SimulatedCall begun)
    {
        await Within(async () => await Begun() == CallStanding.HungUp);
        var heard = await begun.Press("1", Stop);
        Assert.Contains("não está atendendo", string.Join(' ', heard), StringComparison.Ordinal);
        Assert.Equal(CallStanding.HungUp, begun.Standing);
    }

    private async Task PeopleAreRefused()
    {
        await Within(async () => (await Company.Get("api/company")) is { Status: HttpStatusCode.Forbidden, Problem: "tenant-suspended" });
        foreach (var (attempt, path, body) in SignIns)
        {
            await Within(() => Refused(path, body), $"{attempt} is refused");
        }
        Assert.Equal(HttpStatusCode.OK, (await ApiClient.AdministratorOf("drmarco", platform.Process).Get("api/company")).Status);
    }

    // A new sign-in is refused whichever way it is made, and so is one that stood before.
    private static (string Attempt, string Path, object? Body)[] SignIns =>
    [
        ("a browser", "api/auth/sign-in", new { email = "admin@allpfit.example", password = RunningPlatform.Password }),
        ("a program", "api/auth/token", new { grantType = "password", email = "admin@allpfit.example", password = RunningPlatform.Password }),
        ("a session that stood", "api/conversations/5511970000000/messages", null),
        ("a page of calls", "api/calls", null),
    ];

    private async Task<bool> Refused(string path, object? body)
    {
        if (body is null) { return (await Company.Get(path)) is { Status: HttpStatusCode.Forbidden, Problem: "tenant-suspended" }; }

        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = System.Net.Http.Json.JsonContent.Create(body) };
        request.Headers.Host = "allpfit.localhost";
        // A cookie that it gets must not go along with what others ask.
        using var handler = new HttpClientHandler { UseCookies = false };
        using var browser = new HttpClient(handler) { BaseAddress = platform.Process.Address };
        using var answer = await browser.SendAsync(request, Stop);
        return answer.StatusCode == HttpStatusCode.Forbidden
            && (await answer.Content.ReadAsStringAsync(Stop)).Contains("tenant-suspended", StringComparison.Ordinal);
    }

    private async Task TheActsAreAudited()
    {
        var acts = await platform.Database.Query(
            """
            SELECT action, actor, before, after FROM audit WHERE action IN ('tenant-suspend', 'tenant-resume')
            AND tenant_id = (SELECT tenant_id FROM tenants WHERE slug = 'allpfit') ORDER BY at
            """,
            row => (Action: row.GetString(0), Actor: row.GetString(1), Before: row.GetString(2), After: row.GetString(3)));
        Assert.Equal(["tenant-suspend", "tenant-resume"], acts.Select(act => act.Action));
        Assert.All(acts, act => Assert.Equal("operator:operator@platform.example", act.Actor));
        Assert.Equal("""{"Status":"Active","Reasons":[]}""", acts[0].Before);
        Assert.Equal("""{"Status":"Suspended","Reasons":["payment-overdue"]}""", acts[0].After);
    }

    private async Task Act(string act, object? body = null)
    {
        var answer = await platform.Operator.Post($"api/admin/tenants/{Gym}/{act}", body);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
    }

    private async Task<CallStanding> Begun()
    {
        var call = Call();
        await call.Begin(Stop);
        return call.Standing;
    }

    private SimulatedCall Call() =>
        new(new HttpClient(), platform.Exchange("allpfit.pbx.example", _customer), Guid.NewGuid(), TimeProvider.System);

    private static async Task Within(Func<Task<bool>> condition, string what = "the suspension shows")
    {
        var began = TimeProvider.System.GetTimestamp();
        await Eventually.Holds(what, condition);
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, Seconds);
    }
}

[Collection(TenantsOnSqlite.Name)]
public sealed class SqliteSuspensionTests(SqliteTenantPlatform platform) : SuspensionTests(platform);

[Collection(TenantsOnPostgres.Name)]
public sealed class PostgresSuspensionTests(PostgresTenantPlatform platform) : SuspensionTests(platform);
