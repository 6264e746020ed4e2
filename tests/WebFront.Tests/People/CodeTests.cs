using System.Net;
using Platform.Commands.Tenant;
using Platform.People;

namespace Platform.Tests.People;

/// <summary>One-time codes beside the password.</summary>
public sealed class CodeTests
{
    private const string Host = "drmarco.localhost";
    private const string Ana = "ana@clinic.example";

    [Fact]
    public async Task Once_enrolled_the_password_alone_does_not_open_and_a_code_is_good_once()
    {
        await using var front = await Clinic();
        var (secret, recovery) = await Enrol(front);
        Assert.Equal("code-required", (await front.At(Host).SignIn(Ana)).Type);
        Assert.Equal("code-required", (await front.At(Host).Token(Ana)).Type);
        Assert.Equal("sign-in-refused", (await front.At(Host).SignIn(Ana, code: "000000")).Type);

        front.Clock.Jump(TimeSpan.FromMinutes(2));
        var code = CodeNow(front, secret);
        Assert.Equal("sign-in-refused", (await front.At(Host).SignIn(Ana, "wrong password", code)).Type);
        Assert.Equal(HttpStatusCode.OK, (await front.At(Host).SignIn(Ana, code: code)).Status);
        Assert.Equal("sign-in-refused", (await front.At(Host).SignIn(Ana, code: code)).Type);
        Assert.Equal(HttpStatusCode.OK, (await front.At(Host).SignIn(Ana, code: recovery[0])).Status);
        Assert.Equal("sign-in-refused", (await front.At(Host).SignIn(Ana, code: recovery[0])).Type);
    }

    [Fact]
    public async Task A_company_that_asks_for_codes_opens_nothing_else_before_they_are_set_up()
    {
        await using var front = await Clinic();
        using var browser = await front.SignedIn(Host, Ana);
        Assert.Equal(HttpStatusCode.NoContent, (await browser.Put("/api/people/policy", new { codesRequired = true })).Status);

        var refused = await browser.Get(PeopleFront.Conversations);
        Assert.Equal((HttpStatusCode.Forbidden, "enrolment-required"), (refused.Status, refused.Type));
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.Get("/api/people")).Status);
        Assert.True((await browser.Get("/api/auth/me")).Json.GetProperty("mustEnrol").GetBoolean());

        await Enrol(front);
        Assert.Equal(HttpStatusCode.OK, (await browser.Get(PeopleFront.Conversations)).Status);
        Assert.Single(await front.Audited("sign-in-policy-changed"));
    }

    [Fact]
    public async Task Codes_are_given_up_only_with_a_code()
    {
        await using var front = await Clinic();
        using var browser = await front.SignedIn(Host, Ana);
        var (secret, _) = await Enrol(front, browser);
        front.Clock.Jump(TimeSpan.FromMinutes(2));
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.Post("/api/auth/codes/remove", new { code = "123456" })).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await browser.Post("/api/auth/codes/remove", new { code = CodeNow(front, secret) })).Status);
        Assert.Equal(HttpStatusCode.OK, (await front.At(Host).SignIn(Ana)).Status);
    }

    [Fact]
    public async Task Codes_are_not_guessed_by_who_has_the_password_or_an_open_session()
    {
        await using var front = await Clinic();
        using var stolen = await front.SignedIn(Host, Ana);
        var (secret, _) = await Enrol(front, stolen);
        var guesses = new List<HttpStatusCode>();
        for (var guess = 0; guess < 12; guess++) { guesses.Add((await front.At(Host).SignIn(Ana, code: $"{guess:000000}")).Status); }
        Assert.Equal(HttpStatusCode.TooManyRequests, guesses[^1]);

        for (var guess = 0; guess < 14; guess++)
        {
            front.Clock.Jump(TimeSpan.FromMinutes(5));
            await stolen.Post("/api/auth/codes/remove", new { code = $"{guess:000000}" });
        }
        Assert.Equal(HttpStatusCode.Unauthorized, (await stolen.Post("/api/auth/codes/remove", new { code = CodeNow(front, secret) })).Status);

        var changes = new List<HttpStatusCode>();
        for (var guess = 0; guess < 12; guess++)
        {
            changes.Add((await stolen.Post("/api/auth/password", new { current = $"guess {guess}", next = "another good phrase" })).Status);
        }
        Assert.Equal(HttpStatusCode.TooManyRequests, changes[^1]);
    }

    [Fact]
    public async Task A_command_asks_for_the_code_where_the_operator_s_account_wants_one()
    {
        await using var front = await WholeFront.Start();
        var op = (await front.Operator()).Text;
        var stop = TestContext.Current.CancellationToken;
        await OperatorClient.SignIn(front.Address, op, PeopleFront.Password, () => throw new InvalidOperationException("No code is wanted."), stop);
        var (secret, recovery) = await Enrol(front, await front.SignedIn("localhost", op));
        front.Clock.Jump(TimeSpan.FromMinutes(2));

        foreach (var code in (string[])[CodeNow(front, secret), recovery[0]])
        {
            var client = await OperatorClient.SignIn(front.Address, op, PeopleFront.Password, () => code, stop);
            Assert.NotNull((await client.Call(HttpMethod.Get, "api/admin/tenants", null, stop))["tenants"]);
            await Assert.ThrowsAsync<OperatorException>(() => OperatorClient.SignIn(front.Address, op, PeopleFront.Password, () => code, stop));
        }
    }

    private static async Task<(string Secret, string[] Recovery)> Enrol(WholeFront front, Browser? at = null)
    {
        var browser = at ?? await front.SignedIn(Host, Ana);
        var secret = (await browser.Post("/api/auth/codes")).Json.GetProperty("secret").GetString()!;
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.Post("/api/auth/codes/confirm", new { code = "000000" })).Status);
        var confirmed = await browser.Post("/api/auth/codes/confirm", new { code = CodeNow(front, secret) });
        Assert.Equal(HttpStatusCode.OK, confirmed.Status);
        return (secret, [.. confirmed.Json.GetProperty("recoveryCodes").EnumerateArray().Select(code => code.GetString()!)]);
    }

    private static string CodeNow(WholeFront front, string secret) =>
        Totp.CodeOf(Base32.Decode(secret), Totp.StepAt(front.Clock.GetUtcNow()));

    private static async Task<WholeFront> Clinic()
    {
        var front = await WholeFront.Start();
        await front.Person(await front.Company("drmarco"), Ana);
        return front;
    }
}
