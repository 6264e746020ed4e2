using System.Net;
using Platform.People;
using Platform.Tenancy;

namespace Platform.Tests.People;

/// <summary>Links from mails: each is for one thing, one person, one company, one time.</summary>
public sealed class LinkTests
{
    private const string Host = "drmarco.localhost";
    private const string Ana = "ana@clinic.example";
    private const string Bia = "bia@clinic.example";
    private const string Phrase = "another good phrase";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_invited_person_chooses_a_password_once_and_comes_in()
    {
        await using var front = await Clinic();
        using var admin = await front.SignedIn(Host, Ana);
        Assert.Equal(HttpStatusCode.Accepted, (await admin.Post("/api/people", new { email = Bia, name = "Bia", role = "agent" })).Status);
        var token = await front.MailedToken(Bia);
        using var bia = front.At(Host);
        Assert.Equal(HttpStatusCode.Unauthorized, (await bia.SignIn(Bia, Phrase)).Status);

        Assert.Equal("weak-password", (await bia.Post("/api/auth/welcome", new { token, password = "short" })).Type);
        Assert.Equal(HttpStatusCode.NoContent, (await bia.Post("/api/auth/welcome", new { token, password = Phrase })).Status);
        Assert.Equal("link-refused", (await bia.Post("/api/auth/welcome", new { token, password = Phrase + "!" })).Type);
        Assert.Equal(HttpStatusCode.OK, (await bia.SignIn(Bia, Phrase)).Status);
        Assert.Contains((await admin.Get("/api/people")).Json.EnumerateArray(),
            person => person.GetProperty("email").GetString() == Bia && person.GetProperty("hasJoined").GetBoolean());
        Assert.Equal("127.0.0.1", Assert.Single(await front.Audited("invitation-accepted")).Address);
        Assert.NotEmpty(await front.Audited("link-refused"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_signs_in_has_joined_also_where_the_process_was_killed_before_that_was_noted(bool byBrowser)
    {
        await using var front = await WholeFront.Start();
        var clinic = await front.Company("drmarco");
        await front.Person(clinic, Ana);
        using var admin = await front.SignedIn(Host, Ana);
        await admin.Post("/api/people", new { email = Bia, name = "Bia", role = "agent" });
        ActingTenant.Set(clinic.Id);
        var use = new LinkUse(await front.MailedToken(Bia), LinkPurpose.Invitation, Phrase, "127.0.0.1");
        Assert.Equal(PasswordOutcome.Done, await front.Grains.User(clinic.Id, EmailAddress.Parse(Bia)).UseLink(use, Stop));
        Assert.False(await HasJoined());

        using var bia = front.At(Host);
        var reply = byBrowser ? await bia.SignIn(Bia, Phrase) : await bia.Token(Bia, Phrase);
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.True(await HasJoined());

        async Task<bool> HasJoined() => (await admin.Get("/api/people")).Json.EnumerateArray()
            .Single(person => person.GetProperty("email").GetString() == Bia).GetProperty("hasJoined").GetBoolean();
    }

    [Fact]
    public async Task Mails_carry_the_name_that_the_branding_gives()
    {
        await using var front = await WholeFront.Start();
        var clinic = await front.Company("drmarco");
        await front.Person(clinic, Ana);
        ActingTenant.Set(clinic.Id);
        var branding = Branding.None with { Name = TenantName.Parse("Suave") };
        Assert.Equal(TenantOutcome.Done, await front.Grains.Tenant(clinic.Id).Configure(new TenantConfiguration { Branding = branding }, Stop));

        await front.At(Host).Post("/api/auth/forgot", new { email = Ana });
        Assert.Contains("Subject: Suave: nova senha", await front.Mailed(Ana, _ => true), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forgotten_password_is_replaced_and_all_sessions_end()
    {
        await using var front = await Clinic();
        using var browser = await front.SignedIn(Host, Ana);
        await front.At(Host).Post("/api/auth/forgot", new { email = Ana });
        var token = await front.MailedToken(Ana);
        Assert.Equal(HttpStatusCode.NoContent, (await front.At(Host).Post("/api/auth/reset", new { token, password = Phrase })).Status);

        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.Get("/api/auth/me")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await front.At(Host).SignIn(Ana)).Status);
        Assert.Equal(HttpStatusCode.OK, (await front.At(Host).SignIn(Ana, Phrase)).Status);
        Assert.Equal("link-refused", (await front.At(Host).Post("/api/auth/reset", new { token, password = Phrase + "!" })).Type);
    }

    [Fact]
    public async Task A_link_is_void_when_it_expired_or_another_password_was_set_or_it_is_shown_elsewhere()
    {
        await using var front = await Clinic();
        await front.Person(await front.Company("allpfit"), Ana);
        await front.At(Host).Post("/api/auth/forgot", new { email = Ana });
        var token = await front.MailedToken(Ana);
        Assert.Equal("link-refused", (await Reset("allpfit.localhost", token)).Type);
        Assert.Equal("link-refused", (await Reset("localhost", token)).Type);
        Assert.Equal("link-refused", (await front.At(Host).Post("/api/auth/welcome", new { token, password = Phrase })).Type);
        Assert.Equal("link-refused", (await Reset(Host, $"{token[..^4]}AAAA")).Type);
        Assert.Equal("link-refused", (await Reset(Host, "")).Type);

        using var browser = await front.SignedIn(Host, Ana);
        var changed = await browser.Post("/api/auth/password", new { current = PeopleFront.Password, next = Phrase });
        Assert.Equal(HttpStatusCode.NoContent, changed.Status);
        Assert.Equal("link-refused", (await Reset(Host, token)).Type);

        front.Clock.Jump(TimeSpan.FromMinutes(6));
        await front.At(Host).Post("/api/auth/forgot", new { email = Ana });
        var late = await front.Mailed(Ana, text => text.Contains('#', StringComparison.Ordinal) && !text.Contains(token, StringComparison.Ordinal));
        front.Clock.Jump(TimeSpan.FromHours(1));
        Assert.Equal("link-refused", (await Reset(Host, late.Split('#')[^1].Split('\n')[0])).Type);

        Task<Reply> Reset(string host, string shown) => front.At(host).Post("/api/auth/reset", new { token = shown, password = Phrase });
    }

    [Fact]
    public async Task Asking_for_a_link_does_not_tell_who_has_one()
    {
        await using var front = await Clinic();
        foreach (var email in (string[])[Ana, "nobody@clinic.example", "no address"])
        {
            var reply = await front.At(Host).Post("/api/auth/forgot", new { email });
            Assert.Equal((HttpStatusCode.Accepted, ""), (reply.Status, reply.Text));
        }
    }

    [Fact]
    public async Task A_mail_that_is_owed_is_sent_after_a_crash()
    {
        var data = Directory.CreateTempSubdirectory("whole-front-");
        var before = await WholeFront.Start(data);
        await before.Person(await before.Company("drmarco"), Ana);

        // What stands in the way of mail: a file where its folder belongs.
        var folder = Path.Combine(data.FullName, "mail");
        await File.WriteAllTextAsync(folder, "", TestContext.Current.CancellationToken);
        await before.At(Host).Post("/api/auth/forgot", new { email = Ana });
        await before.Stop();

        File.Delete(folder);
        await using var after = await WholeFront.Start(data);
        after.Clock.Jump(TimeSpan.FromMinutes(1));
        Assert.Contains("reset#", await after.Mailed(Ana, text => text.Contains('#', StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mails_beyond_those_that_may_be_owed_are_counted_and_audited_and_the_newest_are_sent()
    {
        var data = Directory.CreateTempSubdirectory("whole-front-");
        await using var front = await WholeFront.Start(data, ("Hosts:TrustedProxies:0", "127.0.0.1"), ("Clocks:Period", "00:00:00.100"));
        await front.Person(await front.Company("drmarco"), Ana);
        var folder = Path.Combine(data.FullName, "mail");
        await File.WriteAllTextAsync(folder, "", TestContext.Current.CancellationToken);

        // Each sign-in but the first is from an address that is new.
        for (var address = 0; address <= 12; address++) { Assert.Equal(HttpStatusCode.OK, (await front.Through($"203.0.113.{address}", Host).SignIn(Ana)).Status); }
        using var admin = front.Through("203.0.113.12", Host);
        await admin.SignIn(Ana);
        var mails = (await admin.Get($"/api/people/{Ana}/mails")).Json;
        Assert.Equal((10, 2), (mails.GetProperty("owed").GetInt32(), mails.GetProperty("dropped").GetInt32()));
        Assert.NotEqual(default, mails.GetProperty("since").GetDateTimeOffset());
        Assert.Equal(2, (await front.Audited("mail-dropped")).Length);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.Get("/api/people/nobody@clinic.example/mails")).Status);

        File.Delete(folder);
        front.Clock.Jump(TimeSpan.FromHours(1));
        for (var address = 12; address > 2; address--)
        {
            await front.Mailed(Ana, text => text.Contains($"203.0.113.{address}", StringComparison.Ordinal));
        }
        for (var look = 0; look < 6_000 && (await admin.Get($"/api/people/{Ana}/mails")).Json.GetProperty("owed").GetInt32() > 0; look++)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
        mails = (await admin.Get($"/api/people/{Ana}/mails")).Json;
        Assert.Equal((0, 2), (mails.GetProperty("owed").GetInt32(), mails.GetProperty("dropped").GetInt32()));
        Assert.Equal(10, Directory.GetFiles(folder).Length);
    }

    private static async Task<WholeFront> Clinic()
    {
        var front = await WholeFront.Start();
        await front.Person(await front.Company("drmarco"), Ana);
        return front;
    }
}
