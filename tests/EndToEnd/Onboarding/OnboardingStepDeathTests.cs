using System.Net;
using System.Text.Json.Nodes;
using Platform.StandIn;
using Platform.Tests.Harness;

namespace Platform.Tests.Onboarding;

/// <summary>
/// An onboarding whose process dies at every commit of it, just before and just after: after a start and the same request there is one of
/// everything, and it works.
/// </summary>
public abstract class OnboardingStepDeathTests(Func<TestDatabase> databases)
{
    private const string Customer = "5511970008888";

    /// <summary>Invitations that are accepted: hashing a password takes its time.</summary>
    private const int AcceptedEvery = 4;

    [Fact]
    public async Task Whichever_commit_it_died_at_the_same_request_ends_in_one_of_everything()
    {
        await using var database = databases();
        await database.Create();
        await using var gateway = await StandInServer.Start(
            new StandInOptions { ScannedAfter = TimeSpan.FromMilliseconds(1) },
            cancellationToken: TestContext.Current.CancellationToken);
        var address = new Uri($"http://127.0.0.1:{FreePort.Take()}");

        var slugs = await DieEverywhere(database, gateway, address);

        await using var front = await FrontInProcess.Start(database, gateway, address);
        var tenants = await Task.WhenAll(slugs.Select(slug => Finish(front, slug)));
        await Task.WhenAll(slugs.Select(slug => Answers(gateway, slug)));
        await OneOfEverything(database, gateway, slugs, tenants);
        foreach (var (slug, tenant) in slugs.Zip(tenants).Where((_, i) => i % AcceptedEvery == 0)) { await Accept(front, slug, tenant); }
    }

    // A first company shows how many commits there are; each of the others dies at another one.
    private static async Task<string[]> DieEverywhere(TestDatabase database, StandInServer gateway, Uri address)
    {
        MortalStore? store = null;
        await using var front = await FrontInProcess.Start(
            database, gateway, address, services => MortalStore.Surround(services, DeathOf, made => store = made));
        await Finish(front, "immortal");
        var commits = Enumerable.Range(1, store!.CommitsOf("immortal"));
        var dying = commits.SelectMany(at => new[] { $"dies-before-{at}", $"dies-after-{at}" }).ToArray();
        await Task.WhenAll(dying.Select(slug => Ask(front, slug)));
        // Mails and looks at the gateway are commits as well, and may have come earlier or later than the first company's: those that
        // outlive their last commit are the only ones that do not die.
        await Eventually.Holds("they are dead or done", async () =>
            (await Task.WhenAll(dying.Select(slug => IsOver(front, store, slug)))).All(over => over));
        Assert.InRange(dying.Count(store.IsDead), dying.Length * 3 / 4, dying.Length);
        return dying;
    }

    private static Death? DeathOf(string slug) =>
        slug.Split('-') is ["dies", var when, var at] ? new Death(int.Parse(at, null), when == "after") : null;

    private static async Task<bool> IsOver(FrontInProcess front, MortalStore store, string slug) =>
        store.IsDead(slug) || (await Ask(front, slug)).Body?["state"]?.GetValue<string>() == "done";

    private static async Task<string> Finish(FrontInProcess front, string slug)
    {
        var last = await Ask(front, slug);
        Assert.True(last.Status == HttpStatusCode.Accepted, $"{slug}: {last.Text}");
        var tenant = last.Required("tenant");
        await Eventually.Holds(
            $"{slug} is ready",
            async () => (last = await front.Call(HttpMethod.Get, $"api/admin/tenants/{tenant}/onboarding")).Body?["state"]?.GetValue<string>() == "done",
            () => Task.FromResult(last.Text));
        return tenant;
    }

    private static Task<ApiAnswer> Ask(FrontInProcess front, string slug) =>
        front.Call(HttpMethod.Post, "api/admin/onboarding", Request(slug));

    private static async Task Answers(StandInServer gateway, string slug)
    {
        gateway.CustomerWrites(slug, Customer, "Oi, bom dia");
        await Eventually.Holds($"the bot of {slug} answers", () => gateway.Instances.Find(slug)!.ChatWith(Customer).Replies.Count > 0);
    }

    private static async Task OneOfEverything(TestDatabase database, StandInServer gateway, string[] slugs, string[] tenants)
    {
        Assert.Equal(slugs.Length, tenants.Distinct().Count());
        var all = slugs.Append("immortal").Order(StringComparer.Ordinal);
        Assert.Equal(all, (await database.Query("SELECT slug FROM tenants", row => row.GetString(0))).Order(StringComparer.Ordinal));
        Assert.Equal(all, gateway.Instances.All.Select(instance => instance.Name).Order(StringComparer.Ordinal));
        foreach (var type in new[] { "tenant", "onboarding", "people", "user", "subscription", "channel-link" })
        {
            Assert.Equal(all.Count(), await database.Count($"SELECT count(*) FROM grain_states WHERE grain_type = '{type}'"));
        }
        foreach (var name in new[] { "slug", "evolution" })
        {
            Assert.Equal(all.Count(), await database.Count($"SELECT count(*) FROM grain_storage WHERE grain_id LIKE 'route/{name}:%'"));
        }
    }

    private static async Task Accept(FrontInProcess front, string slug, string tenant)
    {
        var progress = await front.Call(HttpMethod.Get, $"api/admin/tenants/{tenant}/onboarding");
        var link = new Uri(progress.Required("invitation"));
        var accepted = await front.Call(
            HttpMethod.Post, "api/auth/welcome",
            new JsonObject { ["token"] = link.Fragment.TrimStart('#'), ["password"] = "quite a long password" }, $"{slug}.localhost");
        Assert.True(accepted.Status == HttpStatusCode.NoContent, $"{slug}: {accepted.Status} {accepted.Text} {link.GetLeftPart(UriPartial.Path)}");
    }

    private static JsonObject Request(string slug) => new()
    {
        ["slug"] = slug,
        ["name"] = "Academia Nova",
        ["sector"] = "gyms",
        ["admin"] = $"dona@{slug}.example",
        ["whatsApp"] = new JsonObject { ["gateway"] = "evolution" },
        ["plan"] = "basic",
    };
}

public sealed class SqliteOnboardingStepDeathTests() : OnboardingStepDeathTests(() => new SqliteDatabase());

public sealed class PostgresOnboardingStepDeathTests() : OnboardingStepDeathTests(() => new PostgresDatabase());
