using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Platform.StandIn.Faults;
using Platform.Tests.Harness;
using Platform.Tests.Tenancy;

namespace Platform.Tests.Onboarding;

/// <summary>A new company, from one request to the bot's first answer.</summary>
public abstract class OnboardingTests(TenantPlatform platform)
{
    private static readonly TimeSpan Goal = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task One_request_takes_a_company_in_and_its_bot_answers_well_within_two_minutes()
    {
        var watch = Stopwatch.StartNew();
        var newcomer = Newcomer.Of(platform);
        var tenant = await newcomer.Begin();
        var done = await newcomer.Finished(tenant);
        platform.Gateway.CustomerWrites(newcomer.Slug, "5511970001234", "Oi, bom dia");
        await Eventually.Holds("the bot answers", () => platform.Replies(newcomer.Slug, "5511970001234").Count > 0);

        TestContext.Current.TestOutputHelper?.WriteLine($"From the request to the first answer: {watch.Elapsed.TotalSeconds:0.0} s");
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Goal);
        Assert.Contains("Academia Nova", platform.Replies(newcomer.Slug, "5511970001234")[0], StringComparison.Ordinal);
        Assert.All(done["steps"]!.AsArray(), step => Assert.Equal("done", step!["status"]!.GetValue<string>()));
        Assert.Contains($"{newcomer.Slug}.localhost", done["invitation"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(
            "connected", (await ApiClient.Operator(platform.Process).Get($"api/admin/tenants/{tenant}/onboarding/pairing")).Required("status"));
    }

    [Fact]
    public async Task The_same_request_is_the_same_company_and_another_for_its_slug_is_refused()
    {
        var newcomer = Newcomer.Of(platform);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => newcomer.Ask()));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Accepted, answer.Status));
        var tenant = Assert.Single(answers.Select(answer => answer.Required("tenant")).Distinct());
        await newcomer.Finished(tenant);

        Assert.Equal((HttpStatusCode.Conflict, "slug-taken"), Refusal(await newcomer.Ask("Another name")));
        Assert.Equal(tenant, (await newcomer.Ask()).Required("tenant"));
        Assert.Equal(1, await platform.Database.Count($"SELECT count(*) FROM tenants WHERE slug = '{newcomer.Slug}'"));
    }

    [Fact]
    public async Task Of_different_requests_for_one_slug_at_once_one_wins()
    {
        var newcomer = Newcomer.Of(platform);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => newcomer.Ask($"Company {i}")));

        var won = Assert.Single(answers, answer => answer.Status == HttpStatusCode.Accepted);
        Assert.All(answers.Where(answer => answer != won), answer => Assert.Equal((HttpStatusCode.Conflict, "slug-taken"), Refusal(answer)));
        await newcomer.Finished(won.Required("tenant"));
    }

    [Fact]
    public async Task While_the_gateway_is_away_the_step_says_so_and_goes_on_when_it_is_back()
    {
        await platform.Gateway.GoDown();
        var newcomer = Newcomer.Of(platform);
        var tenant = await newcomer.Begin();
        await Eventually.Holds("the step waits for the gateway", async () =>
            (await newcomer.Progress(tenant)).Body is { } body && Newcomer.StatusOf(body, "whats-app") == "retrying");
        Assert.Equal("done", Newcomer.StatusOf((await newcomer.Progress(tenant)).Body!, "administrator"));

        await platform.Gateway.ComeBack(TestContext.Current.CancellationToken);

        await newcomer.Finished(tenant);
    }

    [Theory]
    [InlineData(FaultKind.ServerError)]
    [InlineData(FaultKind.Unauthorized)]
    [InlineData(FaultKind.CloseMidBody)]
    public async Task A_creation_that_fails_or_whose_answer_is_lost_ends_in_one_instance_that_works(FaultKind fault)
    {
        platform.Gateway.Faults.FailNextCreations(1, fault);
        var newcomer = Newcomer.Of(platform);
        await newcomer.Finished(await newcomer.Begin());

        Assert.Single(platform.Gateway.Instances.All, instance => instance.Name == newcomer.Slug);
        platform.Gateway.CustomerWrites(newcomer.Slug, "5511970001235", "Oi");
        await Eventually.Holds("the bot answers", () => platform.Replies(newcomer.Slug, "5511970001235").Count > 0);
    }

    [Fact]
    public async Task An_instance_of_another_company_is_refused_and_stays_its_owner_s()
    {
        var request = Newcomer.Of(platform).Request();
        request["whatsApp"]!["instance"] = "DrMarco";
        var refused = await ApiClient.Operator(platform.Process).Post("api/admin/onboarding", request);

        Assert.Equal((HttpStatusCode.Conflict, "instance-taken"), Refusal(refused));
        platform.Gateway.CustomerWrites("DrMarco", "5511970001236", "Oi");
        await Eventually.Holds("the clinic answers", () => platform.Replies("DrMarco", "5511970001236").Count > 0);
    }

    [Fact]
    public async Task Bad_requests_are_refused_by_member()
    {
        var request = Newcomer.Of(platform).Request();
        (string Member, Action<JsonObject> Spoil)[] bad =
        [
            ("admin", form => form["admin"] = "not an address"),
            ("slug", form => form["slug"] = "www"),
            ("name", form => form["name"] = new string('x', 10_000)),
            ("host", form => form["host"] = "not a host"),
            ("whatsApp.number", form => form["whatsApp"]!["number"] = "12"),
            ("whatsApp.gateway", form => form["whatsApp"]!["gateway"] = "pigeon"),
        ];
        foreach (var (member, spoil) in bad)
        {
            var spoilt = request.DeepClone().AsObject();
            spoil(spoilt);
            var answer = await ApiClient.Operator(platform.Process).Post("api/admin/onboarding", spoilt);
            Assert.True(answer.Status == HttpStatusCode.BadRequest && answer.Body!["errors"]![member] is not null, $"{member}: {answer.Text}");
        }
    }

    private static (HttpStatusCode, string?) Refusal(ApiAnswer answer) => (answer.Status, answer.Problem);
}

[Collection(TenantsOnSqlite.Name)]
public sealed class SqliteOnboardingTests(SqliteTenantPlatform platform) : OnboardingTests(platform);

[Collection(TenantsOnPostgres.Name)]
public sealed class PostgresOnboardingTests(PostgresTenantPlatform platform) : OnboardingTests(platform);
