using System.Collections.Immutable;
using Platform.Ids;
using Platform.Secrets;
using Platform.Tenancy;

namespace Platform.People;

/// <summary>Where an account is kept, and whose it is.</summary>
internal interface IAccountHome
{
    /// <summary>The company, or <c>null</c> for the operator's people.</summary>
    TenantId? Owner { get; }

    EmailAddress Email { get; }

    /// <summary>The account; <c>null</c> while nobody has the address.</summary>
    Account? Account { get; }

    IGrainFactory Grains { get; }

    /// <summary>Whether one-time codes are asked for.</summary>
    Task<bool> AreCodesRequired(CancellationToken cancellationToken);

    /// <summary>Makes the next account durable, with what is said of it in the audit.</summary>
    Task Save(Account? next, params ImmutableArray<AccountAct> acts);
}

/// <summary>What was done with an account, for the audit.</summary>
/// <param name="Action">What, in kebab words.</param>
/// <param name="Address">Where from, where the caller is not known yet.</param>
/// <param name="Detail">More, without secrets.</param>
internal sealed record AccountAct(string Action, string? Address = null, string? Detail = null);

/// <summary>What accounts need from outside.</summary>
public sealed record AccountTools(IPasswordHasher Hasher, ISecretProtector Secrets, IIdSource Ids, TimeProvider Clock, IMailer Mailer);

/// <summary>Does what an account's grain is asked, whichever kind of grain it is.</summary>
internal sealed partial class AccountDesk(IAccountHome home, AccountTools tools)
{
    // Wrong attempts at an address that nobody has are counted as well, so that the answers do not tell; in memory, as there is no account.
    private Throttle _strangers = Throttle.Empty;

    private DateTimeOffset Now => tools.Clock.GetUtcNow();

    internal async Task<SignInResult> SignIn(SignInAttempt attempt, CancellationToken cancellationToken)
    {
        var account = home.Account;
        var lanes = Throttle.LanesOf(attempt, account?.Places ?? []);
        if (await WaitFor(lanes, attempt.Address, cancellationToken) is var wait && wait > TimeSpan.Zero)
        {
            return new SignInResult(SignInOutcome.TooMany, RetryAfter: wait);
        }

        var verdict = await tools.Hasher.Verify(account?.Password, attempt.Password, cancellationToken);
        if (account is null || verdict == PasswordVerdict.Wrong) { return await Refuse(lanes, attempt.Address, cancellationToken); }

        if (account.Codes is { } codes)
        {
            if (attempt.Code is not { Length: > 0 } code) { return new SignInResult(SignInOutcome.CodeNeeded); }
            if (await Use(codes, code, cancellationToken) is not { } used) { return await Refuse(lanes, attempt.Address, cancellationToken); }
            account = account with { Codes = used };
        }
        if (verdict == PasswordVerdict.RightAndOutdated)
        {
            account = account with { Password = await tools.Hasher.Hash(attempt.Password, cancellationToken) };
        }
        return await Begin(account with { Throttle = account.Throttle.Succeeded(lanes) }, attempt, cancellationToken);
    }

    private async Task<SignInResult> Begin(Account account, SignInAttempt attempt, CancellationToken cancellationToken)
    {
        var now = Now;
        var session = new Session(
            tools.Ids.NewId(), attempt.Kind, attempt.SecretHash, PreviousHash: null, RotatedAt: now, ConfirmedAt: now, StartedAt: now, SeenAt: now,
            attempt.Address, attempt.Device);
        var mustEnrol = account.Codes is null && await home.AreCodesRequired(cancellationToken);
        var next = account.Begin(session, attempt.DeviceHash, now);
        ImmutableArray<AccountAct> acts = [new AccountAct("signed-in", attempt.Address, attempt.Kind.ToString())];
        if (account.IsNewAddress(attempt.Address))
        {
            next = next.Owe(new OwedMail(tools.Ids.NewId(), MailKind.NewAddress, Link: null, attempt.Address, attempt.Device, now));
            acts = acts.Add(new AccountAct("signed-in-from-new-address", attempt.Address));
        }
        await home.Save(next, acts);
        return new SignInResult(SignInOutcome.SignedIn, new SignedInAs(session.Id, next.Name, next.Role, mustEnrol, next.Codes is not null));
    }

    private async Task<TimeSpan> WaitFor(ImmutableArray<string> lanes, string address, CancellationToken cancellationToken)
    {
        var wait = (home.Account?.Throttle ?? _strangers).WaitFor(lanes, Now);
        return wait > TimeSpan.Zero || !Throttle.IsStranger(lanes) ? wait : await home.Grains.Address(address).GetWait(cancellationToken);
    }

    private async Task<SignInResult> Refuse(ImmutableArray<string> lanes, string address, CancellationToken cancellationToken)
    {
        if (home.Account is { } account) { await home.Save(account with { Throttle = account.Throttle.Failed(lanes, Now) }); }
        else { _strangers = _strangers.Failed(lanes, Now); }
        if (Throttle.IsStranger(lanes)) { await home.Grains.Address(address).NoteFailure(cancellationToken); }
        return new SignInResult(SignInOutcome.Refused);
    }
}
