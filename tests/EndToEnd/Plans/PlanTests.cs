using System.Net;
using System.Text.Json.Nodes;
using Platform.Tests.Harness;
using Platform.Tests.Scenarios;

namespace Platform.Tests.Plans;

/// <summary>Plans as companies, their customers, the operator and a payment provider meet them.</summary>
public abstract class PlanTests(PlanPlatform platform)
{
    private const string Clinic = "5f3c1f0e-6a52-4d0f-9a57-0d1b6d3e0001";
    private const string Dealer = "5f3c1f0e-6a52-4d0f-9a57-0d1b6d3e0002";
    private const string DealersInstance = "FeiraoShowCar";
    private const string Gym = "5f3c1f0e-6a52-4d0f-9a57-0d1b6d3e0003";

    private static string Month => TimeZoneInfo.ConvertTime(
        TimeProvider.System.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("America/Sao_Paulo")).ToString("yyyy-MM", null);

    [Fact]
    public async Task At_the_limit_new_customers_are_turned_away_and_those_being_served_are_served_on()
    {
        var limit = new { conversations = new { max = 1, action = "stop-new-conversations" } };
        await platform.Subscribe(Dealer, PlanPlatform.Plan(limit));
        var first = new ChatWith(platform, DealersInstance, Customer.New());
        Assert.Contains("Como posso ajudar", await first.Ask("oi"), StringComparison.Ordinal);
        await Eventually.Holds("new customers are turned away", async () =>
            (await new ChatWith(platform, DealersInstance, Customer.New()).Ask("oi"))
                .Contains("não consegue atender novas conversas", StringComparison.Ordinal));
        Assert.DoesNotContain("não consegue atender", await first.Ask("1"), StringComparison.Ordinal);

        var usage = (await Usage("feirao-showcar")).Body!;
        Assert.False(usage["standing"]!["newConversations"]!.GetValue<bool>());
        Assert.InRange(Used(usage, "conversations"), 2, 100);
        Assert.Equal(["conversations"], usage["warned"]!.AsArray().Select(meter => meter!.ToString()));
    }

    [Fact]
    public async Task A_company_that_does_not_pay_is_suspended_and_a_signed_report_of_its_payment_resumes_it()
    {
        await platform.Subscribe(Gym, PlanPlatform.Plan(new { }, price: 31_000_000, graceDays: 0));
        await Eventually.Holds("the company is suspended", async () => await StatusOf(Gym) == "suspended");
        var owed = (await platform.Operator.Get($"api/admin/tenants/{Gym}/subscription")).Body!["owed"]!.GetValue<long>();
        var report = new { id = "pix-1", tenant = Gym, amount = owed, currency = "BRL", paidAt = "2026-01-01T00:00:00Z" };

        Assert.Equal(HttpStatusCode.Unauthorized, (await platform.Report(report, altered: body => body.Replace("pix-1", "pix-2"))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await platform.Report(report, age: TimeSpan.FromMinutes(6))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await platform.Report(report, provider: "stranger")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await platform.Report(new { report.id, tenant = "nobody" })).Status);
        Assert.Equal("suspended", await StatusOf(Gym));

        Assert.Equal((HttpStatusCode.OK, """{"outcome":"recorded"}"""), await platform.Report(report));
        Assert.Equal("active", await StatusOf(Gym));
        Assert.Equal((HttpStatusCode.OK, """{"outcome":"duplicate"}"""), await platform.Report(report));
        Assert.Equal(0, (await platform.Operator.Get($"api/admin/tenants/{Gym}/subscription")).Body!["credit"]!.GetValue<long>());
    }

    [Fact]
    public async Task A_payment_does_not_undo_what_the_operator_suspended()
    {
        var slug = $"debtor-{platform.GetType().Name.ToLowerInvariant()}";
        var created = await platform.Operator.Post("api/admin/tenants", new { slug, name = "A debtor", sector = "gyms" });
        var tenant = created.Required("id");
        await platform.Operator.Post($"api/admin/tenants/{tenant}/suspend", new { reason = "abuse" });
        await platform.Subscribe(tenant, PlanPlatform.Plan(new { }, price: 31_000_000, graceDays: 0));
        var paid = await platform.Operator.Post(
            $"api/admin/tenants/{tenant}/payments", new { reference = "cash", amount = 31_000_000, currency = "BRL" });

        Assert.True(paid.Status == HttpStatusCode.OK, paid.Text);
        Assert.Equal("suspended", await StatusOf(tenant));
    }

    [Fact]
    public async Task A_statement_is_read_by_programs_sheets_and_people_and_by_nobody_else()
    {
        await platform.Subscribe(Clinic, PlanPlatform.Plan(new { messages = new { max = 1_000, action = "menu-only" } }, price: 3_100));
        var (path, company) = ($"api/company/statements/{Month}", ApiClient.AdministratorOf("drmarco", platform.Process));

        var statement = await company.Get(path);
        Assert.Equal(1_000, statement.Body!["lines"]!.AsArray().Single(line => line!["meter"]!.ToString() == "messages")!["max"]!.GetValue<long>());
        Assert.Contains("usage,messages,0,1000,count,", (await company.Get($"{path}?format=csv")).Text, StringComparison.Ordinal);
        Assert.Contains("<h1>Cl&#237;nica", (await company.Get($"{path}?format=html")).Text, StringComparison.Ordinal);
        Assert.Equal(statement.Text, (await platform.Operator.Get($"api/admin/tenants/{Clinic}/statements/{Month}")).Text);
        Assert.Equal(HttpStatusCode.BadRequest, (await company.Get($"{path}?format=pdf")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await company.Get("api/company/statements/April")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await company.Get("api/company/statements/2999-01")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await company.Get($"api/admin/tenants/{Gym}/statements/{Month}")).Status);
    }

    [Fact]
    public async Task The_operator_publishes_plans_and_sees_what_all_use()
    {
        var plan = PlanPlatform.Plan(new { users = new { max = 1, action = "refuse" } });
        Assert.Equal(HttpStatusCode.OK, (await platform.Operator.Post("api/admin/plans", plan)).Status);
        Assert.Equal(HttpStatusCode.OK, (await platform.Operator.Post("api/admin/plans", plan)).Status);
        plan["price"] = 1;
        Assert.Equal(HttpStatusCode.Conflict, (await platform.Operator.Post("api/admin/plans", plan)).Status);
        plan["price"] = -1;
        var invalid = await platform.Operator.Post("api/admin/plans", plan);
        Assert.Equal((HttpStatusCode.BadRequest, "$.price"), (invalid.Status, invalid.Body!["errors"]![0]!["path"]!.ToString()));
        Assert.Equal(HttpStatusCode.NotFound, (await Order(Dealer, "no-such-plan")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Order(Guid.NewGuid().ToString(), "basic")).Status);

        var fleet = await platform.Operator.Get("api/admin/usage?limit=2");
        Assert.Equal(2, fleet.Body!["companies"]!.AsArray().Count);
        Assert.NotNull(fleet.Body["companies"]![0]!["usage"]);
    }

    [Fact]
    public async Task One_channel_more_than_the_plan_allows_is_refused()
    {
        var (plan, slug) = (PlanPlatform.Plan(new { channels = new { max = 0, action = "refuse" } }), $"full-{platform.GetType().Name.ToLowerInvariant()}");
        Assert.Equal(HttpStatusCode.OK, (await platform.Operator.Post("api/admin/plans", plan)).Status);
        var begun = await platform.Operator.Post("api/admin/onboarding", new
        {
            slug, name = "Full", sector = "gyms", admin = $"ana@{slug}.example", plan = plan["id"],
            whatsApp = new { gateway = "evolution", number = "+55 11 4000-0098" },
        });
        var path = $"api/admin/tenants/{begun.Required("tenant")}/onboarding";

        await Eventually.Holds("it is said why", async () =>
            (await platform.Operator.Get(path)).Text.Contains("The plan allows no more channels.", StringComparison.Ordinal));
    }

    private Task<ApiAnswer> Order(string tenant, string plan) =>
        platform.Operator.Send(HttpMethod.Put, $"api/admin/tenants/{tenant}/subscription", new { plan });

    private Task<ApiAnswer> Usage(string slug) => ApiClient.AdministratorOf(slug, platform.Process).Get("api/company/usage");

    private static long Used(JsonNode usage, string meter) =>
        usage["lines"]!.AsArray().Single(line => line!["meter"]!.ToString() == meter)!["used"]!.GetValue<long>();

    private async Task<string> StatusOf(string tenant) => (await platform.Operator.Get($"api/admin/tenants/{tenant}")).Required("status");
}

[Collection(PlansOnSqlite.Name)]
public sealed class SqlitePlanTests(SqlitePlanPlatform platform) : PlanTests(platform);

[Collection(PlansOnPostgres.Name)]
public sealed class PostgresPlanTests(PostgresPlanPlatform platform) : PlanTests(platform);
