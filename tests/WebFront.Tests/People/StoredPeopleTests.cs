using System.Globalization;
using System.Net;
using System.Text;
using Platform.Tenancy;
using Platform.Tests.Harness;

namespace Platform.Tests.People;

/// <summary>What people and hosts need of the store, on every store.</summary>
public abstract class StoredPeopleTests(TestDatabase database) : IAsyncLifetime
{
    private const string Host = "drmarco.localhost";
    private const string Ana = "ana@clinic.example";
    private const string Op = "op@platform.example";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await database.Create();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return database.DisposeAsync();
    }

    [Fact]
    public async Task After_a_restart_all_stands_and_mail_that_the_server_would_not_take_arrives_also_the_operator_s()
    {
        await using var server = new SmtpServer();
        server.Answers("MAIL", "451 later");
        var before = await Start(server);
        await before.Person(await before.Company("drmarco"), Ana);
        await before.Operator(Op);
        using var browser = await before.SignedIn(Host, Ana);
        using var ended = await before.SignedIn(Host, Ana);
        Assert.Equal(HttpStatusCode.NoContent, (await ended.Post("/api/auth/sign-out")).Status);
        var refresh = (await before.At(Host).Token(Ana)).Json.GetProperty("refreshToken").GetString()!;
        var next = (await before.At(Host).Refresh(refresh)).Json.GetProperty("refreshToken").GetString()!;
        var key = await NewKey(browser, "kept");
        await before.At(Host).Post("/api/auth/forgot", new { email = Ana });
        await before.At("localhost").Post("/api/auth/forgot", new { email = Op });
        await Until(() => server.Heard.Count(line => line.StartsWith("MAIL", StringComparison.Ordinal)) >= 2);
        await before.Stop();

        server.AnswersAsUsual("MAIL");
        await using var after = await Start(server);
        after.Clock.Jump(TimeSpan.FromMinutes(2));
        await Until(() => server.Mails.Count == 2);
        Assert.Equal([$"To: <{Ana}>", $"To: <{Op}>"], server.Mails.SelectMany(mail => mail.Split('\n')).Where(line => line.StartsWith("To:", StringComparison.Ordinal)).Select(line => line.Trim()).Order());
        Assert.All(server.Mails, mail => Assert.Contains("/reset#", TextOf(mail), StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.OK, (await Again(after, browser).Get("/api/auth/me")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Again(after, ended).Get("/api/auth/me")).Status);
        Assert.Equal(HttpStatusCode.OK, (await after.With(Host, key).Get(PeopleFront.Conversations)).Status);
        Assert.Equal(HttpStatusCode.OK, (await after.At(Host).Refresh(next)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await after.At(Host).Refresh(refresh)).Status);
    }

    [Fact]
    public async Task Of_many_who_claim_a_host_or_a_name_at_once_one_wins_and_the_change_shows_at_once()
    {
        await using var front = await Start(server: null);
        TenantProfile[] companies = [await front.Company("one"), await front.Company("two"), await front.Company("three")];
        await front.Operator(Op);
        using var op = await front.SignedIn("localhost", Op);
        Assert.Equal(HttpStatusCode.NotFound, (await front.At("atende.example").Get(PeopleFront.Conversations)).Status);

        var replies = await Task.WhenAll(companies.Concat(companies).Concat(companies).Select(async company =>
            (company, (await op.Put($"/api/admin/tenants/{company.Id}/hosts/atende.example")).Status)));
        var winner = Assert.Single(replies.Where(reply => reply.Status == HttpStatusCode.OK).Select(reply => reply.company).Distinct());
        Assert.Equal(6, replies.Count(reply => reply.company != winner && reply.Status == HttpStatusCode.Conflict));
        Assert.Equal(HttpStatusCode.Unauthorized, (await front.At("atende.example").Get(PeopleFront.Conversations)).Status);

        var loser = companies.First(company => company != winner);
        Assert.Equal(HttpStatusCode.NotFound, (await op.Delete($"/api/admin/tenants/{loser.Id}/hosts/atende.example")).Status);
        Assert.Equal(HttpStatusCode.OK, (await op.Delete($"/api/admin/tenants/{winner.Id}/hosts/atende.example")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await front.At("atende.example").Get(PeopleFront.Conversations)).Status);
        Assert.Equal(HttpStatusCode.OK, (await op.Put($"/api/admin/tenants/{loser.Id}/hosts/atende.example")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await front.At("atende.example").Get(PeopleFront.Conversations)).Status);

        Assert.Equal(HttpStatusCode.OK, (await op.Post($"/api/admin/tenants/{loser.Id}/suspend", new { reason = "test" })).Status);
        Assert.Equal("tenant-suspended", (await front.At("atende.example").Get(PeopleFront.Conversations)).Type);

        var created = await Task.WhenAll(Enumerable.Range(0, 6).Select(each =>
            op.Post("/api/admin/tenants", new { slug = "wanted", name = $"Wanted by {each}", sector = "gyms" })));
        Assert.Single(created, reply => reply.Status == HttpStatusCode.Created);
        Assert.Equal(5, created.Count(reply => reply.Status == HttpStatusCode.Conflict));
    }

    private Task<WholeFront> Start(SmtpServer? server)
    {
        var settings = database.Settings.Where(setting => setting.Key != "Storage:DataDirectory").Select(setting => (setting.Key, setting.Value));
        if (server is not null)
        {
            settings = settings.Concat(
                [("Mail:Host", "127.0.0.1"), ("Mail:Port", server.Port.ToString(CultureInfo.InvariantCulture)), ("Mail:Security", "None")]);
        }
        return WholeFront.Start(Directory.CreateDirectory(Path.Combine(database.Settings["Storage:DataDirectory"], "front")), [.. settings]);
    }

    private static Browser Again(WholeFront front, Browser browser)
    {
        var again = front.At(Host);
        foreach (var (name, value) in browser.Cookies) { again.Cookies[name] = value; }
        return again;
    }

    private static async Task<string> NewKey(Browser ana, string name) =>
        (await ana.Post("/api/keys", new { name, role = "agent", scopes = (string[])["conversations:read"] })).Json.GetProperty("secret").GetString()!;

    private static string TextOf(string mail) =>
        Encoding.UTF8.GetString(Convert.FromBase64String(mail.ReplaceLineEndings("\n").Split("\n\n", 2)[1]));

    private static async Task Until(Func<bool> holds)
    {
        for (var look = 0; look < 6_000 && !holds(); look++) { await Task.Delay(20, Stop); }
        Assert.True(holds(), "It did not happen in two minutes.");
    }
}

public sealed class SqlitePeopleTests() : StoredPeopleTests(new SqliteDatabase());

public sealed class PostgresPeopleTests() : StoredPeopleTests(new PostgresDatabase());
