using System.Net;
using System.Text;
using System.Text.Json;
using Platform.Commands.Simulate.Calls;
using Platform.Identity;
using Platform.People;
using Platform.Tenancy;
using Platform.Tests.People;
using Platform.Tests.Webhooks;

namespace Platform.Tests.Tenancy;

/// <summary>
/// Everything that calls a company from outside. Each is made ready first, with a credential that is good; what it then does gives the
/// answer in short.
/// </summary>
internal sealed class CompanyCallers(WholeFront front, TenantProfile company)
{
    internal const string Administrator = "ana@company.example";

    internal static readonly PeerKey Customer = PeerKey.Parse("5511987654321");

    private static int _count;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Host => $"{company.Slug}.localhost";

    private SimulatedSwitch Exchange =>
        new(front.Address, company.Slug, FrontOfManyCompanies.PbxPassword, "pbx.example", "5000", Customer.Text, CallerName: null);

    /// <summary>Makes a caller ready.</summary>
    internal Task<Func<Task<string>>> Ready(string protocol) => protocol switch
    {
        "WhatsApp webhook" => Now(Message),
        "telephone" => Now(() => Heard(Call(), call => call.Begin(Stop))),
        "telephone, in a call that stood" => StandingCall(),
        "mod_xml_curl" => Now(() => Switch("xml", "section=directory")),
        "detail record" => Now(Record),
        "password in a browser" => Now(() => Answer(At(Host).SignIn(Administrator))),
        "password of a program" => Now(() => Answer(At(Host).Token(Administrator))),
        "session of a browser" => Session(),
        "access token" => AccessToken(),
        "refresh token" => RefreshToken(),
        "API key" => Key(),
        "operator inside" => OperatorInside(),
        "invitation" => Invitation(),
        "link to reset a password" => ResetLink(),
        "forgotten password" => Now(() => Answer(At(Host).Post("/api/auth/forgot", new { email = Administrator }))),
        _ => throw new InvalidOperationException($"Nobody calls by {protocol}."),
    };

    private static Task<Func<Task<string>>> Now(Func<Task<string>> call) => Task.FromResult(call);

    private Browser At(string host) => front.At(host);

    private async Task<Func<Task<string>>> Session()
    {
        var browser = await front.SignedIn(Host, Administrator);
        return () => Answer(browser.Get("/api/auth/me"));
    }

    private async Task<Func<Task<string>>> AccessToken()
    {
        var client = front.With(Host, Text(await At(Host).Token(Administrator), "accessToken"));
        return () => Answer(client.Get(PeopleFront.Conversations));
    }

    // What comes back is what is shown next time: a refusal must not use it up.
    private async Task<Func<Task<string>>> RefreshToken()
    {
        var refresh = Text(await At(Host).Token(Administrator), "refreshToken");
        return async () =>
        {
            var reply = await At(Host).Refresh(refresh);
            if (reply.Status == HttpStatusCode.OK) { refresh = Text(reply, "refreshToken"); }
            return Short(reply);
        };
    }

    private async Task<Func<Task<string>>> Key()
    {
        using var administrator = await front.SignedIn(Host, Administrator);
        var key = await administrator.Post("/api/keys", new { name = "crm", role = "agent", scopes = (string[])["conversations:read"] });
        var client = front.With(Host, Text(key, "secret"));
        return () => Answer(client.Get(PeopleFront.Conversations));
    }

    private async Task<Func<Task<string>>> OperatorInside()
    {
        using var op = await front.SignedIn("localhost", "op@platform.example");
        var entered = await op.Post($"/api/admin/tenants/{company.Id}/enter", new { reason = "a test of entering" });
        var client = front.With(Host, Text(entered, "accessToken"));
        return () => Answer(client.Get(PeopleFront.Conversations));
    }

    private async Task<Func<Task<string>>> Invitation()
    {
        ActingTenant.Set(company.Id);
        var invitation = new Invitation(EmailAddress.Parse($"p{Interlocked.Increment(ref _count)}@company.example"), "Bia", Role.Agent);
        var link = (await front.Grains.People(company.Id).Invite(invitation, Stop)).Link!;
        return Follow("/api/auth/welcome", link.Split('#')[1]);
    }

    private async Task<Func<Task<string>>> ResetLink()
    {
        var person = await front.Person(company, $"p{Interlocked.Increment(ref _count)}@company.example");
        Assert.Equal("202", await Answer(At(Host).Post("/api/auth/forgot", new { email = person.Text })));
        return Follow("/api/auth/reset", await front.MailedToken(person.Text));
    }

    private Func<Task<string>> Follow(string path, string token) => async () =>
    {
        var reply = await At(Host).Post(path, new { token, password = "another good phrase" });
        Assert.True(reply.Status != HttpStatusCode.NoContent || (await At(Host).Post(path, new { token, password = "x" })).Type == "link-refused");
        return Short(reply);
    };

    private async Task<string> Message()
    {
        var count = Interlocked.Increment(ref _count);
        var body = Upsert.Body(change: each =>
        {
            each["instance"] = company.Slug;
            each["data"]!["key"]!["remoteJid"] = $"{Customer.Text}@s.whatsapp.net";
            each["data"]!["key"]!["id"] = $"3A7F8E6A79438E{count:000000}";
            each["data"]!["messageTimestamp"] = front.Clock.GetUtcNow().ToUnixTimeSeconds();
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/webhooks/whatsapp/{company.Slug}")
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
            Headers = { { "X-Webhook-Secret", FrontOfManyCompanies.WebhookSecret } },
        };
        using var answer = await Send(request);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop));
        return $"{(int)answer.StatusCode} {json.RootElement.GetProperty("outcome").GetString()}";
    }

    private SimulatedCall Call() => new(new HttpClient(), Exchange, Guid.NewGuid(), front.Clock);

    private async Task<Func<Task<string>>> StandingCall()
    {
        var call = Call();
        await call.Begin(Stop);
        Assert.Equal(CallStanding.Listening, call.Standing);
        return () => Heard(call, each => each.StaySilent(Stop));
    }

    // The simulated switch itself refuses what is no valid document with status 200.
    private static async Task<string> Heard(SimulatedCall call, Func<SimulatedCall, Task<System.Collections.Immutable.ImmutableArray<string>>> step)
    {
        var heard = string.Join(' ', await step(call));
        const string Farewell = "não está atendendo";
        return heard.Contains(Farewell, StringComparison.Ordinal) ? $"200 {call.Standing}: {Farewell}" : $"200 {call.Standing}";
    }

    private Task<string> Record()
    {
        var (call, now) = (Guid.NewGuid().ToString(), front.Clock.GetUtcNow());
        return Switch($"cdr?uuid={call}", SimulatedCdr.Write(Exchange, call, now.AddMinutes(-1), now, "NORMAL_CLEARING"), "application/json");
    }

    private async Task<string> Switch(string path, string body, string type = "application/x-www-form-urlencoded")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/freeswitch/{path}")
        {
            Content = new StringContent(body, Encoding.UTF8, type),
            Headers = { Authorization = Exchange.Authorization },
        };
        using var answer = await Send(request);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        return $"{(int)answer.StatusCode} {(text.Contains("status=\"not found\"", StringComparison.Ordinal) ? "not found" : text)}";
    }

    private async Task<HttpResponseMessage> Send(HttpRequestMessage request)
    {
        using var http = new HttpClient { BaseAddress = front.Address };
        return await http.SendAsync(request, Stop);
    }

    private static async Task<string> Answer(Task<Reply> reply) => Short(await reply);

    private static string Short(Reply reply) =>
        (int)reply.Status < 300 ? $"{(int)reply.Status}" : $"{(int)reply.Status} {reply.Type}";

    private static string Text(Reply reply, string name) => reply.Json.GetProperty(name).GetString()!;
}
