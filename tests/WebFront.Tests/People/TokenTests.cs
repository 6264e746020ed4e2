using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Platform.People;
using Platform.Tenancy;

namespace Platform.Tests.People;

/// <summary>API clients' tokens: each opens its own company, for its own time, once.</summary>
public sealed class TokenTests
{
    private const string Host = "drmarco.localhost";
    private const string OtherHost = "allpfit.localhost";
    private const string Ana = "ana@clinic.example";

    [Fact]
    public async Task A_token_opens_the_own_company_for_fifteen_minutes_and_no_other()
    {
        await using var front = await Clinic();
        var tokens = (await front.At(Host).Token(Ana)).Json;
        var access = tokens.GetProperty("accessToken").GetString()!;

        Assert.Equal(900, tokens.GetProperty("expiresIn").GetInt32());
        Assert.Equal(HttpStatusCode.OK, (await front.With(Host, access).Get(PeopleFront.Conversations)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await front.With(OtherHost, access).Get(PeopleFront.Conversations)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await front.With("localhost", access).Get("/api/auth/me")).Status);
        Assert.Contains(await front.Audited("access-token-refused"), entry => entry.Detail.StartsWith("another-host", StringComparison.Ordinal));

        front.Clock.Jump(TimeSpan.FromMinutes(15));
        Assert.Equal(HttpStatusCode.Unauthorized, (await front.With(Host, access).Get(PeopleFront.Conversations)).Status);
        Assert.Contains(await front.Audited("access-token-refused"), entry => entry.Detail.StartsWith("expired", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_says_who_what_and_where()
    {
        await using var front = await WholeFront.Start();
        var company = await front.Company("drmarco");
        await front.Person(company, Ana, Role.Agent);
        var access = (await front.At(Host).Token(Ana)).Json.GetProperty("accessToken").GetString()!;
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(access.Split('.')[1]))!;
        Assert.Equal(
            (Ana, "agent", company.Id.ToString(), company.Id.ToString()),
            ((string?)claims["sub"], (string?)claims["role"], (string?)claims["tenant"], (string?)claims["aud"]));
    }

    [Fact]
    public async Task A_token_that_was_altered_is_refused()
    {
        await using var front = await Clinic();
        var other = await front.Company("other");
        var access = (await front.At(Host).Token(Ana)).Json.GetProperty("accessToken").GetString()!;
        var parts = access.Split('.');
        string[] forged =
        [
            $"{Altered(parts[0], "alg", "none")}.{parts[1]}.",
            $"{Altered(parts[0], "alg", "none")}.{parts[1]}.{parts[2]}",
            $"{Altered(parts[0], "alg", "HS256")}.{parts[1]}.{parts[2]}",
            $"{Altered(parts[0], "typ", "link+jwt")}.{parts[1]}.{parts[2]}",
            $"{Altered(parts[0], "kid", "another")}.{parts[1]}.{parts[2]}",
            $"{parts[0]}.{Altered(parts[1], "role", "super_admin")}.{parts[2]}",
            $"{parts[0]}.{Altered(parts[1], "aud", other.Id.ToString())}.{parts[2]}",
            $"{parts[0]}.{Altered(parts[1], "exp", 4_000_000_000L)}.{parts[2]}",
            $"{parts[0]}.{parts[1]}.{new string([.. parts[2].Reverse()])}",
            $"{parts[0]}.{parts[1]}.",
            $"{parts[0]}.{parts[1]}",
            "a.b.c", "null", new string('a', 10_000),
        ];
        foreach (var token in forged)
        {
            foreach (var host in (string[])[Host, "other.localhost"])
            {
                Assert.Equal(HttpStatusCode.Unauthorized, (await front.With(host, token).Get(PeopleFront.Conversations)).Status);
            }
        }
        Assert.Contains(await front.Audited("access-token-refused"), entry => entry.Detail.StartsWith("forged", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_token_of_a_link_does_not_open_the_API_and_an_access_token_is_no_link()
    {
        await using var front = await Clinic();
        await front.At(Host).Post("/api/auth/forgot", new { email = Ana });
        var link = await front.MailedToken(Ana);
        Assert.Equal(HttpStatusCode.Unauthorized, (await front.With(Host, link).Get(PeopleFront.Conversations)).Status);

        var access = (await front.At(Host).Token(Ana)).Json.GetProperty("accessToken").GetString()!;
        var reply = await front.At(Host).Post("/api/auth/reset", new { token = access, password = "another good phrase" });
        Assert.Equal((HttpStatusCode.Unauthorized, "link-refused"), (reply.Status, reply.Type));
    }

    [Fact]
    public async Task A_refresh_token_is_good_once_and_shown_again_ends_everything_that_came_of_it()
    {
        await using var front = await Clinic();
        var first = (await front.At(Host).Token(Ana)).Json;
        var second = (await front.At(Host).Refresh(first.GetProperty("refreshToken").GetString()!)).Json;
        var access = second.GetProperty("accessToken").GetString()!;
        Assert.Equal(HttpStatusCode.OK, (await front.With(Host, access).Get("/api/auth/me")).Status);

        Assert.Equal(HttpStatusCode.Unauthorized, (await front.At(Host).Refresh(first.GetProperty("refreshToken").GetString()!)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await front.At(Host).Refresh(second.GetProperty("refreshToken").GetString()!)).Status);
        front.Clock.Jump(TimeSpan.FromSeconds(6));
        Assert.Equal(HttpStatusCode.Unauthorized, (await front.With(Host, access).Get("/api/auth/me")).Status);
        Assert.Single(await front.Audited("refresh-token-reused"));
        Assert.NotEmpty(await front.Audited("refresh-token-refused"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b.c")]
    [InlineData(null)]
    public async Task What_is_no_refresh_token_is_refused(string? token)
    {
        await using var front = await Clinic();
        Assert.Equal(HttpStatusCode.Unauthorized, (await front.At(Host).Refresh(token!)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await front.At(Host).Post("/api/auth/token", new { grantType = "magic" })).Status);
    }

    [Fact]
    public async Task A_refresh_token_is_of_its_own_company_and_of_its_own_time()
    {
        await using var front = await Clinic();
        var refresh = (await front.At(Host).Token(Ana)).Json.GetProperty("refreshToken").GetString()!;
        Assert.Equal(HttpStatusCode.Unauthorized, (await front.At(OtherHost).Refresh(refresh)).Status);
        Assert.Equal(HttpStatusCode.OK, (await front.At(Host).Refresh(refresh)).Status);

        var late = (await front.At(Host).Token(Ana)).Json.GetProperty("refreshToken").GetString()!;
        front.Clock.Jump(TimeSpan.FromDays(31));
        Assert.Equal(HttpStatusCode.Unauthorized, (await front.At(Host).Refresh(late)).Status);
    }

    [Fact]
    public async Task A_person_who_was_taken_out_or_down_loses_what_the_tokens_open()
    {
        await using var front = await WholeFront.Start();
        var company = await front.Company("drmarco");
        await front.Person(company, Ana);
        var bia = await front.Person(company, "bia@clinic.example");
        var access = (await front.At(Host).Token(bia.Text)).Json.GetProperty("accessToken").GetString()!;
        Assert.Equal(HttpStatusCode.OK, (await front.With(Host, access).Get("/api/people")).Status);

        using var admin = await front.SignedIn(Host, Ana);
        Assert.Equal(HttpStatusCode.NoContent, (await admin.Put($"/api/people/{bia.Text}/role", new { role = "agent" })).Status);
        front.Clock.Jump(TimeSpan.FromSeconds(6));
        Assert.Equal(HttpStatusCode.Forbidden, (await front.With(Host, access).Get("/api/people")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await admin.Delete($"/api/people/{bia.Text}")).Status);
        front.Clock.Jump(TimeSpan.FromSeconds(6));
        Assert.Equal(HttpStatusCode.Unauthorized, (await front.With(Host, access).Get(PeopleFront.Conversations)).Status);
    }

    [Fact]
    public async Task Keys_change_without_anybody_noticing_and_are_forgotten_at_once_when_the_operator_says_so()
    {
        await using var front = await Clinic();
        await front.Operator();
        var before = (await front.At(Host).Token(Ana)).Json.GetProperty("accessToken").GetString()!;
        using var op = await front.SignedIn("localhost", "op@platform.example");
        Assert.Equal(HttpStatusCode.NoContent, (await op.Post("/api/admin/signing-keys/rotate", new { forgetOld = false })).Status);
        var after = (await front.At(Host).Token(Ana)).Json.GetProperty("accessToken").GetString()!;
        Assert.NotEqual(before.Split('.')[0], after.Split('.')[0]);
        Assert.Equal(HttpStatusCode.OK, (await front.With(Host, before).Get("/api/auth/me")).Status);
        Assert.Equal(HttpStatusCode.OK, (await front.With(Host, after).Get("/api/auth/me")).Status);

        Assert.Equal(HttpStatusCode.NoContent, (await op.Post("/api/admin/signing-keys/rotate", new { forgetOld = true })).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await front.With(Host, after).Get("/api/auth/me")).Status);
    }

    [Fact]
    public async Task Keys_that_another_process_forgot_are_forgotten_within_five_seconds()
    {
        await using var front = await Clinic();
        var access = (await front.At(Host).Token(Ana)).Json.GetProperty("accessToken").GetString()!;
        Assert.Equal(HttpStatusCode.OK, (await front.With(Host, access).Get("/api/auth/me")).Status);

        // What the other process does; of this one nobody asked anything.
        await front.Grains.KeyRing().Rotate(forgetOld: true, TestContext.Current.CancellationToken);
        front.Clock.Jump(TimeSpan.FromSeconds(5));
        Assert.Equal(HttpStatusCode.Unauthorized, (await front.With(Host, access).Get("/api/auth/me")).Status);
    }

    private static string Altered(string part, string claim, JsonNode value)
    {
        var json = JsonNode.Parse(Base64Url.DecodeFromChars(part))!;
        json[claim] = value;
        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
    }

    private static async Task<WholeFront> Clinic()
    {
        var front = await WholeFront.Start();
        await front.Person(await front.Company("drmarco"), Ana);
        await front.Person(await front.Company("allpfit"), Ana);
        return front;
    }
}
