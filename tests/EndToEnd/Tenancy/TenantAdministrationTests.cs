using System.Net;
using Platform.Tests.Harness;

namespace Platform.Tests.Tenancy;

/// <summary>The operator's administration of tenants over HTTP.</summary>
public abstract class TenantAdministrationTests(TenantPlatform platform)
{
    private static readonly string[] Questions = ["¿Hay parqueadero?"];

    private const string Odd = "Bar \"do Zé\" 'n' Cia 🍻; DROP TABLE tenants";

    [Fact]
    public async Task A_tenant_is_created_renamed_and_configured_and_reads_back_as_it_was_written()
    {
        var slug = TenantPlatform.NewSlug();
        var path = $"api/admin/tenants/{await platform.Create(slug)}";
        await Ok(platform.Operator.Send(HttpMethod.Put, $"{path}/name", new { name = $"  {Odd} " }));
        var configured = await Ok(platform.Operator.Send(HttpMethod.Patch, $"{path}/configuration", new
        {
            locale = "es",
            timeZone = "America/Bogota",
            sector = "clinics",
            address = "Calle 1",
            hours = new
            {
                week = new[] { new { day = "monday", from = "08:00", to = "18:00" } },
                holidays = new[] { new { date = "2026-12-25", name = "Navidad" } },
            },
            faq = new[] { new { questions = Questions, answer = "Sí." } },
            voice = new { engine = "flite", name = "es", transferTo = "1000" },
            branding = new { logo = "https://cdn.clinic.example/logo.png", primary = "#0A7CFF" },
        }));

        var company = configured.Body!["company"]!;
        Assert.Equal(Odd, company["name"]!.GetValue<string>());
        Assert.Equal(
            (slug, "es", "America/Bogota", "clinics", "Calle 1"),
            (Text("slug"), Text("locale"), Text("timeZone"), Text("sector"), Text("address")));
        Assert.Equal("#0a7cff", company["branding"]!["primary"]!.GetValue<string>());
        Assert.Equal("monday", company["hours"]!["week"]![0]!["day"]!.GetValue<string>());
        Assert.Equal("Navidad", company["hours"]!["holidays"]![0]!["name"]!.GetValue<string>());
        Assert.Equal(configured.Text, (await Ok(platform.Operator.Get(path))).Text);

        string Text(string member) => company[member]!.GetValue<string>();
    }

    [Fact]
    public async Task Bad_input_is_refused_by_member_and_changes_nothing()
    {
        var before = await platform.Database.Count("SELECT count(*) FROM tenants");
        (string Member, object Body)[] bad =
        [
            ("slug", new { slug = "Ab", name = "A", sector = "gyms" }),
            ("slug", new { slug = "admin", name = "A", sector = "gyms" }),
            ("slug", new { name = "A", sector = "gyms" }),
            ("name", new { slug = "fine-1", name = new string('x', 10_000), sector = "gyms" }),
            ("name", new { slug = "fine-1", name = " \t ", sector = "gyms" }),
            ("name", new { slug = "fine-1", name = "a\u0007b", sector = "gyms" }),
            ("sector", new { slug = "fine-1", name = "A" }),
            ("locale", new { slug = "fine-1", name = "A", sector = "gyms", configuration = new { locale = "fr" } }),
            ("timeZone", new { slug = "fine-1", name = "A", sector = "gyms", configuration = new { timeZone = "Mars/Olympus" } }),
            ("faq", new { slug = "fine-1", name = "A", sector = "gyms", configuration = new { faq = new object?[] { null } } }),
            ("branding.logo", new { slug = "fine-1", name = "A", sector = "gyms", configuration = new { branding = new { logo = "javascript:1" } } }),
        ];
        foreach (var (member, body) in bad)
        {
            var answer = await platform.Operator.Post("api/admin/tenants", body);
            Assert.True(answer.Status == HttpStatusCode.BadRequest && answer.Body!["errors"]![member] is not null, $"{member}: {answer.Text}");
        }
        var unknown = await platform.Operator.Post("api/admin/tenants", new { slug = "fine-1", name = "A", sector = "castles" });
        Assert.Equal((HttpStatusCode.BadRequest, "unknown-sector"), (unknown.Status, unknown.Problem));
        Assert.Equal(HttpStatusCode.BadRequest, (await platform.Operator.Get("api/admin/tenants/not-an-id")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await platform.Operator.Get($"api/admin/tenants/{Guid.NewGuid()}")).Status);
        Assert.Equal(before, await platform.Database.Count("SELECT count(*) FROM tenants"));
    }

    [Fact]
    public async Task Of_several_at_once_for_one_slug_one_wins_and_the_others_are_told_so()
    {
        var slug = TenantPlatform.NewSlug();
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(
            i => platform.Operator.Post("api/admin/tenants", new { slug, name = $"Company {i}", sector = "gyms" })));

        var won = Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.All(answers.Where(answer => answer != won), answer => Assert.Equal((HttpStatusCode.Conflict, "slug-taken"), (answer.Status, answer.Problem)));
        Assert.Equal(1, await platform.Database.Count($"SELECT count(*) FROM tenants WHERE slug = '{slug}'"));
    }

    [Fact]
    public async Task The_same_request_again_and_again_gives_the_same_tenant()
    {
        var slug = TenantPlatform.NewSlug();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            _ => platform.Operator.Post("api/admin/tenants", new { slug, name = "Same", sector = "gyms" })));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
        Assert.Single(answers.Select(answer => answer.Required("id")).Distinct());
    }

    [Fact]
    public async Task The_list_goes_on_where_its_page_ended()
    {
        for (var i = 0; i < 5; i++) { await platform.Create(TenantPlatform.NewSlug()); }

        List<string> slugs = [];
        string? after = null;
        do
        {
            var page = (await Ok(platform.Operator.Get($"api/admin/tenants?limit=2&after={after}"))).Body!;
            slugs.AddRange(page["tenants"]!.AsArray().Select(tenant => tenant!["slug"]!.GetValue<string>()));
            after = page["after"]?.GetValue<string>();
        }
        while (after is not null);

        Assert.Equal(slugs.Distinct(), slugs);
        Assert.Subset(slugs.ToHashSet(), new HashSet<string> { "allpfit", "drmarco", "feirao-showcar" });
        Assert.True(slugs.Count >= 8, string.Join(' ', slugs));
    }

    [Fact]
    public async Task Only_the_operator_administers_tenants()
    {
        // At the company's own host there is no such path; at the operator's nobody knows the person.
        Assert.Equal(HttpStatusCode.NotFound, (await ApiClient.AdministratorOf("drmarco", platform.Process).Get("api/admin/tenants")).Status);
        var stranger = new ApiClient(platform.Process, "admin@drmarco.example");
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.Get("api/admin/tenants")).Status);
        Assert.Equal(
            HttpStatusCode.Unauthorized, (await stranger.Post($"api/admin/tenants/{Guid.NewGuid()}/suspend", new { reason = "x" })).Status);
        var nobody = ApiClient.AdministratorOf("drmarco", platform.Process, "wrong");
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.Get("api/company")).Status);
    }

    [Fact]
    public async Task A_company_s_administrator_configures_the_own_company()
    {
        var company = ApiClient.AdministratorOf("feirao-showcar", platform.Process);
        var changed = await Ok(company.Send(HttpMethod.Patch, "api/company/configuration", new { address = "Rua Nova, 2" }));

        Assert.Equal("Rua Nova, 2", changed.Required("address"));
        Assert.Equal(changed.Text, (await Ok(company.Get("api/company"))).Text);
        Assert.Equal(HttpStatusCode.BadRequest, (await company.Send(HttpMethod.Patch, "api/company/configuration", new { locale = "xx" })).Status);
    }

    private static async Task<ApiAnswer> Ok(Task<ApiAnswer> call)
    {
        var answer = await call;
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return answer;
    }
}

[Collection(TenantsOnSqlite.Name)]
public sealed class SqliteTenantAdministrationTests(SqliteTenantPlatform platform) : TenantAdministrationTests(platform);

[Collection(TenantsOnPostgres.Name)]
public sealed class PostgresTenantAdministrationTests(PostgresTenantPlatform platform) : TenantAdministrationTests(platform);
