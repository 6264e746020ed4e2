using System.Net;

namespace Platform.Tests.People;

/// <summary>A browser's session: a day long, renewed on its way, ended from anywhere.</summary>
public sealed class SessionTests
{
    private const string Host = "drmarco.localhost";
    private const string Ana = "ana@clinic.example";
    private const string Me = "/api/auth/me";

    [Fact]
    public async Task It_ends_after_a_day_however_much_it_is_used()
    {
        await using var front = await Clinic();
        using var browser = await front.SignedIn(Host, Ana);
        for (var hour = 0; hour < 23; hour++)
        {
            front.Clock.Jump(TimeSpan.FromHours(1));
            Assert.Equal(HttpStatusCode.OK, (await browser.Get(Me)).Status);
        }
        front.Clock.Jump(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.Get(Me)).Status);
        Assert.NotEmpty(await front.Audited("session-refused"));
    }

    [Fact]
    public async Task It_does_not_live_longer_by_a_clock_that_is_set_back()
    {
        await using var front = await Clinic();
        using var browser = await front.SignedIn(Host, Ana);
        front.Clock.Jump(-TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.Get(Me)).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.SignIn(Ana)).Status);
    }

    [Fact]
    public async Task Its_secret_changes_and_the_old_one_shown_later_ends_it()
    {
        await using var front = await Clinic();
        using var browser = await front.SignedIn(Host, Ana);
        using var thief = front.At(Host);
        thief.Cookies["session"] = browser.Cookies["session"];

        front.Clock.Jump(TimeSpan.FromMinutes(16));
        await browser.Get(Me);
        Assert.NotEqual(thief.Cookies["session"], browser.Cookies["session"]);
        await browser.Get(Me);
        front.Clock.Jump(TimeSpan.FromMinutes(2));

        Assert.Equal(HttpStatusCode.Unauthorized, (await thief.Get(Me)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.Get(Me)).Status);
        Assert.Single(await front.Audited("session-secret-reused"));
    }

    [Fact]
    public async Task A_new_secret_that_never_arrived_does_not_lock_its_owner_out()
    {
        await using var front = await Clinic();
        using var browser = await front.SignedIn(Host, Ana);
        using var lost = front.At(Host);
        lost.Cookies["session"] = browser.Cookies["session"];
        front.Clock.Jump(TimeSpan.FromMinutes(16));
        await lost.Get(Me);

        Assert.Equal(HttpStatusCode.OK, (await browser.Get(Me)).Status);
        front.Clock.Jump(TimeSpan.FromMinutes(5));
        Assert.Equal(HttpStatusCode.OK, (await browser.Get(Me)).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.Get(Me)).Status);
        Assert.Empty(await front.Audited("session-secret-reused"));
    }

    [Fact]
    public async Task Its_owner_sees_all_and_ends_one_or_all_others()
    {
        await using var front = await Clinic();
        using var home = front.Through("198.51.100.1", Host);
        home.Headers["User-Agent"] = "Firefox at home";
        await home.SignIn(Ana);
        using var office = front.Through("198.51.100.2", Host);
        await office.SignIn(Ana);
        var access = (await office.Token(Ana)).Json.GetProperty("accessToken").GetString()!;

        var sessions = (await office.Get("/api/auth/sessions")).Json.EnumerateArray().ToList();
        Assert.Equal(3, sessions.Count);
        Assert.Single(sessions, each => each.GetProperty("isCurrent").GetBoolean());
        var other = sessions.Single(each => each.GetProperty("session").GetProperty("device").GetString() == "Firefox at home").GetProperty("session");
        Assert.Equal("198.51.100.1", other.GetProperty("address").GetString());

        Assert.Equal(HttpStatusCode.NoContent, (await office.Delete($"/api/auth/sessions/{other.GetProperty("id").GetString()}")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await home.Get(Me)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await office.Delete($"/api/auth/sessions/{Guid.NewGuid()}")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await office.Delete("/api/auth/sessions")).Status);
        Assert.Equal(HttpStatusCode.OK, (await office.Get(Me)).Status);
        front.Clock.Jump(TimeSpan.FromSeconds(6));
        Assert.Equal(HttpStatusCode.Unauthorized, (await front.With(Host, access).Get(Me)).Status);

        Assert.Equal(HttpStatusCode.NoContent, (await office.Post("/api/auth/sign-out")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await office.Get(Me)).Status);
    }

    [Fact]
    public async Task A_sign_in_from_a_new_address_is_told_by_mail_and_audited()
    {
        await using var front = await Clinic();
        await front.Through("198.51.100.1", Host).SignIn(Ana);
        Assert.Empty(await front.Audited("signed-in-from-new-address"));
        await front.Through("203.0.113.9", Host).SignIn(Ana);

        Assert.Equal("203.0.113.9", Assert.Single(await front.Audited("signed-in-from-new-address")).Address);
        Assert.Contains("novo endereço", await front.Mailed(Ana, text => text.Contains("203.0.113.9", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_used_from_a_new_address_is_told_at_once_and_once()
    {
        await using var front = await Clinic();
        using var own = front.Through("198.51.100.1", Host);
        await own.SignIn(Ana);
        using var thief = front.Through("203.0.113.9", Host);
        thief.Cookies["session"] = own.Cookies["session"];
        for (var use = 0; use < 3; use++)
        {
            Assert.Equal(HttpStatusCode.OK, (await thief.Get(Me)).Status);
            Assert.Equal(HttpStatusCode.OK, (await own.Get(Me)).Status);
        }

        Assert.Equal("203.0.113.9", Assert.Single(await front.Audited("session-moved-address")).Address);
        Assert.Contains("novo endereço", await front.Mailed(Ana, text => text.Contains("203.0.113.9", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_of_its_own_company_s_host_alone()
    {
        await using var front = await Clinic();
        await front.Person(await front.Company("allpfit"), Ana);
        using var browser = await front.SignedIn(Host, Ana);
        using var elsewhere = front.At("allpfit.localhost");
        elsewhere.Cookies["session"] = browser.Cookies["session"];
        Assert.Equal(HttpStatusCode.Unauthorized, (await elsewhere.Get(Me)).Status);
        foreach (var forged in (string[])["", "a.b.c", browser.Cookies["session"][..^1] + "A_"])
        {
            elsewhere.Cookies["session"] = forged;
            Assert.Equal(HttpStatusCode.Unauthorized, (await elsewhere.Get(Me)).Status);
        }
    }

    private static async Task<WholeFront> Clinic()
    {
        var front = await WholeFront.Start(("Hosts:TrustedProxies:0", "127.0.0.1"));
        await front.Person(await front.Company("drmarco"), Ana);
        return front;
    }
}
