using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Platform.People;

/// <summary>What one person's account does, whether of a company's people or of the operator's.</summary>
[Alias("account")]
public interface IAccountGrain : IGrain
{
    /// <summary>Begins a session, where password and code are right and not too many were wrong before.</summary>
    [Alias("sign-in")]
    Task<SignInResult> SignIn(SignInAttempt attempt, CancellationToken cancellationToken);

    /// <summary>Whose session a secret opens; <c>null</c> when it opens none. Waits for nothing that the account is busy with.</summary>
    [AlwaysInterleave, Alias("check-session")]
    Task<SessionCheck?> CheckSession(byte[] secretHash, string address, CancellationToken cancellationToken);

    /// <summary>Who acts in a session that an access token names; <c>null</c> when it has ended.</summary>
    [AlwaysInterleave, Alias("check-access")]
    Task<SignedInAs?> CheckAccess(Guid session, CancellationToken cancellationToken);

    /// <summary>
    /// Notes that a session is in use and gives it a new secret when its time has come. <c>true</c> when the new secret counts from here on.
    /// </summary>
    [Alias("renew-session")]
    Task<bool> RenewSession(SessionRenewal renewal, CancellationToken cancellationToken);

    /// <summary>
    /// Goes on with an API client's session under a new secret. The old one shown again means that somebody copied it: the session ends.
    /// </summary>
    [Alias("refresh")]
    Task<SignedInAs?> Refresh(SessionRenewal renewal, Guid session, CancellationToken cancellationToken);

    /// <summary>The sessions that are open, the newest first.</summary>
    [Alias("list-sessions")]
    Task<ImmutableArray<SessionView>> ListSessions(CancellationToken cancellationToken);

    /// <summary>Ends a session; <c>false</c> when there is no such one.</summary>
    [Alias("end-session")]
    Task<bool> EndSession(Guid session, CancellationToken cancellationToken);

    /// <summary>Ends all sessions but one.</summary>
    [Alias("end-sessions")]
    Task EndSessions(Guid? except, CancellationToken cancellationToken);

    /// <summary>Replaces the password, the old one being known, and ends all sessions but one.</summary>
    [Alias("change-password")]
    Task<PasswordOutcome> ChangePassword(PasswordChange change, CancellationToken cancellationToken);

    /// <summary>
    /// Makes a secret for one-time codes (base32), which counts once it was confirmed; <c>null</c> when codes are asked for already.
    /// </summary>
    [Alias("begin-codes")]
    Task<string?> BeginCodes(CancellationToken cancellationToken);

    /// <summary>Asks for one-time codes from here on, the first being right; gives the recovery codes, or none when it is wrong.</summary>
    [Alias("confirm-codes")]
    Task<ImmutableArray<string>> ConfirmCodes(string code, CancellationToken cancellationToken);

    /// <summary>Asks for one-time codes no longer, the last being right.</summary>
    [Alias("end-codes")]
    Task<bool> EndCodes(string code, CancellationToken cancellationToken);

    /// <summary>Sends a link that sets a new password, where the person has joined and did not ask too often.</summary>
    [Alias("ask-for-reset")]
    Task AskForReset(CancellationToken cancellationToken);

    /// <summary>Sets the password by a link, which is used up by that.</summary>
    [Alias("use-link")]
    Task<PasswordOutcome> UseLink(LinkUse use, CancellationToken cancellationToken);
}
