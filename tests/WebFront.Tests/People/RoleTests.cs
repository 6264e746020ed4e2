using System.Net;
using Platform.People;

namespace Platform.Tests.People;

/// <summary>Who may do what: agents, administrators, keys, operators outside and inside.</summary>
public sealed class RoleTests
{
    private const string Host = "drmarco.localhost";
    private const string Ana = "ana@clinic.example";
    private const string Bia = "bia@clinic.example";
    private const string Op = "op@platform.example";

    [Theory]
    [InlineData("GET", PeopleFront.Conversations, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Unauthorized)]
    [InlineData("GET", "/api/people", HttpStatusCode.Forbidden, HttpStatusCode.OK, HttpStatusCode.Unauthorized)]
    [InlineData("GET", "/api/keys", HttpStatusCode.Forbidden, HttpStatusCode.OK, HttpStatusCode.Unauthorized)]
    [InlineData("GET", "/api/people/policy", HttpStatusCode.Forbidden, HttpStatusCode.OK, HttpStatusCode.Unauthorized)]
    [InlineData("GET", "/api/auth/me", HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Unauthorized)]
    [InlineData("POST", "/api/admin/signing-keys/rotate", HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound)]
    public async Task Each_end_point_has_its_role(
        string method, string path, HttpStatusCode agent, HttpStatusCode administrator, HttpStatusCode nobody)
    {
        await using var front = await Clinic();
        using var ana = await front.SignedIn(Host, Ana);
        using var bia = await front.SignedIn(Host, Bia);
        Assert.Equal(administrator, (await ana.Send(new HttpMethod(method), path)).Status);
        Assert.Equal(agent, (await bia.Send(new HttpMethod(method), path)).Status);
        Assert.Equal(nobody, (await front.At(Host).Send(new HttpMethod(method), path)).Status);
        Assert.Equal(agent == HttpStatusCode.Forbidden, (await front.Audited("forbidden-call")).Length > 0);
        if (nobody == HttpStatusCode.Unauthorized) { Assert.NotEmpty(await front.Audited("unauthenticated-call")); }
    }

    [Fact]
    public async Task A_key_opens_what_its_scopes_say_at_its_own_company_until_it_is_taken_back()
    {
        await using var front = await Clinic();
        await front.Company("allpfit");
        using var ana = await front.SignedIn(Host, Ana);
        var made = (await ana.Post("/api/keys", new { name = "report", role = "tenant_admin", scopes = (string[])["conversations:read", "company:write"] })).Json;
        var secret = made.GetProperty("secret").GetString()!;
        var id = made.GetProperty("key").GetProperty("id").GetString()!;
        using var program = front.With(Host, secret);

        Assert.Equal(HttpStatusCode.OK, (await program.Get(PeopleFront.Conversations)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await program.Post($"{PeopleFront.Conversations}/takeover")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await program.Get("/api/people")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await program.Post("/api/keys", new { name = "more", role = "agent", scopes = (string[])["conversations:write"] })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await program.Get("/api/auth/me")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await front.With("allpfit.localhost", secret).Get(PeopleFront.Conversations)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await front.With(Host, secret[..^2] + "AA").Get(PeopleFront.Conversations)).Status);
        Assert.NotEmpty(await front.Audited("api-key-refused"));

        Assert.DoesNotContain(secret, (await ana.Get("/api/keys")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, (await ana.Delete($"/api/keys/{id}")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.Get(PeopleFront.Conversations)).Status);
        Assert.Single(await front.Audited("api-key-created"));
        Assert.Single(await front.Audited("api-key-revoked"));
    }

    [Fact]
    public async Task Another_role_counts_at_once_in_browsers_and_so_does_being_taken_out()
    {
        await using var front = await WholeFront.Start();
        var company = await front.Company("drmarco");
        await front.Person(company, Ana);
        var bia = (await front.Person(company, "bia@clinic.example")).Text;
        using var ana = await front.SignedIn(Host, Ana);
        using var other = await front.SignedIn(Host, bia);
        Assert.Equal(HttpStatusCode.OK, (await other.Get("/api/people")).Status);

        Assert.Equal(HttpStatusCode.NoContent, (await ana.Put($"/api/people/{bia}/role", new { role = "agent" })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await other.Get("/api/people")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await ana.Delete($"/api/people/{bia}")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await other.Get(PeopleFront.Conversations)).Status);
    }

    [Fact]
    public async Task A_key_without_name_or_scope_is_not_made()
    {
        await using var front = await Clinic();
        using var ana = await front.SignedIn(Host, Ana);
        foreach (var bad in (object[])
            [
                new { name = "", role = "agent", scopes = (string[])["conversations:read"] }, new { name = "x", role = "agent", scopes = Array.Empty<string>() },
                new { name = "x", role = "super_admin", scopes = (string[])["conversations:read"] }, new { name = "x", role = "agent", scopes = (string[])["*"] },
                new { name = "x", role = "agent" }, new { name = new string('x', 10_000), role = "agent", scopes = (string[])["conversations:read"] },
            ])
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await ana.Post("/api/keys", bad)).Status);
        }
    }

    [Fact]
    public async Task An_operator_acts_inside_a_company_only_after_saying_why_and_for_half_an_hour()
    {
        await using var front = await WholeFront.Start();
        var company = await front.Company("drmarco");
        await front.Person(company, Ana);
        await front.Company("allpfit");
        await front.Operator();
        using var op = await front.SignedIn("localhost", Op);
        Assert.Equal(HttpStatusCode.Unauthorized, (await front.At(Host).SignIn(Op)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await op.Post($"/api/admin/tenants/{company.Id}/enter", new { reason = " " })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await op.Post($"/api/admin/tenants/{Guid.NewGuid()}/enter", new { reason = "to help them" })).Status);

        var entered = (await op.Post($"/api/admin/tenants/{company.Id}/enter", new { reason = "to help with the agenda" })).Json;
        using var inside = front.With(Host, entered.GetProperty("accessToken").GetString()!);
        Assert.Equal(HttpStatusCode.OK, (await inside.Get("/api/people")).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await inside.Post("/api/people", new { email = Bia, name = "Bia", role = "agent" })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await inside.Get("/api/auth/me")).Status);
        var key = new { name = "stays", role = "tenant_admin", scopes = (string[])["conversations:read"] };
        Assert.Equal(HttpStatusCode.Forbidden, (await inside.Post("/api/keys", key)).Status);
        Assert.Equal(HttpStatusCode.OK, (await inside.Get("/api/keys")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await front.With("allpfit.localhost", inside.Headers["Authorization"][7..]).Get("/api/people")).Status);

        var entry = Assert.Single(await front.Audited("operator-entered"));
        Assert.Equal((company.Id, $"operator:{Op}", "to help with the agenda"), (entry.Tenant!.Value, entry.Actor, entry.Detail));
        Assert.Equal($"operator:{Op}", Assert.Single(await front.Audited("person-invited")).Actor);
        front.Clock.Jump(TimeSpan.FromMinutes(31));
        Assert.Equal(HttpStatusCode.Unauthorized, (await inside.Get("/api/people")).Status);
    }

    [Fact]
    public async Task An_operator_inside_a_company_makes_no_administrator_of_it_but_the_first()
    {
        await using var front = await WholeFront.Start();
        var company = await front.Company("drmarco");
        await front.Operator();
        using var op = await front.SignedIn("localhost", Op);
        var entered = (await op.Post($"/api/admin/tenants/{company.Id}/enter", new { reason = "to help with the agenda" })).Json;
        using var inside = front.With(Host, entered.GetProperty("accessToken").GetString()!);
        var admin = new { email = "mine@elsewhere.example", name = "Mine", role = "tenant_admin" };
        Assert.Equal(HttpStatusCode.Accepted, (await inside.Post("/api/people", new { email = Ana, name = "Ana", role = "tenant_admin" })).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await inside.Post("/api/people", new { email = Bia, name = "Bia", role = "agent" })).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await inside.Put($"/api/people/{Bia}/role", new { role = "tenant_admin" })).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await inside.Put($"/api/people/{Bia}/role", new { role = "agent" })).Status);

        await front.Person(company, Ana);
        Assert.Equal(HttpStatusCode.Forbidden, (await inside.Post("/api/people", admin)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await inside.Put($"/api/people/{Bia}/role", new { role = "tenant_admin" })).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await inside.Post("/api/people", new { email = Bia, name = "Bia", role = "agent" })).Status);
        Assert.Equal(
            [(company.Id, $"operator:{Op}", "POST /api/people/"), (company.Id, $"operator:{Op}", "PUT /api/people/{email}/role")],
            (await front.Audited("forbidden-call")).Select(each => (each.Tenant!.Value, each.Actor, each.Detail)));

        using var ana = await front.SignedIn(Host, Ana);
        var people = (await ana.Get("/api/people")).Json.EnumerateArray().ToList();
        Assert.Equal([Ana, Bia], people.Select(person => person.GetProperty("email").GetString()));
        Assert.Equal("agent", people[1].GetProperty("role").GetString());
        Assert.Equal(HttpStatusCode.Accepted, (await ana.Post("/api/people", admin)).Status);
    }

    [Fact]
    public async Task Who_enters_goes_out_with_the_operator_s_own_session()
    {
        await using var front = await WholeFront.Start();
        var company = await front.Company("drmarco");
        await front.Operator();
        using var op = await front.SignedIn("localhost", Op);
        var entered = (await op.Post($"/api/admin/tenants/{company.Id}/enter", new { reason = "to help with the agenda" })).Json;
        using var inside = front.With(Host, entered.GetProperty("accessToken").GetString()!);
        Assert.Equal(HttpStatusCode.OK, (await inside.Get("/api/people")).Status);
        await op.Post("/api/auth/sign-out");
        front.Clock.Jump(TimeSpan.FromSeconds(6));
        Assert.Equal(HttpStatusCode.Unauthorized, (await inside.Get("/api/people")).Status);
    }

    private static async Task<WholeFront> Clinic()
    {
        var front = await WholeFront.Start();
        var company = await front.Company("drmarco");
        await front.Person(company, Ana);
        await front.Person(company, Bia, Role.Agent);
        return front;
    }
}
