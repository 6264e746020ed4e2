using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using Platform.Audit;
using Platform.Hosts;
using Platform.Ids;
using Platform.Plans;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.People;

[JsonSerializable(typeof(Roster))]
internal sealed partial class PeopleJson : JsonSerializerContext;

[GrainType("people")]
internal sealed class PeopleGrain(ITurnStore turns, IIdSource ids, TimeProvider clock, IOptions<HostsOptions> hosts)
    : DurableGrain<Roster>(turns, PeopleJson.Default.Roster, Roster.Empty), IPeopleGrain
{
    public async Task<InvitationResult> Invite(Invitation invitation, CancellationToken cancellationToken)
    {
        var (outcome, next) = State.Invite(invitation, clock.GetUtcNow());
        if (outcome != RosterOutcome.Done) { return new InvitationResult(outcome, Link: null); }

        if (State.Find(invitation.Email) is null && !(await MayAdd(cancellationToken)).Allowed)
        {
            return new InvitationResult(RosterOutcome.OverPlan, Link: null);
        }
        var profile = await GrainFactory.Tenant(Tenant).GetProfile(cancellationToken)
            ?? throw new WrongTenantException("There is no such tenant.");
        await Save(next, "person-invited", invitation.Email);
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        return new InvitationResult(outcome, $"{hosts.Value.AddressOf(hosts.Value.HostOf(profile.Slug))}/welcome#{token}");
    }

    public async Task<RosterOutcome> ChangeRole(EmailAddress email, Role role, CancellationToken cancellationToken)
    {
        var (outcome, next) = State.ChangeRole(email, role);
        if (!ReferenceEquals(next, State)) { await Save(next, "person-role-changed", email); }
        return outcome;
    }

    public async Task<RosterOutcome> Remove(EmailAddress email, CancellationToken cancellationToken)
    {
        var (outcome, next) = State.Remove(email);
        if (outcome == RosterOutcome.Done) { await Save(next, "person-removed", email); }
        return outcome;
    }

    public Task<ImmutableArray<Person>> List(CancellationToken cancellationToken) => Task.FromResult(State.People);

    private Task<Allowance> MayAdd(CancellationToken cancellationToken) =>
        GrainFactory.Subscription(Tenant).Allow(Meter.Users, State.People.Length, cancellationToken);

    private Task<bool> Save(Roster next, string action, EmailAddress email)
    {
        var actor = Actor.Current;
        var audit = new TurnRecord.Audit(
            ids.NewId(), action, actor.Name, email.Text, clock.GetUtcNow(), actor.Address, Shown(State.Find(email)), Shown(next.Find(email)));
        return Commit(next, new Turn(Tenant) { Records = [audit] });
    }

    private static string? Shown(Person? person) =>
        person is null ? null : JsonSerializer.Serialize(new PersonShown(person.Name, person.Role, person.HasJoined), PeopleShownJson.Default.PersonShown);
}

/// <summary>A person as an audit entry shows one.</summary>
internal sealed record PersonShown(string Name, Role Role, bool HasJoined);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(PersonShown))]
internal sealed partial class PeopleShownJson : JsonSerializerContext;
