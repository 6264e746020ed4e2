using System.Net;
using System.Text.Json;
using Platform.Audit;
using Platform.People;
using Platform.Tenancy;

namespace Platform.Tests.People;

/// <summary>The operator's people: invited, taken out, and asked for codes, by each other.</summary>
public sealed class OperatorTests
{
    private const string Host = "localhost";
    private const string People = "/api/admin/operators";
    private const string Op = "op@platform.example";
    private const string Nina = "nina@platform.example";
    private const string Phrase = "another good phrase";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_invited_person_chooses_a_password_at_the_operator_s_host_and_comes_in()
    {
        await using var front = await WholeFront.Start();
        using var op = await SignedIn(front);
        Assert.Equal(HttpStatusCode.Accepted, (await op.Post(People, new { email = Nina, name = "Nina" })).Status);
        Assert.Equal([(Nina, false), (Op, true)], await Listed(op));
        Assert.Equal($"operator:{Op}", Assert.Single(await front.Audited("operator-invited")).Actor);

        var link = await front.Mailed(Nina, text => text.Contains("/welcome#", StringComparison.Ordinal));
        Assert.Contains("//localhost", link, StringComparison.Ordinal);
        using var nina = front.At(Host);
        var welcome = new { token = await front.MailedToken(Nina), password = Phrase };
        Assert.Equal(HttpStatusCode.NoContent, (await nina.Post("/api/auth/welcome", welcome)).Status);
        Assert.Equal([(Nina, true), (Op, true)], await Listed(op));
        Assert.Equal(HttpStatusCode.OK, (await nina.SignIn(Nina, Phrase)).Status);
        Assert.Equal(HttpStatusCode.OK, (await nina.Get(People)).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await op.Post(People, new { email = Nina, name = "Nina" })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await op.Post(People, new { email = "x@platform.example", name = " " })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await op.Post(People, new { name = "Nina" })).Status);
    }

    [Fact]
    public async Task Whoever_is_taken_out_is_out_at_once_with_every_session_and_token()
    {
        await using var front = await WholeFront.Start();
        var company = await front.Company("drmarco");
        using var op = await SignedIn(front);
        await front.Operator(Nina);
        using var browser = await front.SignedIn(Host, Nina);
        var tokens = (await front.At(Host).Token(Nina)).Json;
        using var program = front.With(Host, tokens.GetProperty("accessToken").GetString()!);
        var entered = (await program.Post($"/api/admin/tenants/{company.Id}/enter", new { reason = "to help with the agenda" })).Json;
        using var inside = front.With("drmarco.localhost", entered.GetProperty("accessToken").GetString()!);
        Assert.Equal(HttpStatusCode.OK, (await browser.Get(People)).Status);
        Assert.Equal(HttpStatusCode.OK, (await program.Get(People)).Status);
        Assert.Equal(HttpStatusCode.OK, (await inside.Get("/api/people")).Status);

        Assert.Equal(HttpStatusCode.NoContent, (await op.Delete($"{People}/{Nina}")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.Get(People)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.Get(People)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await inside.Get("/api/people")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await front.At(Host).Refresh(tokens.GetProperty("refreshToken").GetString()!)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await front.At(Host).SignIn(Nina)).Status);
        Assert.Equal([(Op, true)], await Listed(op));
        Assert.Equal(HttpStatusCode.NotFound, (await op.Delete($"{People}/{Nina}")).Status);
        var entry = Assert.Single(await front.Audited("operator-removed"));
        Assert.Equal(($"operator:{Op}", Nina), (entry.Actor, entry.Detail));
    }

    [Fact]
    public async Task Nobody_takes_out_themself_or_the_last_one_who_has_joined()
    {
        await using var front = await WholeFront.Start();
        using var op = await SignedIn(front);
        await op.Post(People, new { email = Nina, name = "Nina" });
        Assert.Equal(HttpStatusCode.Conflict, (await op.Delete($"{People}/{Op}")).Status);
        Assert.Equal(OperatorOutcome.LastOne, await front.Grains.Operators().Remove(EmailAddress.Parse(Op), Stop));

        await front.Operator("bo@platform.example");
        using var bo = await front.SignedIn(Host, "bo@platform.example");
        Assert.Equal(HttpStatusCode.Conflict, (await op.Delete($"{People}/{Op}")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await op.Delete($"{People}/{Nina}")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await bo.Delete($"{People}/{Op}")).Status);
        Assert.Equal(OperatorOutcome.LastOne, await front.Grains.Operators().Remove(EmailAddress.Parse("bo@platform.example"), Stop));
        Assert.Equal(HttpStatusCode.OK, (await bo.Get(People)).Status);
    }

    [Fact]
    public async Task A_removal_that_was_cut_short_leaves_nobody_who_counts_as_the_one_who_stays()
    {
        await using var front = await WholeFront.Start();
        using var op = await SignedIn(front);
        await front.Operator(Nina);
        using var nina = await front.SignedIn(Host, Nina);
        await front.Grains.Operator(EmailAddress.Parse(Nina)).Remove(Stop);
        Assert.Equal(OperatorOutcome.LastOne, await front.Grains.Operators().Remove(EmailAddress.Parse(Op), Stop));
        Assert.Equal(HttpStatusCode.NoContent, (await op.Delete($"{People}/{Nina}")).Status);
        Assert.Equal([(Op, true)], await Listed(op));
    }

    [Fact]
    public async Task A_configured_operator_who_was_taken_out_stays_out_over_a_start_and_comes_back_by_invitation()
    {
        (string, string)[] configured = [("Operator:Email", Op), ("Operator:Password", PeopleFront.Password)];
        var data = Directory.CreateTempSubdirectory("whole-front-");
        var first = await WholeFront.Start(data, configured);
        using (var op = await first.SignedIn(Host, Op)) { Assert.Equal([(Op, true)], await Listed(op)); }
        await first.Operator(Nina);
        using (var nina = await first.SignedIn(Host, Nina))
        {
            Assert.Equal(HttpStatusCode.NoContent, (await nina.Delete($"{People}/{Op}")).Status);
        }
        await first.Stop();

        await using var second = await WholeFront.Start(data, configured);
        Assert.Equal(HttpStatusCode.Unauthorized, (await second.At(Host).SignIn(Op)).Status);
        using var again = await second.SignedIn(Host, Nina);
        Assert.Equal(HttpStatusCode.Accepted, (await again.Post(People, new { email = Op, name = "Op" })).Status);
        var welcome = new { token = await second.MailedToken(Op), password = Phrase };
        Assert.Equal(HttpStatusCode.NoContent, (await second.At(Host).Post("/api/auth/welcome", welcome)).Status);
        Assert.Equal(HttpStatusCode.OK, (await second.At(Host).SignIn(Op, Phrase)).Status);
    }

    [Fact]
    public async Task Where_codes_are_required_an_operator_sets_them_up_before_anything_else()
    {
        await using var front = await WholeFront.Start();
        using var op = await SignedIn(front);
        Assert.False((await op.Get($"{People}/policy")).Json.GetProperty("codesRequired").GetBoolean());
        Assert.Equal(HttpStatusCode.BadRequest, (await op.Put($"{People}/policy", new { })).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await op.Put($"{People}/policy", new { codesRequired = true })).Status);

        Assert.Equal("enrolment-required", (await op.Get(People)).Type);
        var me = await op.Get("/api/auth/me");
        Assert.True(me.Json.GetProperty("mustEnrol").GetBoolean(), me.Text);
        Assert.Equal(HttpStatusCode.OK, (await op.Post("/api/auth/codes")).Status);
        var entry = Assert.Single(await front.Audited("sign-in-policy-changed"));
        Assert.Equal((null, $"operator:{Op}", """{"codesRequired":true}"""), (entry.Tenant, entry.Actor, entry.After));
    }

    [Fact]
    public async Task Who_acts_for_a_company_is_told_nothing_of_the_operator_s_people_and_changes_nothing()
    {
        await using var front = await WholeFront.Start();
        await front.Operator();
        Actor.Set(new Actor("user:ana@clinic.example", "127.0.0.1"));
        var operators = front.Grains.Operators();
        foreach (var call in (Func<Task>[])
            [
                () => operators.List(Stop), () => operators.Invite(EmailAddress.Parse(Nina), "Nina", Stop),
                () => operators.Remove(EmailAddress.Parse(Op), Stop), () => operators.SetPolicy(new SignInPolicy(CodesRequired: true), Stop),
            ])
        {
            await Assert.ThrowsAsync<WrongTenantException>(call);
        }
    }

    private static async Task<Browser> SignedIn(WholeFront front)
    {
        await front.Operator();
        return await front.SignedIn(Host, Op);
    }

    private static async Task<IEnumerable<(string?, bool)>> Listed(Browser browser) =>
        (await browser.Get(People)).Json.GetProperty("operators").EnumerateArray()
            .Select(person => (person.GetProperty("email").GetString(), person.GetProperty("hasJoined").GetBoolean())).ToArray();
}
