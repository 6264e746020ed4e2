using System.Net;
using System.Text.Json.Nodes;
using Platform.Tests.Harness;
using Platform.Tests.Onboarding;

namespace Platform.Tests.Tenancy;

/// <summary>Several companies want one name at the same time: one has it, the others are told so and hold nothing of it.</summary>
public abstract class CollisionTests(TenantPlatform platform)
{
    private const int Rivals = 6;

    private static int _names;

    [Fact]
    public async Task Of_several_companies_at_once_one_has_the_host()
    {
        var host = $"atendimento-{Interlocked.Increment(ref _names)}.example";
        var tenants = await Task.WhenAll(Enumerable.Range(0, Rivals).Select(_ => platform.Create(TenantPlatform.NewSlug())));

        var answers = await Task.WhenAll(tenants.Select(
            tenant => platform.Operator.Send(HttpMethod.Put, $"api/admin/tenants/{tenant}/hosts/{host}")));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal(Rivals - 1, answers.Count(answer => (answer.Status, answer.Problem) == (HttpStatusCode.Conflict, "host-taken")));
        await OneHolds($"host:{host}", tenants);
    }

    [Theory]
    [InlineData("host")]
    [InlineData("instance")]
    [InlineData("number")]
    public async Task Of_several_companies_taken_in_at_once_one_has_the_name_and_the_others_are_told_so_when_asked_again(string kind)
    {
        var count = Interlocked.Increment(ref _names);
        var requests = Enumerable.Range(0, Rivals).Select(_ => Newcomer.Of(platform, "rival").Request()).ToArray();
        foreach (var request in requests) { Share(request, kind, count); }

        var answers = await Task.WhenAll(requests.Select(request => platform.Operator.Post("api/admin/onboarding", request)));
        var begun = answers.Where(answer => answer.Status == HttpStatusCode.Accepted).Select(answer => answer.Required("tenant")).ToArray();
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.Accepted), answer => Assert.Equal(
            (HttpStatusCode.Conflict, $"{kind}-taken"), (answer.Status, answer.Problem)));
        var states = await Task.WhenAll(begun.Select(End));
        Assert.Single(states, "done");

        var again = await Task.WhenAll(requests.Select(request => platform.Operator.Post("api/admin/onboarding", request)));
        Assert.Single(again, answer => answer.Status == HttpStatusCode.Accepted);
        Assert.Equal(Rivals - 1, again.Count(answer => (answer.Status, answer.Problem) == (HttpStatusCode.Conflict, $"{kind}-taken")));
        await OneHolds(
            kind switch { "host" => $"host:rivals-{count}.example", "instance" => $"evolution:rivals-{count}", _ => $"whatsapp:55114002{count:0000}" },
            begun);
        foreach (var loser in begun.Where((_, i) => states[i] == "failed")) { await SaysWhyAndHoldsItsSlugOnly(loser, kind); }
    }

    [Fact]
    public async Task Companies_that_lose_their_slug_leave_nothing_behind()
    {
        var before = await Counts();
        var slug = TenantPlatform.NewSlug();
        var answers = await Task.WhenAll(Enumerable.Range(0, Rivals).Select(
            rival => platform.Operator.Post("api/admin/tenants", new { slug, name = $"Rival {rival}", sector = "gyms" })));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.Equal(before.Select(count => count + 1), await Counts());
    }

    public static TheoryData<string, bool> Names => new()
    {
        { "D'Ávila & \"Filhos\" <b>", true },
        { "🍻👩🏽‍⚕️ Clínica", true },
        { "מרפאה الطبيب", true },
        { "'); DROP TABLE tenants; --", true },
        { "a\0b", false },
        { "a\u202Eb", false },
        { "\ud800", false },
        { new string('x', 121), false },
        { new string('é', 10_000), false },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_name_is_taken_as_it_is_or_refused(string name, bool fits)
    {
        // Written by hand: what is no Unicode could not be sent otherwise.
        var written = string.Concat(name.Select(letter => $"\\u{(int)letter:x4}"));
        var answer = await platform.Operator.PostText(
            "api/admin/tenants", $$"""{"slug":"{{TenantPlatform.NewSlug()}}","sector":"gyms","name":"{{written}}"}""");

        Assert.Equal(fits ? HttpStatusCode.Created : HttpStatusCode.BadRequest, answer.Status);
        if (fits) { Assert.Equal(name, answer.Body!["company"]!["name"]!.GetValue<string>()); }
    }

    private static void Share(JsonObject request, string kind, int count)
    {
        switch (kind)
        {
            case "host":
                request["host"] = $"rivals-{count}.example";
                break;
            case "instance":
                request["whatsApp"]!["instance"] = $"rivals-{count}";
                break;
            default:
                request["whatsApp"]!["number"] = $"+55 11 4002-{count:0000}";
                break;
        }
    }

    private async Task<string> End(string tenant)
    {
        ApiAnswer? last = null;
        await Eventually.Holds(
            "the onboarding ends",
            async () => (last = await platform.Operator.Get($"api/admin/tenants/{tenant}/onboarding")).Body?["state"]?.GetValue<string>() != "running",
            () => Task.FromResult(last?.Text ?? ""));
        return last!.Required("state");
    }

    private async Task SaysWhyAndHoldsItsSlugOnly(string tenant, string kind)
    {
        var progress = (await platform.Operator.Get($"api/admin/tenants/{tenant}/onboarding")).Body!;
        var failed = Assert.Single(progress["steps"]!.AsArray(), step => step!["status"]!.GetValue<string>() == "failed");
        Assert.Equal($"The {kind} belongs to another tenant.", failed!["detail"]!.GetValue<string>());
        var names = (await platform.Operator.Get($"api/admin/tenants/{tenant}")).Body!["names"]!.AsArray().Select(name => name!.GetValue<string>());
        Assert.Equal([$"slug:{progress["slug"]!.GetValue<string>()}"], names);
        Assert.Equal(1, await platform.Database.Count($"SELECT count(*) FROM grain_storage WHERE grain_id = 'route/slug:{progress["slug"]!.GetValue<string>()}'"));
    }

    private async Task OneHolds(string name, string[] tenants)
    {
        var shown = await Task.WhenAll(tenants.Select(tenant => platform.Operator.Get($"api/admin/tenants/{tenant}")));
        Assert.Single(shown, tenant => tenant.Body!["names"]!.AsArray().Any(held => held!.GetValue<string>() == name));
        Assert.Equal(1, await platform.Database.Count($"SELECT count(*) FROM grain_storage WHERE grain_id = 'route/{name}'"));
    }

    private async Task<long[]> Counts() =>
    [
        await platform.Database.Count("SELECT count(*) FROM tenants"),
        await platform.Database.Count("SELECT count(*) FROM grain_states WHERE grain_type = 'tenant'"),
        await platform.Database.Count("SELECT count(*) FROM grain_storage WHERE grain_id LIKE 'route/slug:%'"),
    ];
}

[Collection(TenantsOnSqlite.Name)]
public sealed class SqliteCollisionTests(SqliteTenantPlatform platform) : CollisionTests(platform);

[Collection(TenantsOnPostgres.Name)]
public sealed class PostgresCollisionTests(PostgresTenantPlatform platform) : CollisionTests(platform);
