using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using Platform.Audit;
using Platform.Hosts;
using Platform.Plans;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.People;

/// <summary>An account's state; without an account nobody has the address.</summary>
internal sealed record AccountState(Account? Account);

// Bytes that are null would be read back as no bytes at all.
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AccountState))]
internal sealed partial class AccountJson : JsonSerializerContext;

[GrainType("user")]
internal sealed class UserGrain : AccountGrain, IUserGrain
{
    private const string MailAlarm = "mail";

    private readonly DurableState<AccountState> _durable;

    public UserGrain(ITurnStore turns, AccountTools tools, IOptions<HostsOptions> hosts)
        : base(tools, hosts) =>
        _durable = new DurableState<AccountState>(this, turns, AccountJson.Default.AccountState, new AccountState(Account: null));

    public override TenantId? Owner => Tenant;

    public override EmailAddress Email => EmailAddress.Parse(_durable.Key);

    public override Account? Account => _durable.State.Account;

    private TenantId Tenant => _durable.Tenant;

    public override Task OnActivateAsync(CancellationToken cancellationToken) => _durable.Load(cancellationToken);

    public async Task<string> Invite(Invitation invitation, CancellationToken cancellationToken)
    {
        var token = await Desk.Invite(invitation, cancellationToken);
        return AccountDesk.LinkAddress(LinkPurpose.Invitation, token, await Sender(cancellationToken), Hosts);
    }

    public Task SetRole(Role role, CancellationToken cancellationToken) =>
        Account is { } account && account.Role != role ? Save(account with { Role = role }) : Task.CompletedTask;

    public Task Tell(ImmutableArray<PlanNotice> notices, CancellationToken cancellationToken) =>
        Account is { Password: not null } account && account.Tell(notices, Tools.Ids, Tools.Clock.GetUtcNow()) is var next && next != account
            ? Save(next)
            : Task.CompletedTask;

    public Task<MailStanding?> GetMails(CancellationToken cancellationToken) => Task.FromResult(Account is { } account
        ? new MailStanding(account.Mails.Length, account.Mails.IsEmpty ? null : account.Mails[0].At, account.MailsDropped)
        : null);

    public Task Remove(CancellationToken cancellationToken) => Account is null ? Task.CompletedTask : Save(null);

    public Task OnAlarm(string name, DateTimeOffset due, CancellationToken cancellationToken) => Account is { Mails.Length: > 0 }
        ? StartMails()
        : _durable.Commit(_durable.State, new Turn(Tenant) { Alarms = [new AlarmChange(name, Due: null)] });

    public override async Task<bool> AreCodesRequired(CancellationToken cancellationToken) =>
        (await GrainFactory.People(Tenant).GetPolicy(cancellationToken)).CodesRequired;

    public override Task Save(Account? next, params ImmutableArray<AccountAct> acts)
    {
        var now = Tools.Clock.GetUtcNow();
        var actor = Actor.Current;
        return _durable.Commit(new AccountState(next), new Turn(Tenant)
        {
            Records =
            [
                .. ActsOf(next, acts).Select(act => new TurnRecord.Audit(
                    Tools.Ids.NewId(), act.Action, actor.Address is null ? $"user:{_durable.Key}" : actor.Name,
                    act.Detail is null ? _durable.Key : $"{_durable.Key}: {act.Detail}", now, act.Address ?? actor.Address)),
            ],

            // The clock has it sent; whoever waits for this answer does not wait for a mail server.
            Alarms = next?.MailsDueAt == Account?.MailsDueAt ? [] : [new AlarmChange(MailAlarm, next?.MailsDueAt)],
        });
    }

    protected override async Task<MailSender> Sender(CancellationToken cancellationToken)
    {
        var profile = await GrainFactory.Tenant(Tenant).GetProfile(cancellationToken)
            ?? throw new WrongTenantException("There is no such tenant.");
        return new MailSender(profile.ShownName, Hosts.HostOf(profile.Slug), profile.Locale);
    }
}
