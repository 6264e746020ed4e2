using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using Platform.Audit;
using Platform.Hosts;
using Platform.Ids;
using Platform.Secrets;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.People;

/// <summary>An account's state; without an account nobody has the address.</summary>
internal sealed record AccountState(Account? Account);

[JsonSerializable(typeof(AccountState))]
internal sealed partial class AccountJson : JsonSerializerContext;

[GrainType("user")]
internal sealed class UserGrain : DurableGrain<AccountState>, IUserGrain, IAccountHome
{
    private const string MailAlarm = "mail";

    private readonly AccountDesk _desk;
    private readonly AccountTools _tools;
    private readonly HostsOptions _hosts;

    public UserGrain(
        ITurnStore turns, IPasswordHasher hasher, ISecretProtector secrets, IIdSource ids, TimeProvider clock, IMailer mailer,
        IOptions<HostsOptions> hosts)
        : base(turns, AccountJson.Default.AccountState, new AccountState(Account: null))
    {
        _tools = new AccountTools(hasher, secrets, ids, clock, mailer);
        _desk = new AccountDesk(this, _tools);
        _hosts = hosts.Value;
    }

    TenantId? IAccountHome.Owner => Tenant;

    EmailAddress IAccountHome.Email => EmailAddress.Parse(Key);

    Account? IAccountHome.Account => State.Account;

    IGrainFactory IAccountHome.Grains => GrainFactory;

    public async Task<string> Invite(Invitation invitation, CancellationToken cancellationToken)
    {
        var token = await _desk.Invite(invitation, cancellationToken);
        return AccountDesk.LinkAddress(LinkPurpose.Invitation, token, await Sender(cancellationToken), _hosts);
    }

    public Task Register(Registration registration, CancellationToken cancellationToken) => _desk.Register(registration, cancellationToken);

    public Task SetRole(Role role, CancellationToken cancellationToken) =>
        State.Account is { } account && account.Role != role ? Save(account with { Role = role }) : Task.CompletedTask;

    public Task Remove(CancellationToken cancellationToken) => State.Account is null ? Task.CompletedTask : Save(null);

    public Task OnAlarm(string name, DateTimeOffset due, CancellationToken cancellationToken) => SendMails(cancellationToken);

    public Task<SignInResult> SignIn(SignInAttempt attempt, CancellationToken cancellationToken) => _desk.SignIn(attempt, cancellationToken);

    public Task<SessionCheck?> CheckSession(byte[] secretHash, CancellationToken cancellationToken) =>
        _desk.CheckSession(secretHash, cancellationToken);

    public Task<SignedInAs?> CheckAccess(Guid session, CancellationToken cancellationToken) => _desk.CheckAccess(session, cancellationToken);

    public Task<bool> RenewSession(SessionRenewal renewal, CancellationToken cancellationToken) => _desk.Renew(renewal);

    public Task<SignedInAs?> Refresh(SessionRenewal renewal, Guid session, CancellationToken cancellationToken) =>
        _desk.Refresh(renewal, session, cancellationToken);

    public Task<ImmutableArray<SessionView>> ListSessions(CancellationToken cancellationToken) => Task.FromResult(_desk.ListSessions());

    public Task<bool> EndSession(Guid session, CancellationToken cancellationToken) => _desk.EndSession(session);

    public Task EndSessions(Guid? except, CancellationToken cancellationToken) => _desk.EndSessions(except);

    public Task<PasswordOutcome> ChangePassword(PasswordChange change, CancellationToken cancellationToken) =>
        _desk.ChangePassword(change, cancellationToken);

    public Task<string?> BeginCodes(CancellationToken cancellationToken) => _desk.BeginCodes(cancellationToken);

    public Task<ImmutableArray<string>> ConfirmCodes(string code, CancellationToken cancellationToken) =>
        _desk.ConfirmCodes(code, cancellationToken);

    public Task<bool> EndCodes(string code, CancellationToken cancellationToken) => _desk.EndCodes(code, cancellationToken);

    public Task AskForReset(CancellationToken cancellationToken) => _desk.AskForReset();

    public Task<PasswordOutcome> UseLink(LinkUse use, CancellationToken cancellationToken) => _desk.UseLink(use, cancellationToken);

    async Task<bool> IAccountHome.AreCodesRequired(CancellationToken cancellationToken) =>
        (await GrainFactory.People(Tenant).GetPolicy(cancellationToken)).CodesRequired;

    public Task Save(Account? next, params ImmutableArray<AccountAct> acts)
    {
        var now = _tools.Clock.GetUtcNow();
        var actor = Actor.Current;
        var (owed, owes) = (State.Account?.Mails.Length ?? 0, next?.Mails.Length ?? 0);
        return Commit(new AccountState(next), new Turn(Tenant)
        {
            Records =
            [
                .. acts.Select(act => new TurnRecord.Audit(
                    _tools.Ids.NewId(), act.Action, actor.Address is null ? $"user:{Key}" : actor.Name,
                    act.Detail is null ? Key : $"{Key}: {act.Detail}", now, act.Address ?? actor.Address)),
            ],

            // The clock sends it; whoever waits for this answer does not wait for a mail server.
            Alarms = owes == 0 && owed > 0 ? [new AlarmChange(MailAlarm, Due: null)] : owes > owed ? [new AlarmChange(MailAlarm, now)] : [],
        });
    }

    private async Task SendMails(CancellationToken cancellationToken)
    {
        if (State.Account is { Mails.Length: > 0 }) { await _desk.SendMails(await Sender(cancellationToken), _hosts, cancellationToken); }
    }

    private async Task<MailSender> Sender(CancellationToken cancellationToken)
    {
        var profile = await GrainFactory.Tenant(Tenant).GetProfile(cancellationToken)
            ?? throw new WrongTenantException("There is no such tenant.");
        return new MailSender(profile.Name, _hosts.HostOf(profile.Slug), profile.Locale);
    }
}
