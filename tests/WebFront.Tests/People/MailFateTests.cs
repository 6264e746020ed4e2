using System.Globalization;
using Platform.Tenancy;

namespace Platform.Tests.People;

/// <summary>What becomes of mails that a server does not take: refused for good, waiting, and given up in the end.</summary>
public sealed class MailFateTests
{
    private const string Host = "drmarco.localhost";
    private const string Ana = "ana@clinic.example";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_server_never_takes_is_audited_and_not_tried_again()
    {
        await using var server = new SmtpServer();
        server.Answers("RCPT", "550 nobody has this address");
        await using var front = await Sending(server);
        var company = await front.Company("drmarco");
        await front.Person(company, Ana);
        await front.At(Host).Post("/api/auth/forgot", new { email = Ana });
        await Until(async () => (await front.Audited("mail-refused")).Length == 1 && await Owed(front, company) == 0);
        Assert.Equal($"{Ana}: Reset", (await front.Audited("mail-refused"))[0].Detail);

        // The next one is taken, and is all that comes.
        server.AnswersAsUsual("RCPT");
        front.Clock.Jump(TimeSpan.FromHours(2));
        await front.At(Host).Post("/api/auth/forgot", new { email = Ana });
        await Until(() => Task.FromResult(!server.Mails.IsEmpty));
        await Until(async () => await Owed(front, company) == 0);
        Assert.Single(server.Mails);
        Assert.Equal(2, server.Heard.Count(line => line.StartsWith("RCPT", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_cannot_be_sent_waits_for_days_and_is_then_given_up()
    {
        await using var server = new SmtpServer();
        server.Answers("MAIL", "451 later");
        await using var front = await Sending(server);
        var company = await front.Company("drmarco");
        await front.Person(company, Ana);
        await front.At(Host).Post("/api/auth/forgot", new { email = Ana });
        await Until(() => Task.FromResult(Tries(server) >= 1));

        front.Clock.Jump(TimeSpan.FromDays(3) - TimeSpan.FromHours(2));
        await Until(() => Task.FromResult(Tries(server) >= 2));
        Assert.Equal(1, await Owed(front, company));
        Assert.Empty(await front.Audited("mail-given-up"));

        front.Clock.Jump(TimeSpan.FromHours(3));
        await Until(async () => (await front.Audited("mail-given-up")).Length == 1 && await Owed(front, company) == 0);
    }

    private static Task<WholeFront> Sending(SmtpServer server) => WholeFront.Start(
        ("Mail:Host", "127.0.0.1"), ("Mail:Port", server.Port.ToString(CultureInfo.InvariantCulture)), ("Mail:Security", "None"),
        ("Mail:Timeout", "00:01:00"), ("Clocks:Period", "00:00:00.100"), ("Clocks:Grace", "00:00:00"));

    private static int Tries(SmtpServer server) => server.Heard.Count(line => line.StartsWith("MAIL", StringComparison.Ordinal));

    private static async Task<int> Owed(WholeFront front, TenantProfile company)
    {
        ActingTenant.Set(company.Id);
        return (await front.Grains.User(company.Id, Platform.People.EmailAddress.Parse(Ana)).GetMails(Stop))!.Owed;
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        for (var look = 0; look < 6_000 && !await holds(); look++) { await Task.Delay(20, Stop); }
        Assert.True(await holds(), "It did not happen in two minutes.");
    }
}
