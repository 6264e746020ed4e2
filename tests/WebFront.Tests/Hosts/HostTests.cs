using System.Net;
using Platform.Hosts;
using Platform.Tenancy;
using Platform.Tests.People;

namespace Platform.Tests.Hosts;

/// <summary>The host of a request decides whose end points are there.</summary>
public sealed class HostTests
{
    private const string Company = "/api/conversations/5511987654321";

    [Theory]
    [InlineData("drmarco.localhost")]
    [InlineData("DrMarco.LOCALHOST")]
    [InlineData("drmarco.localhost.")]
    [InlineData("drmarco.localhost:5080")]
    [InlineData("atende.clinica.example")]
    public async Task A_company_is_found_below_the_base_domain_and_at_its_own_domain(string host)
    {
        await using var front = await WholeFront.Start();
        await front.Company("drmarco", ownHost: "atende.clinica.example");
        Assert.Equal(HttpStatusCode.Unauthorized, (await front.At(host).Get(Company)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await front.At(host).Get("/health/live")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await front.At(host).Post("/freeswitch/httapi")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await front.At(host).Post("/webhooks/whatsapp/DrMarco")).Status);
    }

    [Fact]
    public async Task A_company_s_own_domain_may_have_letters_of_its_language()
    {
        const string host = "xn--clnica-1va.example";
        await using var front = await WholeFront.Start();
        await front.Person(await front.Company("drmarco", ownHost: host), "ana@clinic.example");
        using var browser = front.At(host);
        browser.Headers["Origin"] = $"https://{host}";
        var signedIn = await browser.Post("/api/auth/sign-in", new { email = "ana@clinic.example", password = PeopleFront.Password });
        Assert.Equal(HttpStatusCode.OK, signedIn.Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.Post("/api/auth/codes")).Status);
    }

    [Fact]
    public async Task A_host_that_would_never_lead_to_the_company_is_not_claimed()
    {
        await using var front = await WholeFront.Start(("Hosts:OperatorHosts:0", "front.internal"));
        var company = await front.Company("other");
        await front.Operator("op@platform.example");
        var token = (await front.At("localhost").Token("op@platform.example")).Json.GetProperty("accessToken").GetString()!;
        using var operators = front.With("localhost", token);
        foreach (var host in (string[])["other.localhost", "free.localhost", "front.internal"])
        {
            var claimed = await operators.Put($"/api/admin/tenants/{company.Id}/hosts/{host}");
            Assert.Equal(HttpStatusCode.BadRequest, claimed.Status);
            Assert.True(claimed.Json.GetProperty("errors").TryGetProperty("host", out _));
        }
        Assert.Equal(HttpStatusCode.OK, (await operators.Put($"/api/admin/tenants/{company.Id}/hosts/xn--clnica-1va.example")).Status);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]:5080")]
    [InlineData("front.internal")]
    public async Task The_operator_s_host_has_probes_and_webhooks_and_no_company_s_pages(string host)
    {
        await using var front = await WholeFront.Start(("Hosts:OperatorHosts:0", "front.internal"));
        Assert.Equal(HttpStatusCode.OK, (await front.At(host).Get("/health/live")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await front.At(host).Post("/freeswitch/httapi")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await front.At(host).Get(Company)).Status);
    }

    [Fact]
    public async Task A_host_that_is_nobody_s_is_answered_as_a_path_that_is_nowhere()
    {
        await using var front = await WholeFront.Start();
        await front.Company("drmarco");
        var nowhere = await front.At("drmarco.localhost").Get("/nowhere");
        Assert.Equal(HttpStatusCode.NotFound, nowhere.Status);
        foreach (var host in (string[])["nobody.localhost", "a.b.localhost", "other.example", "localhost.other.example", "x_y.localhost", "xn--a", "xn--.localhost"])
        {
            foreach (var path in (string[])[Company, "/health/live", "/", "/api/auth/sign-in"])
            {
                var reply = await front.At(host).Get(path);
                Assert.Equal((nowhere.Status, nowhere.ContentType, Shape(nowhere)), (reply.Status, reply.ContentType, Shape(reply)));
            }
        }
    }

    [Fact]
    public async Task A_person_with_a_browser_gets_a_page()
    {
        await using var front = await WholeFront.Start();
        using var browser = front.At("nobody.localhost");
        browser.Headers["Accept"] = "text/html,application/xhtml+xml,*/*;q=0.8";
        var page = await browser.Get("/");
        Assert.Equal((HttpStatusCode.NotFound, "text/html"), (page.Status, page.ContentType));
        Assert.DoesNotContain("nobody", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_suspended_company_s_host_says_so()
    {
        await using var front = await WholeFront.Start();
        var profile = await front.Company("drmarco", TenantStatus.Suspended);
        var reply = await front.At("drmarco.localhost").Get(Company);
        Assert.Equal((HttpStatusCode.Forbidden, "tenant-suspended"), (reply.Status, reply.Type));

        await front.Resume(profile);
        front.Clock.Jump(HostDirectory.FreshFor);
        Assert.Equal(HttpStatusCode.Unauthorized, (await front.At("drmarco.localhost").Get(Company)).Status);
    }

    [Fact]
    public async Task Only_a_configured_proxy_may_say_for_whom_it_asks()
    {
        await using var trusting = await WholeFront.Start(("Hosts:TrustedProxies:0", "127.0.0.0/8"));
        await using var alone = await WholeFront.Start();
        foreach (var (front, expected) in ((WholeFront, string)[])[(trusting, "203.0.113.7"), (alone, "127.0.0.1")])
        {
            using var caller = front.At("nobody.localhost");
            caller.Headers["X-Forwarded-For"] = "198.51.100.1, 203.0.113.7";
            await caller.Get("/");
            Assert.Equal(expected, Assert.Single(await front.Audited("unknown-host")).Address);
        }
    }

    private static string Shape(Reply reply) =>
        string.Join(';', reply.Json.EnumerateObject().Select(each => each.Name == "traceId" ? "traceId" : each.ToString()));
}
