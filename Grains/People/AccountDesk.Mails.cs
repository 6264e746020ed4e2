using System.Collections.Immutable;
using Platform.Hosts;

namespace Platform.People;

/// <summary>Mails that are owed.</summary>
internal sealed partial class AccountDesk
{
    /// <summary>
    /// Notes that what is owed is tried now, and when again. Nobody waits for a mail server before that is durable.
    /// </summary>
    internal Task BeginMails() => home.Account is { Mails.Length: > 0 } account ? home.Save(account.TryMails(Now)) : Task.CompletedTask;

    /// <summary>A server that hangs holds the account no longer than its first mail does.</summary>
    private static readonly TimeSpan RoundMax = TimeSpan.FromSeconds(5);

    /// <summary>Sends what is owed; what the server does not take now stays owed.</summary>
    internal async Task SendMails(MailSender sender, HostsOptions hosts, CancellationToken cancellationToken)
    {
        var begun = Now;
        foreach (var owed in home.Account?.Mails ?? [])
        {
            var fate = await Try(owed, sender, hosts, cancellationToken);
            if (fate != MailFate.Waits) { await home.Save(home.Account!.Settle(owed.Id), ActOf(fate, owed)); }
            else if ((Now - begun).Duration() > RoundMax) { return; }
        }
    }

    /// <summary>
    /// The address of a page that takes the link's token. It stands behind a '#', which browsers send to nobody and logs never see.
    /// </summary>
    internal static string LinkAddress(LinkPurpose purpose, string token, MailSender sender, HostsOptions hosts) =>
        $"{hosts.AddressOf(sender.Host)}/{(purpose == LinkPurpose.Invitation ? "welcome" : "reset")}#{token}";

    private async Task<MailFate> Try(OwedMail owed, MailSender sender, HostsOptions hosts, CancellationToken cancellationToken)
    {
        try
        {
            await tools.Mailer.Send(await Write(owed, sender, hosts, cancellationToken), cancellationToken);
            return MailFate.Sent;
        }
        catch (MailRefusedException)
        {
            return MailFate.Refused;
        }
        catch (MailUnavailableException)
        {
            return Now - owed.At < Account.MailGivenUpAfter ? MailFate.Waits : MailFate.GivenUp;
        }
    }

    private static ImmutableArray<AccountAct> ActOf(MailFate fate, OwedMail owed) => fate switch
    {
        MailFate.Sent => [],
        MailFate.Refused => [new AccountAct("mail-refused", Detail: owed.Kind.ToString())],
        MailFate.GivenUp => [new AccountAct("mail-given-up", Detail: owed.Kind.ToString())],
        _ => throw new InvalidOperationException($"Mail fate {fate} is not handled."),
    };

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

/// <summary>What became of a try to send a mail.</summary>
internal enum MailFate
{
    Sent,

    /// <summary>The server is away: it is tried again.</summary>
    Waits,

    /// <summary>The server was away for too long.</summary>
    GivenUp,

    /// <summary>The server will not take it, whenever it is tried.</summary>
    Refused,
}
