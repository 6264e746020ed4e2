using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Platform.Hosts;
using Platform.Ids;
using Platform.People;

namespace Platform.Tests.People;

/// <summary>The mailer in conversation with a server, as good and as bad as servers are.</summary>
public sealed class SmtpMailerTests
{
    private static readonly Mail Welcome = new(EmailAddress.Parse("ana@clinic.example"), "Clínica: seu acesso", "Olá, Ana.\n\nhttps://link#token\n");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_is_handed_over_with_sender_recipient_and_text()
    {
        await using var server = new SmtpServer();
        await Mailer(server).Send(Welcome, Stop);

        Assert.Contains("MAIL FROM:<no-reply@example.com>", server.Heard);
        Assert.Contains("RCPT TO:<ana@clinic.example>", server.Heard);
        var mail = Assert.Single(server.Mails);
        Assert.Contains("To: <ana@clinic.example>", mail, StringComparison.Ordinal);
        Assert.Contains($"Subject: =?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(Welcome.Subject))}?=", mail, StringComparison.Ordinal);
        var text = mail.ReplaceLineEndings("\n").Split("\n\n", 2)[1];
        Assert.Equal(Welcome.Text, Encoding.UTF8.GetString(Convert.FromBase64String(text)).ReplaceLineEndings("\n"));
        Assert.DoesNotContain(server.Heard, line => line.Contains("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_signs_in_where_the_server_asks_for_it()
    {
        await using var server = new SmtpServer { User = ("mailer", "only for tests") };
        await Mailer(server, settings => (settings.User, settings.Password) = ("mailer", "only for tests")).Send(Welcome, Stop);
        Assert.Single(server.Mails);
    }

    [Fact]
    public async Task A_sign_in_that_fails_is_for_the_operator_to_mend_and_the_mail_waits()
    {
        await using var server = new SmtpServer { User = ("mailer", "only for tests") };
        await Waits(Mailer(server, settings => (settings.User, settings.Password) = ("mailer", "another")));
        await Waits(Mailer(server));
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task Where_TLS_is_wanted_a_server_that_does_not_offer_it_hears_neither_password_nor_mail()
    {
        await using var server = new SmtpServer { User = ("mailer", "only for tests") };
        await Waits(Mailer(server, settings =>
        {
            settings.Security = MailSecurity.StartTls;
            (settings.User, settings.Password) = ("mailer", "only for tests");
        }));
        Assert.DoesNotContain(server.Heard, line => line.StartsWith("AUTH", StringComparison.Ordinal) || line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(MailSecurity.StartTls)]
    [InlineData(MailSecurity.Implicit)]
    public async Task A_certificate_that_nobody_vouches_for_is_not_trusted_and_one_that_is_good_is(MailSecurity security)
    {
        using var certificate = SmtpServer.SelfSigned();
        await using var server = new SmtpServer
        {
            Certificate = certificate, IsSecureAtOnce = security == MailSecurity.Implicit, User = ("mailer", "only for tests"),
        };
        SmtpMailer Trusting(string? pinned) => Mailer(server, settings =>
        {
            (settings.Security, settings.CertificateSha256) = (security, pinned);
            (settings.User, settings.Password) = ("mailer", "only for tests");
        });
        await Waits(Trusting(pinned: null));
        await Waits(Trusting(new string('0', 64)));
        Assert.Empty(server.Mails);

        await Trusting(certificate.GetCertHashString(HashAlgorithmName.SHA256)).Send(Welcome, Stop);
        Assert.Single(server.Mails);
        Assert.Contains(server.Heard, line => line.StartsWith("secure AUTH", StringComparison.Ordinal));
        Assert.DoesNotContain(server.Heard, line => line.StartsWith("AUTH", StringComparison.Ordinal));
        Assert.Equal(security == MailSecurity.Implicit, server.Heard.All(line => line.StartsWith("secure ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Where_TLS_is_wanted_from_the_first_byte_a_server_that_speaks_in_clear_hears_nothing()
    {
        await using var server = new SmtpServer { User = ("mailer", "only for tests") };
        await Waits(Mailer(server, settings =>
        {
            (settings.Security, settings.Timeout) = (MailSecurity.Implicit, TimeSpan.FromSeconds(1));
            (settings.User, settings.Password) = ("mailer", "only for tests");
        }));
        Assert.DoesNotContain(server.Heard, line => line.Contains("EHLO", StringComparison.Ordinal) || line.Contains("AUTH", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("CONNECT", "421 too busy")]
    [InlineData("CONNECT", "554 not from here")]
    [InlineData("CONNECT", "")]
    [InlineData("MAIL", "451 later")]
    [InlineData("MAIL", "")]
    [InlineData("RCPT", "450 mailbox busy")]
    [InlineData("RCPT", "452 mailbox full")]
    [InlineData("DATA", "451 later")]
    [InlineData("DATA", "")]
    [InlineData("TEXT", "451 later")]
    [InlineData("RCPT", "552 mailbox full")]
    [InlineData("MAIL", "553 not in your name")]
    [InlineData("EHLO", "421 going down")]
    [InlineData("TEXT", "")]
    public async Task What_may_go_better_later_waits(string command, string answer)
    {
        await using var server = new SmtpServer();
        server.Answers(command, answer);
        var mailer = Mailer(server);
        await Waits(mailer);
        Assert.Empty(server.Mails);

        server.AnswersAsUsual(command);
        await mailer.Send(Welcome, Stop);
        Assert.Single(server.Mails);
    }

    [Theory]
    [InlineData("RCPT", "550 5.1.1 ana@clinic.example: nobody has this address")]
    [InlineData("RCPT", "553 not an address")]
    [InlineData("TEXT", "554 looks like an advertisement")]
    public async Task A_mail_that_is_never_taken_is_not_tried_again(string command, string answer)
    {
        await using var server = new SmtpServer();
        server.Answers(command, answer);
        var refusal = await Assert.ThrowsAsync<MailRefusedException>(() => Mailer(server).Send(Welcome, Stop));
        Assert.DoesNotContain("ana@", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_name_is_folded_and_no_character_is_cut_in_two()
    {
        await using var server = new SmtpServer();
        var subject = $"{new string('ã', 40)}🦷{new string('x', 200)}: seu acesso";
        await Mailer(server).Send(Welcome with { Subject = subject }, Stop);

        var lines = Assert.Single(server.Mails).ReplaceLineEndings("\n").Split('\n');
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 90));
        var pieces = lines.SkipWhile(line => !line.StartsWith("Subject: ", StringComparison.Ordinal)).TakeWhile(line => !line.StartsWith("Date:", StringComparison.Ordinal));
        var words = pieces.Select(line => line.Split("?B?")[1].Split("?=")[0]).Select(word => new UTF8Encoding(false, true).GetString(Convert.FromBase64String(word)));
        Assert.Equal(subject, string.Concat(words));
    }

    [Theory]
    [InlineData("no number")]
    [InlineData("25")]
    public async Task An_answer_that_is_none_is_not_taken_for_one(string answer)
    {
        await using var server = new SmtpServer();
        server.Answers("EHLO", answer);
        await Waits(Mailer(server));
    }

    [Fact]
    public async Task What_is_said_before_TLS_counts_for_nothing_in_it()
    {
        using var certificate = SmtpServer.SelfSigned();
        await using var server = new SmtpServer { Certificate = certificate };
        server.Answers("STARTTLS", "220 go ahead\r\n250 injected");
        await Waits(Mailer(server, settings =>
            (settings.Security, settings.CertificateSha256) = (MailSecurity.StartTls, certificate.GetCertHashString(HashAlgorithmName.SHA256))));
        Assert.Empty(server.Mails);
    }

    [Theory]
    [InlineData("CONNECT")]
    [InlineData("MAIL")]
    [InlineData("TEXT")]
    public async Task A_server_that_says_nothing_is_left_after_its_time(string command)
    {
        await using var server = new SmtpServer();
        server.Answers(command, line: null);
        await Waits(Mailer(server, settings => settings.Timeout = TimeSpan.FromMilliseconds(300)));
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_tried_again()
    {
        var server = new SmtpServer();
        var mailer = Mailer(server);
        await server.DisposeAsync();
        await Waits(mailer);
    }

    private static Task<MailUnavailableException> Waits(SmtpMailer mailer) => Assert.ThrowsAsync<MailUnavailableException>(() => mailer.Send(Welcome, Stop));

    private static SmtpMailer Mailer(SmtpServer server, Action<MailOptions>? change = null)
    {
        var settings = new MailOptions { Host = "127.0.0.1", Port = server.Port, Security = MailSecurity.None };
        change?.Invoke(settings);
        return new SmtpMailer(Options.Create(settings), Options.Create(new HostsOptions { BaseDomain = "example.com" }), new RandomIds(), TimeProvider.System);
    }

    private sealed class RandomIds : IIdSource
    {
        public Guid NewId() => Guid.NewGuid();
    }
}
