using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Platform.Audit;
using Platform.Hosts;
using Platform.Ids;
using Platform.Secrets;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.People;

/// <summary>One of the operator's people as stored.</summary>
[GenerateSerializer, Alias("operator-record")]
public sealed record OperatorRecord
{
    /// <summary>The account as JSON; empty while nobody has the address.</summary>
    [Id(0)] public string AccountJson { get; init; } = "";
}

[GrainType("operator")]
internal sealed class OperatorGrain : Grain, IOperatorGrain, IAccountHome
{
    private static readonly TimeSpan MailRetry = TimeSpan.FromMinutes(1);

    private readonly IPersistentState<OperatorRecord> _store;
    private readonly IAuditLog _audit;
    private readonly AccountTools _tools;
    private readonly AccountDesk _desk;
    private readonly HostsOptions _hosts;
    private Account? _account;

    public OperatorGrain(
        [PersistentState("operator")] IPersistentState<OperatorRecord> store, IAuditLog audit, IPasswordHasher hasher, ISecretProtector secrets,
        IIdSource ids, TimeProvider clock, IMailer mailer, IOptions<HostsOptions> hosts)
    {
        (_store, _audit, _hosts) = (store, audit, hosts.Value);
        _tools = new AccountTools(hasher, secrets, ids, clock, mailer);
        _desk = new AccountDesk(this, _tools);
    }

    TenantId? IAccountHome.Owner => null;

    EmailAddress IAccountHome.Email => EmailAddress.Parse(this.GetPrimaryKeyString());

    Account? IAccountHome.Account => _account;

    IGrainFactory IAccountHome.Grains => GrainFactory;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (_store.State.AccountJson is { Length: > 0 } json) { _account = JsonSerializer.Deserialize(json, AccountJson.Default.Account); }

        // Alarms are the tenants'; what was left over is sent when the person is next heard of.
        this.RegisterGrainTimer(SendMails, new GrainTimerCreationOptions(TimeSpan.FromSeconds(1), MailRetry));
        return Task.CompletedTask;
    }

    public Task Ensure(Registration registration, CancellationToken cancellationToken) =>
        _account is null ? _desk.Register(registration, cancellationToken) : Task.CompletedTask;

    public Task Register(Registration registration, CancellationToken cancellationToken) => _desk.Register(registration, cancellationToken);

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

    Task<bool> IAccountHome.AreCodesRequired(CancellationToken cancellationToken) => Task.FromResult(false);

    public async Task Save(Account? next, params ImmutableArray<AccountAct> acts)
    {
        var json = next is null ? "" : JsonSerializer.Serialize(next, AccountJson.Default.Account);
        await this.Replace(_store, new OperatorRecord { AccountJson = json }, CancellationToken.None);
        _account = next;
        foreach (var act in acts)
        {
            var entry = new AuditEntry(
                Tenant: null, act.Action, $"operator:{this.GetPrimaryKeyString()}", act.Detail ?? "", act.Address ?? Actor.Current.Address);
            await _audit.Append(entry, CancellationToken.None);
        }
    }

    private Task SendMails(CancellationToken cancellationToken) => _account is { Mails.Length: > 0 }
        ? _desk.SendMails(new MailSender("Platform", _hosts.BaseDomain, "pt-BR"), _hosts, cancellationToken)
        : Task.CompletedTask;
}
