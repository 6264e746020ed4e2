using System.Net;
using System.Net.Mail;
using Microsoft.Extensions.Options;
using Platform.Hosts;

namespace Platform.People;

/// <summary>Hands mail to an SMTP server.</summary>
internal sealed class SmtpMailer(IOptions<MailOptions> options, IOptions<HostsOptions> hosts, TimeProvider clock) : IMailer
{
    /// <inheritdoc />
    public async Task Send(Mail mail, CancellationToken cancellationToken)
    {
        var settings = options.Value;
        using var client = new SmtpClient(settings.Host, settings.Port) { EnableSsl = settings.UseTls };
        if (settings.User is { Length: > 0 } user) { client.Credentials = new NetworkCredential(user, settings.Password); }
        using var message = new MailMessage(settings.From ?? $"no-reply@{hosts.Value.BaseDomain}", mail.To.Text, mail.Subject, mail.Text);
        using var budget = new CancellationTokenSource(settings.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, cancellationToken);
        try
        {
            await client.SendMailAsync(message, either.Token);
        }
        catch (Exception failure) when (failure is SmtpException or IOException or OperationCanceledException)
        {
            throw new MailUnavailableException("The mail server did not take the mail.", failure);
        }
    }
}
