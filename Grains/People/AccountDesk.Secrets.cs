using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Platform.People;

/// <summary>Passwords, links and one-time codes.</summary>
internal sealed partial class AccountDesk
{
    private static readonly TimeSpan InvitationFits = TimeSpan.FromDays(7);
    private static readonly TimeSpan ResetFits = TimeSpan.FromHours(1);

    /// <summary>A second link within this time would only fill the person's mailbox.</summary>
    private static readonly TimeSpan ResetAgainAfter = TimeSpan.FromMinutes(5);

    private string CodesPurpose => $"one-time-codes/{home.Email.Text}";

    /// <summary>Opens a link for an invitation and owes its mail; gives the link's token.</summary>
    internal async Task<string> Invite(Invitation invitation, CancellationToken cancellationToken)
    {
        var account = home.Account ?? new Account { Name = invitation.Name, Role = invitation.Role };
        var link = new OpenLink(tools.Ids.NewId(), LinkPurpose.Invitation, Now + InvitationFits);
        account = (account with { Name = invitation.Name, Role = invitation.Role, Links = [] }).WithoutMails();
        var token = await Sign(account, link, cancellationToken);
        await home.Save(account.Open(link, Now).Owe(new OwedMail(tools.Ids.NewId(), MailKind.Invitation, link, null, null, Now)));
        return token;
    }

    internal async Task Register(Registration registration, CancellationToken cancellationToken)
    {
        // The same again must not end the sessions of somebody at work.
        if (home.Account is { Password: { } known } same && same.Name == registration.Name && same.Role == registration.Role
            && await tools.Hasher.Verify(known, registration.Password, cancellationToken) != PasswordVerdict.Wrong)
        {
            return;
        }
        var hash = await tools.Hasher.Hash(registration.Password, cancellationToken);
        var account = home.Account ?? new Account { Name = registration.Name, Role = registration.Role };
        await home.Save(
            account.WithPassword(hash).EndAllBut(null) with { Name = registration.Name, Role = registration.Role },
            new AccountAct("account-registered", Detail: registration.Role.ToString()));
    }

    internal async Task<PasswordOutcome> ChangePassword(PasswordChange change, CancellationToken cancellationToken)
    {
        if (home.Account is not { } account) { return PasswordOutcome.Refused; }

        // Whoever holds somebody's open session must not guess the password through it.
        ImmutableArray<string> lane = [$"session:{change.Session:N}"];
        if (account.Throttle.WaitFor(lane, Now) > TimeSpan.Zero) { return PasswordOutcome.TooMany; }
        if (await tools.Hasher.Verify(account.Password, change.Current, cancellationToken) == PasswordVerdict.Wrong)
        {
            await home.Save(account with { Throttle = account.Throttle.Failed(lane, Now) });
            return PasswordOutcome.Refused;
        }
        if (!PasswordRules.IsGood(change.Next, home.Email)) { return PasswordOutcome.Weak; }

        var hash = await tools.Hasher.Hash(change.Next, cancellationToken);
        await SavePassword(account.WithPassword(hash).EndAllBut(change.Session), new AccountAct("password-changed"));
        return PasswordOutcome.Done;
    }

    internal async Task AskForReset()
    {
        if (home.Account is not { Password: not null } account) { return; }
        var last = account.Links.Where(link => link.Purpose == LinkPurpose.Reset).Select(link => link.ExpiresAt - ResetFits).DefaultIfEmpty().Max();
        if ((Now - last).Duration() < ResetAgainAfter) { return; }

        var link = new OpenLink(tools.Ids.NewId(), LinkPurpose.Reset, Now + ResetFits);
        await home.Save(
            account.Open(link, Now).Owe(new OwedMail(tools.Ids.NewId(), MailKind.Reset, link, null, null, Now)),
            new AccountAct("password-reset-asked"));
    }

    internal async Task<PasswordOutcome> UseLink(LinkUse use, CancellationToken cancellationToken)
    {
        if (await home.Grains.KeyRing().ReadLink(use.Token, cancellationToken) is not { } link
            || link.Tenant != home.Owner || link.Email != home.Email
            || home.Account is not { } account || !account.Fits(link, use.Purpose, Now))
        {
            return PasswordOutcome.Refused;
        }
        if (!PasswordRules.IsGood(use.Password, home.Email)) { return PasswordOutcome.Weak; }

        var hash = await tools.Hasher.Hash(use.Password, cancellationToken);
        var next = account.WithPassword(hash).EndAllBut(null);
        if (use.Purpose == LinkPurpose.Reset) { await SavePassword(next, new AccountAct("password-reset", use.Address)); }
        else { await home.Save(next.WithoutMails(), new AccountAct("invitation-accepted", use.Address)); }
        return PasswordOutcome.Done;
    }

    internal async Task<string?> BeginCodes(CancellationToken cancellationToken)
    {
        if (home.Account is not { Codes: null } account) { return null; }
        var secret = Base32.Encode(RandomNumberGenerator.GetBytes(Totp.SecretBytes));
        var book = new CodeBook(await tools.Secrets.Protect(home.Owner, CodesPurpose, secret, cancellationToken), [], []);
        await home.Save(account with { CodesBegun = book });
        return secret;
    }

    internal async Task<ImmutableArray<string>> ConfirmCodes(string code, CancellationToken cancellationToken)
    {
        if (home.Account is not { Codes: null, CodesBegun: { } begun } account
            || await Use(begun, code, cancellationToken) is not { } used)
        {
            return [];
        }
        var recovery = CodeBook.NewRecoveryCodes();
        await home.Save(
            account with { Codes = used with { RecoveryHashes = CodeBook.HashesOf(recovery) }, CodesBegun = null },
            new AccountAct("one-time-codes-enrolled"));
        return recovery;
    }

    internal async Task<bool> EndCodes(string code, CancellationToken cancellationToken)
    {
        if (home.Account is not { Codes: { } codes } account || account.Throttle.WaitFor(CodesLane, Now) > TimeSpan.Zero) { return false; }
        if (await Use(codes, code, cancellationToken) is null)
        {
            await home.Save(account with { Throttle = account.Throttle.Failed(CodesLane, Now) });
            return false;
        }
        await home.Save(account with { Codes = null }, new AccountAct("one-time-codes-removed"));
        return true;
    }

    private static ImmutableArray<string> CodesLane => ["codes"];

    private Task SavePassword(Account next, AccountAct act) => home.Save(
        next.Owe(new OwedMail(tools.Ids.NewId(), MailKind.PasswordChanged, Link: null, Address: null, Device: null, Now)), act);

    private async Task<CodeBook?> Use(CodeBook book, string code, CancellationToken cancellationToken)
    {
        var secret = Base32.Decode(await tools.Secrets.Unprotect(home.Owner, CodesPurpose, book.SealedSecret, cancellationToken));
        return book.Use(code, secret, Now);
    }

    private Task<string> Sign(Account account, OpenLink link, CancellationToken cancellationToken) => home.Grains.KeyRing().SignLink(
        new LinkGrant(home.Owner, home.Email, link.Purpose, link.Id, account.PasswordVersion, link.ExpiresAt), cancellationToken);
}
