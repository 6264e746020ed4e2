using System.Collections.Immutable;

namespace Platform.People;

/// <summary>Sessions.</summary>
internal sealed partial class AccountDesk
{
    internal async Task<SessionCheck?> CheckSession(byte[] secretHash, string address, CancellationToken cancellationToken)
    {
        if (home.Account is not { } account || Find(account, secretHash) is not { } found) { return null; }

        // A stolen cookie must not stay unseen because its owner is busy.
        var isMoved = found.Standing == SessionStanding.Open && account.IsNewAddress(address);
        return new SessionCheck(isMoved ? SessionStanding.Due : found.Standing, await As(account, found.Session, cancellationToken));
    }

    internal async Task<SignedInAs?> CheckAccess(Guid session, CancellationToken cancellationToken) =>
        home.Account is { } account && account.Sessions.FirstOrDefault(each => each.Id == session) is { } found && found.IsOpen(Now)
            ? await As(account, found, cancellationToken)
            : null;

    internal async Task<bool> Renew(SessionRenewal renewal)
    {
        if (home.Account is not { } account || Find(account, renewal.SecretHash) is not { } found) { return false; }
        if (found.Standing == SessionStanding.Reused)
        {
            await home.Save(account.End(found.Session.Id), new AccountAct("session-secret-reused", renewal.Address));
            return false;
        }

        var (isReplaced, next) = found.Session.Renew(renewal, Now);
        await SaveUse(account.Replace(next), found.Session, next);
        return isReplaced;
    }

    internal async Task<SignedInAs?> Refresh(SessionRenewal renewal, Guid session, CancellationToken cancellationToken)
    {
        if (home.Account is not { } account
            || account.Sessions.FirstOrDefault(each => each.Id == session && each.Kind == SessionKind.Api) is not { } found
            || !found.IsOpen(Now))
        {
            return null;
        }
        if (!Hashes.AreEqual(found.SecretHash, renewal.SecretHash))
        {
            // Whoever shows another secret for this session had one before, or a copy of one.
            await home.Save(account.End(found.Id), new AccountAct("refresh-token-reused", renewal.Address));
            return null;
        }

        var next = found.Rotate(renewal, Now);
        await SaveUse(account.Replace(next), found, next);
        return await As(account, next, cancellationToken);
    }

    internal ImmutableArray<SessionView> ListSessions() =>
        [.. (home.Account?.Sessions ?? []).Where(each => each.IsOpen(Now)).OrderByDescending(each => each.StartedAt).Select(each => each.Shown)];

    internal async Task<bool> EndSession(Guid session)
    {
        if (home.Account is not { } account || !account.Sessions.Any(each => each.Id == session)) { return false; }
        await home.Save(account.End(session), new AccountAct("session-ended"));
        return true;
    }

    internal Task EndSessions(Guid? except) =>
        home.Account is { } account ? home.Save(account.EndAllBut(except), new AccountAct("sessions-ended")) : Task.CompletedTask;

    // The address that a session goes on from is shown to its owner; one that was never seen before is told by mail.
    private Task SaveUse(Account next, Session before, Session after)
    {
        if (before.Address == after.Address) { return home.Save(next); }
        var act = new AccountAct("session-moved-address", after.Address, before.Address);
        return next.IsNewAddress(after.Address)
            ? home.Save(
                next.Know(after.Address, Now).Owe(
                    new OwedMail(tools.Ids.NewId(), MailKind.NewAddress, Link: null, after.Address, after.Device, Now)), act)
            : home.Save(next, act);
    }

    private (Session Session, SessionStanding Standing)? Find(Account account, byte[] secretHash)
    {
        foreach (var session in account.Sessions)
        {
            if (session.Check(secretHash, Now) is { } standing) { return (session, standing); }
        }
        return null;
    }

    private async Task<SignedInAs> As(Account account, Session session, CancellationToken cancellationToken)
    {
        var mustEnrol = account.Codes is null && await home.AreCodesRequired(cancellationToken);
        return new SignedInAs(session.Id, account.Name, account.Role, mustEnrol, account.Codes is not null);
    }
}
