using Platform.Hosts;

namespace Platform.People;

/// <summary>Mails that are owed.</summary>
internal sealed partial class AccountDesk
{
    /// <summary>A mail that could not be sent for so long tells nothing any more.</summary>
    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromDays(3);

    /// <summary>Sends what is owed.</summary>
    /// <exception cref="MailUnavailableException">Some could not be sent and are still owed.</exception>
    internal async Task SendMails(MailSender sender, HostsOptions hosts, CancellationToken cancellationToken)
    {
        MailUnavailableException? failure = null;
        foreach (var owed in home.Account?.Mails ?? [])
        {
            try
            {
                await tools.Mailer.Send(await Write(owed, sender, hosts, cancellationToken), cancellationToken);
                await home.Save(home.Account!.Sent(owed.Id));
            }
            catch (MailUnavailableException unavailable) when (Now - owed.At < GivenUpAfter)
            {
                failure = unavailable;
            }
            catch (MailUnavailableException)
            {
                await home.Save(home.Account!.Sent(owed.Id), new AccountAct("mail-given-up", Detail: owed.Kind.ToString()));
            }
        }
        if (failure is not null) { throw failure; }
    }

    /// <summary>
    /// The address of a page that takes the link's token. It stands behind a '#', which browsers send to nobody and logs never see.
    /// </summary>
    internal static string LinkAddress(LinkPurpose purpose, string token, MailSender sender, HostsOptions hosts) =>
        $"{hosts.AddressOf(sender.Host)}/{(purpose == LinkPurpose.Invitation ? "welcome" : "reset")}#{token}";

    private async Task<Mail> Write(OwedMail owed, MailSender sender, HostsOptions hosts, CancellationToken cancellationToken)
    {
        var link = owed.Link is { } open
            ? LinkAddress(open.Purpose, await Sign(home.Account!, open, cancellationToken), sender, hosts)
            : "";
        var (subject, text) = MailTexts.Write(owed, home.Account!.Name, sender, link);
        return new Mail(home.Email, subject, text);
    }
}

/// <summary>In whose name mails are written.</summary>
/// <param name="Name">The company's name.</param>
/// <param name="Host">Its host.</param>
/// <param name="Locale">Its language.</param>
internal sealed record MailSender(string Name, string Host, string Locale);
