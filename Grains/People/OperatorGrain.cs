using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Platform.Audit;
using Platform.Hosts;
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
internal sealed class OperatorGrain(
    [PersistentState("operator")] IPersistentState<OperatorRecord> store, IAuditLog audit, AccountTools tools, IOptions<HostsOptions> hosts)
    : AccountGrain(tools, hosts), IOperatorGrain
{
    private Account? _account;

    public override TenantId? Owner => null;

    public override EmailAddress Email => EmailAddress.Parse(this.GetPrimaryKeyString());

    public override Account? Account => _account;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (store.State.AccountJson is { Length: > 0 } json) { _account = JsonSerializer.Deserialize(json, AccountJson.Default.Account); }
        return Task.CompletedTask;
    }

    public Task Ensure(Registration registration, CancellationToken cancellationToken) =>
        _account is null ? Desk.Register(registration, cancellationToken) : Task.CompletedTask;

    public Task SendOwedMails(CancellationToken cancellationToken) =>
        _account is { Mails.Length: > 0 } ? StartMails() : GrainFactory.OperatorPost().Settle(Email, cancellationToken);

    public Task Invite(Invitation invitation, CancellationToken cancellationToken) => Desk.Invite(invitation, cancellationToken);

    public Task<string?> GetName(CancellationToken cancellationToken) =>
        Task.FromResult(_account is { Password: not null } account ? account.Name : null);

    public Task Remove(CancellationToken cancellationToken) => _account is null ? Task.CompletedTask : Save(null);

    public override async Task<bool> AreCodesRequired(CancellationToken cancellationToken) =>
        (await GrainFactory.Operators().GetPolicy(cancellationToken)).CodesRequired;

    public override async Task Save(Account? next, params ImmutableArray<AccountAct> acts)
    {
        acts = ActsOf(next, acts);

        // Noted before it is owed: what a crash leaves in between is a look for a mail that is not there.
        if (next?.MailsDueAt is { } due && due != _account?.MailsDueAt)
        {
            await GrainFactory.OperatorPost().Owe(Email, due, CancellationToken.None);
        }
        var json = next is null ? "" : JsonSerializer.Serialize(next, AccountJson.Default.Account);
        await this.Replace(store, new OperatorRecord { AccountJson = json }, CancellationToken.None);
        _account = next;
        foreach (var act in acts)
        {
            var entry = new AuditEntry(
                Tenant: null, act.Action, $"operator:{this.GetPrimaryKeyString()}", act.Detail ?? "", act.Address ?? Actor.Current.Address);
            await audit.Append(entry, CancellationToken.None);
        }
    }

    protected override Task<MailSender> Sender(CancellationToken cancellationToken) =>
        Task.FromResult(new MailSender("Platform", Hosts.BaseDomain, "pt-BR"));
}
