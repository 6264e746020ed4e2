using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Platform.Hosts;
using Platform.Tenancy;

namespace Platform.People;

/// <summary>
/// What the accounts of companies' people and of the operator's have in common: all is done at an <see cref="AccountDesk"/>, and mail goes out
/// beside the calls.
/// </summary>
internal abstract class AccountGrain : Grain, IAccountGrain, IAccountHome
{
    private IGrainTimer? _mails;

    protected AccountGrain(AccountTools tools, IOptions<HostsOptions> hosts)
    {
        (Tools, Hosts) = (tools, hosts.Value);
        Desk = new AccountDesk(this, tools);
    }

    public abstract TenantId? Owner { get; }

    public abstract EmailAddress Email { get; }

    public abstract Account? Account { get; }

    public IGrainFactory Grains => GrainFactory;

    protected AccountDesk Desk { get; }

    protected AccountTools Tools { get; }

    protected HostsOptions Hosts { get; }

    public abstract Task<bool> AreCodesRequired(CancellationToken cancellationToken);

    public abstract Task Save(Account? next, params ImmutableArray<AccountAct> acts);

    public Task<SignInResult> SignIn(SignInAttempt attempt, CancellationToken cancellationToken) => Desk.SignIn(attempt, cancellationToken);

    public Task<SessionCheck?> CheckSession(byte[] secretHash, string address, CancellationToken cancellationToken) =>
        Desk.CheckSession(secretHash, address, cancellationToken);

    public Task<SignedInAs?> CheckAccess(Guid session, CancellationToken cancellationToken) => Desk.CheckAccess(session, cancellationToken);

    public Task<bool> RenewSession(SessionRenewal renewal, CancellationToken cancellationToken) => Desk.Renew(renewal);

    public Task<SignedInAs?> Refresh(SessionRenewal renewal, Guid session, CancellationToken cancellationToken) =>
        Desk.Refresh(renewal, session, cancellationToken);

    public Task<ImmutableArray<SessionView>> ListSessions(CancellationToken cancellationToken) => Task.FromResult(Desk.ListSessions());

    public Task<bool> EndSession(Guid session, CancellationToken cancellationToken) => Desk.EndSession(session);

    public Task EndSessions(Guid? except, CancellationToken cancellationToken) => Desk.EndSessions(except);

    public Task<PasswordOutcome> ChangePassword(PasswordChange change, CancellationToken cancellationToken) =>
        Desk.ChangePassword(change, cancellationToken);

    public Task<string?> BeginCodes(CancellationToken cancellationToken) => Desk.BeginCodes(cancellationToken);

    public Task<ImmutableArray<string>> ConfirmCodes(string code, CancellationToken cancellationToken) =>
        Desk.ConfirmCodes(code, cancellationToken);

    public Task<bool> EndCodes(string code, CancellationToken cancellationToken) => Desk.EndCodes(code, cancellationToken);

    public Task AskForReset(CancellationToken cancellationToken) => Desk.AskForReset();

    public Task<PasswordOutcome> UseLink(LinkUse use, CancellationToken cancellationToken) => Desk.UseLink(use, cancellationToken);

    public Task Register(Registration registration, CancellationToken cancellationToken) => Desk.Register(registration, cancellationToken);

    /// <summary>What is audited of a save: also the mails that it drops, which nobody will get.</summary>
    protected ImmutableArray<AccountAct> ActsOf(Account? next, ImmutableArray<AccountAct> acts) =>
        (next?.MailsDropped ?? 0) - (Account?.MailsDropped ?? 0) is > 0 and var dropped
            ? acts.Add(new AccountAct("mail-dropped", Detail: $"{dropped}, since {Account.MailsMax} are owed"))
            : acts;

    /// <summary>In whose name mails are written.</summary>
    protected abstract Task<MailSender> Sender(CancellationToken cancellationToken);

    /// <summary>
    /// Sends what is owed in a turn of its own: whoever says that it is time, such as a clock that serves everybody, does not wait for a mail
    /// server. That it is tried again is durable before.
    /// </summary>
    protected async Task StartMails()
    {
        await Desk.BeginMails();
        if (_mails is { } timer) { timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan); }
        else { _mails = this.RegisterGrainTimer(SendMails, new GrainTimerCreationOptions(TimeSpan.Zero, Timeout.InfiniteTimeSpan)); }
    }

    private async Task SendMails(CancellationToken cancellationToken)
    {
        if (Account is { Mails.Length: > 0 }) { await Desk.SendMails(await Sender(cancellationToken), Hosts, cancellationToken); }
    }
}
