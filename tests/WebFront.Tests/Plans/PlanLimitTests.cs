using System.Net;
using System.Text.Json;
using Platform.Channels;
using Platform.Plans;
using Platform.Routing;
using Platform.Tenancy;
using Platform.Tests.People;
using Platform.Tests.Tenancy;

namespace Platform.Tests.Plans;

/// <summary>What people add to a company ends at its plan's limit, however many add at once.</summary>
public abstract class PlanLimitTests(FrontOfManyCompanies shared)
{
    private const int AtOnce = 6;

    private static int _plans;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_many_invitations_at_once_no_more_are_sent_than_the_plan_has_room_for()
    {
        var company = await Limited(new { users = new { max = 3, action = "refuse" } });
        using var ana = await shared.Front.SignedIn($"{company.Slug}.localhost", CompanyCallers.Administrator);

        var replies = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(each => Invite(ana, each)));
        Assert.Equal(2, replies.Count(reply => reply.Status == HttpStatusCode.Accepted));
        var refused = replies.Where(reply => reply.Status != HttpStatusCode.Accepted).ToArray();
        Assert.All(refused, reply => Assert.Equal(
            (HttpStatusCode.PaymentRequired, "application/problem+json"), (reply.Status, reply.ContentType)));
        var people = (await ana.Get("/api/people")).Json.EnumerateArray().Select(person => person.GetProperty("email").GetString()!).ToArray();
        Assert.Equal(3, people.Length);

        // Who is on the list already takes no more room; who leaves makes some.
        var invited = people.First(email => email != CompanyCallers.Administrator);
        Assert.Equal(HttpStatusCode.Accepted, (await ana.Post("/api/people", new { email = invited, name = "Bia", role = "agent" })).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await ana.Delete($"/api/people/{invited}")).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await Invite(ana, AtOnce)).Status);
        Assert.Equal(HttpStatusCode.PaymentRequired, (await Invite(ana, AtOnce + 1)).Status);
    }

    [Fact]
    public async Task Of_many_channels_at_once_no_more_are_claimed_than_the_plan_has_room_for()
    {
        var company = await Limited(new { channels = new { max = 3, action = "refuse" } });
        var names = Enumerable.Range(0, AtOnce).Select(each => ChannelId.Parse($"{(each % 2 == 0 ? "evolution" : "meta")}:{company.Slug}-{each}")).ToArray();

        var outcomes = await Task.WhenAll(names.Select(name => Claim(company, name)));
        Assert.Equal(2, outcomes.Count(outcome => outcome == ClaimOutcome.Claimed));
        Assert.Equal(AtOnce - 2, outcomes.Count(outcome => outcome == ClaimOutcome.OverPlan));
        var held = names.Where((_, i) => outcomes[i] == ClaimOutcome.Claimed).ToArray();
        Assert.Equal(held, names.Intersect((await shared.Overview(company)).Names));
        foreach (var name in names.Except(held)) { Assert.Null(await shared.Front.Grains.Route(name).Resolve(Stop)); }

        // Another secret for one's own channel, and a host, take no room; what is given up makes some.
        Assert.Equal(ClaimOutcome.Claimed, await Claim(company, held[0]));
        Assert.Equal(ClaimOutcome.Claimed, await Claim(company, ChannelId.Parse($"host:{company.Slug}.example")));
        Assert.Equal(ClaimOutcome.OverPlan, await Claim(company, names.Except(held).First()));
        ActingTenant.Set(company.Id);
        Assert.True(await shared.Front.Grains.Tenant(company.Id).ReleaseName(held[0], Stop));
        Assert.Equal(ClaimOutcome.Claimed, await Claim(company, names.Except(held).First()));
    }

    [Fact]
    public async Task Where_the_plan_only_warns_more_users_and_channels_are_taken_and_warned_of_and_the_usage_shows_them()
    {
        var company = await Limited(new { users = new { max = 4, action = "warn-only" }, channels = new { max = 2, action = "warn-only" } });
        using var ana = await shared.Front.SignedIn($"{company.Slug}.localhost", CompanyCallers.Administrator);

        Assert.Equal(HttpStatusCode.Accepted, (await Invite(ana, 1)).Status);
        await shared.InTime(async () => await Warned(company, "plan-limit-near") is ["Users"]);
        Assert.Empty(await Warned(company, "plan-limit-reached"));
        for (var each = 2; each <= 4; each++) { Assert.Equal(HttpStatusCode.Accepted, (await Invite(ana, each)).Status); }
        await shared.InTime(async () => await Warned(company, "plan-limit-reached") is ["Users"]);
        Assert.Equal(ClaimOutcome.Claimed, await Claim(company, ChannelId.Parse($"meta:{company.Slug}-2")));
        Assert.Equal(ClaimOutcome.Claimed, await Claim(company, ChannelId.Parse($"meta:{company.Slug}-3")));
        await shared.InTime(async () => await Warned(company, "plan-limit-reached") is ["Users", "Channels"]);
        Assert.Equal(["Users"], await Warned(company, "plan-limit-near"));

        var usage = (await ana.Get("/api/company/usage")).Json;
        Assert.Equal(["users 5/4", "channels 3/2"], Lines(usage));
        var month = usage.GetProperty("period").GetString()!;
        Assert.Equal(["users 5/4", "channels 3/2"], Lines((await ana.Get($"/api/company/statements/{month}")).Json));
    }

    [Fact]
    public async Task A_name_that_another_company_holds_leaves_nothing_behind_also_when_noting_its_loss_fails()
    {
        var (winner, loser) = (await shared.NewCompany(), await shared.NewCompany());
        var name = ChannelId.Parse($"evolution:{winner.Slug}-wanted");
        var before = (await shared.Overview(loser)).Names;
        Assert.Equal(ClaimOutcome.Claimed, await Claim(winner, name));

        shared.Failing.Begin(loser.Id, "name-taken");
        await Assert.ThrowsAsync<Platform.Turns.StoreUnavailableException>(() => Claim(loser, name));
        shared.Failing.End(loser.Id, "name-taken");

        Assert.Equal(ClaimOutcome.Taken, await Claim(loser, name));
        Assert.Equal(before, (await shared.Overview(loser)).Names);
        Assert.Equal(winner.Id, (await shared.Front.Grains.Route(name).Resolve(Stop))!.Tenant);
    }

    [Fact]
    public async Task Of_companies_that_claim_one_name_at_once_one_has_it_and_the_others_hold_nothing()
    {
        var rivals = new TenantProfile[AtOnce];
        for (var each = 0; each < AtOnce; each++) { rivals[each] = await shared.NewCompany(); }
        foreach (var kind in (string[])["host", "evolution", "meta", "whatsapp"])
        {
            var name = ChannelId.Parse($"{kind}:{(kind == "whatsapp" ? rivals[0].Slug.Replace("company-", "55114002", StringComparison.Ordinal) : $"{rivals[0].Slug}.wanted")}");
            var before = await Task.WhenAll(rivals.Select(async rival => (await shared.Overview(rival)).Names));
            var outcomes = await Task.WhenAll(rivals.Select(rival => Claim(rival, name)));

            var winner = Array.IndexOf(outcomes, ClaimOutcome.Claimed);
            Assert.Equal(AtOnce - 1, outcomes.Count(outcome => outcome == ClaimOutcome.Taken));
            Assert.Equal(rivals[winner].Id, (await shared.Front.Grains.Route(name).Resolve(Stop))!.Tenant);
            var after = await Task.WhenAll(rivals.Select(async rival => (await shared.Overview(rival)).Names));
            for (var each = 0; each < AtOnce; each++) { Assert.Equal(each == winner ? before[each].Add(name) : before[each], after[each]); }
        }
    }

    private static string[] Lines(JsonElement usage) =>
    [
        .. usage.GetProperty("lines").EnumerateArray().Where(line => line.GetProperty("meter").GetString() is "users" or "channels")
            .Select(line => $"{line.GetProperty("meter").GetString()} {line.GetProperty("used")}/{line.GetProperty("max")}"),
    ];

    private async Task<string[]> Warned(TenantProfile company, string action) =>
        [.. (await shared.Front.Audited(action)).Where(entry => entry.Tenant == company.Id).Select(entry => entry.Detail.Split(' ')[0])];

    private static Task<Reply> Invite(Browser administrator, int number) =>
        administrator.Post("/api/people", new { email = $"p{number}@company.example", name = "Bia", role = "agent" });

    private Task<ClaimOutcome> Claim(TenantProfile company, ChannelId name)
    {
        ActingTenant.Set(company.Id);
        return shared.Front.Grains.Tenant(company.Id).ClaimName(name, "a secret", Stop);
    }

    private async Task<TenantProfile> Limited(object limits)
    {
        var (company, plan) = (await shared.NewCompany(), $"limited-{Interlocked.Increment(ref _plans)}");
        var definition = JsonSerializer.Serialize(new
        {
            id = plan, version = 1, names = new Dictionary<string, string> { ["pt-BR"] = "Plano", ["en"] = "Plan", ["es"] = "Plan" },
            price = 0, currency = "BRL", softPercent = 50, callRounding = new { firstSeconds = 60, stepSeconds = 60 },
            terms = new { trialDays = 0, dueDays = 0, graceDays = 30 }, limits,
        });
        Assert.IsType<PlanPublication.Published>(await shared.Front.Grains.PlanCatalog().Publish(definition, Stop));
        ActingTenant.Set(company.Id);
        Assert.Equal(SubscribeOutcome.Subscribed, await shared.Front.Grains.Subscription(company.Id).Subscribe(plan, null, trial: false, Stop));
        return company;
    }
}

public sealed class SqlitePlanLimitTests(SqliteCompanies shared) : PlanLimitTests(shared), IClassFixture<SqliteCompanies>;

public sealed class PostgresPlanLimitTests(PostgresCompanies shared) : PlanLimitTests(shared), IClassFixture<PostgresCompanies>;
