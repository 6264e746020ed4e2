using System.Net;
namespace Platform.Tests.People;

/// <summary>People sign in with a browser.</summary>
public sealed class SignInTests
{
    private const string Host = "drmarco.localhost";
    private const string Ana = "ana@clinic.example";

    [Fact]
    public async Task A_person_signs_in_at_the_own_company_and_is_told_who_and_where()
    {
        await using var front = await Clinic();
        using var browser = front.At(Host);
        var reply = await browser.SignIn(Ana);

        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal(Ana, reply.Json.GetProperty("user").GetProperty("email").GetString());
        Assert.Equal("drmarco", reply.Json.GetProperty("company").GetProperty("slug").GetString());
        Assert.Equal("clinics", reply.Json.GetProperty("company").GetProperty("sector").GetString());
        Assert.Equal("tenant_admin", reply.Json.GetProperty("role").GetString());
        Assert.Equal(reply.Text, (await browser.Get("/api/auth/me")).Text);
        Assert.Equal(HttpStatusCode.OK, (await browser.Get(PeopleFront.Conversations)).Status);
        Assert.All(reply.SetCookies, cookie => Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase));
        Assert.All(reply.SetCookies, cookie => Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Behind_TLS_the_cookies_belong_to_the_host_alone()
    {
        await using var front = await WholeFront.Start(("Hosts:PublicScheme", "https"));
        await front.Person(await front.Company("drmarco"), Ana);
        var reply = await front.At(Host).SignIn(Ana);
        Assert.Equal(2, reply.SetCookies.Length);
        Assert.All(reply.SetCookies, cookie => Assert.StartsWith("__Host-", cookie, StringComparison.Ordinal));
        Assert.All(reply.SetCookies, cookie => Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase));
        Assert.All(reply.SetCookies, cookie => Assert.DoesNotContain("domain", cookie, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Elsewhere_the_right_password_is_answered_as_a_wrong_one()
    {
        await using var front = await Clinic();
        await front.Company("allpfit");
        var wrong = await front.At(Host).SignIn(Ana, "something else entirely");
        foreach (var host in (string[])["allpfit.localhost", "localhost"])
        {
            var reply = await front.At(host).SignIn(Ana);
            Assert.Equal((HttpStatusCode.Unauthorized, "sign-in-refused"), (reply.Status, reply.Type));
            Assert.Equal(wrong.Type, reply.Type);
            Assert.Empty(reply.SetCookies);
        }
        Assert.NotEmpty(await front.Audited("sign-in-refused"));
    }

    [Theory]
    [InlineData("nobody@clinic.example", PeopleFront.Password)]
    [InlineData("ana", PeopleFront.Password)]
    [InlineData(Ana, "")]
    [InlineData(null, null)]
    public async Task Whatever_is_wrong_is_answered_alike(string? email, string? password)
    {
        await using var front = await Clinic();
        var reply = await front.At(Host).Post("/api/auth/sign-in", new { email, password });
        Assert.Equal((HttpStatusCode.Unauthorized, "sign-in-refused"), (reply.Status, reply.Type));
    }

    [Fact]
    public async Task A_suspended_company_lets_nobody_in()
    {
        await using var front = await WholeFront.Start();
        var profile = await front.Company("drmarco");
        await front.Person(profile, Ana);
        using var browser = await front.SignedIn(Host, Ana);
        await front.Suspend(profile);
        front.Clock.Jump(TimeSpan.FromSeconds(10));

        // Routing takes a path in any letters; so must whatever looks at the path.
        var shouted = await front.At(Host).Post("/API/auth/sign-in", new { email = Ana, password = PeopleFront.Password });
        foreach (var reply in (Reply[])
            [shouted, await browser.Get("/Api/auth/me"), await front.At(Host).SignIn(Ana), await browser.Get("/api/auth/me"), await front.At(Host).Token(Ana)])
        {
            Assert.Equal((HttpStatusCode.Forbidden, "tenant-suspended"), (reply.Status, reply.Type));
        }
    }

    [Fact]
    public async Task A_session_planted_before_the_sign_in_is_not_gone_on_with()
    {
        await using var front = await Clinic();
        using var browser = front.At(Host);
        browser.Cookies["session"] = "planted";
        await browser.SignIn(Ana);
        var first = browser.Cookies["session"];
        Assert.NotEqual("planted", first);

        await browser.SignIn(Ana);
        Assert.NotEqual(first, browser.Cookies["session"]);
        using var thief = front.At(Host);
        thief.Cookies["session"] = first;
        Assert.Equal(HttpStatusCode.Unauthorized, (await thief.Get("/api/auth/me")).Status);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "http://allpfit.localhost")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("X-Requested-With", null)]
    public async Task Another_site_cannot_act_through_the_cookie(string header, string? value)
    {
        await using var front = await Clinic();
        using var browser = await front.SignedIn(Host, Ana);
        if (value is null) { browser.Headers.Remove(header); }
        else { browser.Headers[header] = value; }

        var reply = await browser.Post($"{PeopleFront.Conversations}/takeover");
        Assert.Equal((HttpStatusCode.Forbidden, "forgery-refused"), (reply.Status, reply.Type));
        Assert.NotEmpty(await front.Audited("forged-request"));
        Assert.Empty(await front.Audited("takeover"));
        Assert.Equal(HttpStatusCode.OK, (await browser.Get(PeopleFront.Conversations)).Status);
    }

    [Fact]
    public async Task A_form_is_not_taken()
    {
        await using var front = await Clinic();
        var form = new FormUrlEncodedContent([KeyValuePair.Create("email", Ana), KeyValuePair.Create("password", PeopleFront.Password)]);
        Assert.Equal(HttpStatusCode.Forbidden, (await front.At(Host).Post("/api/auth/sign-in", form)).Status);
    }

    private static async Task<WholeFront> Clinic()
    {
        var front = await WholeFront.Start();
        await front.Person(await front.Company("drmarco"), Ana);
        return front;
    }
}
