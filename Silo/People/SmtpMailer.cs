using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Options;
using Platform.Hosts;
using Platform.Ids;

namespace Platform.People;

/// <summary>
/// Hands mail to an SMTP server. The framework's own client cannot be stopped while a server says nothing, and does not tell a "no" to the
/// mail from a "no" to us. A server that offers no STARTTLS where that is wanted (<see cref="MailOptions.Security"/>), or shows a
/// certificate that is not good, gets neither password nor mail.
/// </summary>
internal sealed class SmtpMailer(IOptions<MailOptions> options, IOptions<HostsOptions> hosts, IIdSource ids, TimeProvider clock) : IMailer
{
    private MailOptions Settings => options.Value;

    private string From => Settings.From ?? $"no-reply@{hosts.Value.BaseDomain}";

    /// <inheritdoc />
    public async Task Send(Mail mail, CancellationToken cancellationToken)
    {
        using var budget = new CancellationTokenSource(Settings.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, cancellationToken);
        try
        {
            using var connection = new SmtpConnection();
            await Open(connection, either.Token);
            await HandOver(connection, mail, either.Token);
        }
        catch (SmtpRefusal refusal) when (refusal.IsForGood)
        {
            throw new MailRefusedException("The mail server will not take the mail.", refusal);
        }
        catch (Exception failure) when (failure is SmtpRefusal or IOException or SocketException or AuthenticationException or OperationCanceledException)
        {
            throw new MailUnavailableException("The mail server did not take the mail.", failure);
        }
    }

    private async Task Open(SmtpConnection connection, CancellationToken cancellationToken)
    {
        var tls = new SslClientAuthenticationOptions { TargetHost = Settings.Host, RemoteCertificateValidationCallback = IsTrusted };
        var isSecure = Settings.Security == MailSecurity.Implicit;
        Expect(2, await connection.Connect(Settings.Host!, Settings.Port, isSecure ? tls : null, cancellationToken));
        var offer = await Greet(connection, cancellationToken);
        if (Settings.Security == MailSecurity.StartTls)
        {
            if (!offer.Offers("STARTTLS")) { throw new SmtpRefusal(offer.Code, isAboutMail: false); }
            Expect(2, await connection.Say("STARTTLS", cancellationToken));
            await connection.Secure(tls, cancellationToken);
            offer = await Greet(connection, cancellationToken);
        }
        if (Settings.User is { Length: > 0 } user) { await SignIn(connection, offer, user, Settings.Password ?? "", cancellationToken); }
    }

    private async Task<SmtpReply> Greet(SmtpConnection connection, CancellationToken cancellationToken) =>
        Expect(2, await connection.Say($"EHLO {hosts.Value.BaseDomain}", cancellationToken));

    private static async Task SignIn(SmtpConnection connection, SmtpReply offer, string user, string password, CancellationToken cancellationToken)
    {
        if (offer.OffersSignIn("PLAIN"))
        {
            Expect(2, await connection.Say($"AUTH PLAIN {Base64($"\0{user}\0{password}")}", cancellationToken));
            return;
        }
        Expect(3, await connection.Say("AUTH LOGIN", cancellationToken));
        Expect(3, await connection.Say(Base64(user), cancellationToken));
        Expect(2, await connection.Say(Base64(password), cancellationToken));
    }

    private async Task HandOver(SmtpConnection connection, Mail mail, CancellationToken cancellationToken)
    {
        var id = $"{ids.NewId():N}@{hosts.Value.BaseDomain}";
        Expect(2, await connection.Say($"MAIL FROM:<{From}>", cancellationToken));
        Expect(2, await connection.Say($"RCPT TO:<{mail.To.Text}>", cancellationToken), isAboutMail: true);
        Expect(3, await connection.Say("DATA", cancellationToken));

        // From its answer to the text on the mail is the server's; how it takes a farewell would change nothing.
        Expect(2, await connection.Say($"{MailText.Of(mail, From, id, clock.GetUtcNow())}\r\n.", cancellationToken), isAboutMail: true);
    }

    private bool IsTrusted(object sender, X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors) =>
        errors == SslPolicyErrors.None
        || (Settings.CertificateSha256 is { } pinned
            && string.Equals(shown?.GetCertHashString(HashAlgorithmName.SHA256), pinned, StringComparison.OrdinalIgnoreCase));

    private static SmtpReply Expect(int kind, SmtpReply reply, bool isAboutMail = false) =>
        reply.Code / 100 == kind ? reply : throw new SmtpRefusal(reply.Code, isAboutMail);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    /// <summary>The server answered another thing than was hoped for. Its words are left out: they may repeat the recipient.</summary>
    private sealed class SmtpRefusal(int code, bool isAboutMail) : Exception($"The mail server answered {code}.")
    {
        /// <summary>A full mailbox: RFC 5321 (4.5.3.1.10) takes it for a matter of time.</summary>
        private const int MailboxFull = 552;

        /// <summary>Not so a "no" to us, such as to a password: the operator can mend that.</summary>
        internal bool IsForGood => isAboutMail && code is >= 500 and < 600 and not MailboxFull;
    }
}
