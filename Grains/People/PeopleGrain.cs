using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Platform.Audit;
using Platform.Ids;
using Platform.Plans;
using Platform.Turns;

namespace Platform.People;

[JsonSerializable(typeof(Roster))]
internal sealed partial class PeopleJson : JsonSerializerContext;

[GrainType("people")]
internal sealed class PeopleGrain(ITurnStore turns, IIdSource ids, TimeProvider clock)
    : DurableGrain<Roster>(turns, PeopleJson.Default.Roster, Roster.Empty), IPeopleGrain
{
    public async Task<InvitationResult> Invite(Invitation invitation, CancellationToken cancellationToken)
    {
        var (outcome, next) = State.Invite(invitation, clock.GetUtcNow());
        if (outcome != RosterOutcome.Done) { return new InvitationResult(outcome, Link: null); }
        if (IsTooMuchOfAnOperator(invitation.Role)) { return new InvitationResult(RosterOutcome.OwnAdministratorsOnly, Link: null); }

        if (State.Find(invitation.Email) is null && !(await MayAdd(cancellationToken)).Allowed)
        {
            return new InvitationResult(RosterOutcome.OverPlan, Link: null);
        }

        // First the list, then the account: what a crash leaves in between is mended by inviting again.
        await Save(next, "person-invited", invitation.Email);
        return new InvitationResult(outcome, await GrainFactory.User(Tenant, invitation.Email).Invite(invitation, cancellationToken));
    }

    public async Task<RosterOutcome> Register(Registration registration, CancellationToken cancellationToken)
    {
        var person = new Invitation(registration.Email, registration.Name, registration.Role);
        var (outcome, next) = State.Without(registration.Email).Invite(person, clock.GetUtcNow());
        if (outcome != RosterOutcome.Done) { return outcome; }

        await GrainFactory.User(Tenant, registration.Email).Register(registration, cancellationToken);
        if (State.Find(registration.Email) is { HasJoined: true } known && known.Name == registration.Name && known.Role == registration.Role)
        {
            return outcome;
        }
        await Save(next.Joined(registration.Email), "person-registered", registration.Email);
        return outcome;
    }

    public async Task<RosterOutcome> ChangeRole(EmailAddress email, Role role, CancellationToken cancellationToken)
    {
        var (outcome, next) = State.ChangeRole(email, role);
        if (outcome != RosterOutcome.Done) { return outcome; }
        if (IsTooMuchOfAnOperator(role)) { return RosterOutcome.OwnAdministratorsOnly; }

        await GrainFactory.User(Tenant, email).SetRole(role, cancellationToken);
        if (!ReferenceEquals(next, State)) { await Save(next, "person-role-changed", email); }
        return outcome;
    }

    public async Task<RosterOutcome> Remove(EmailAddress email, CancellationToken cancellationToken)
    {
        var (outcome, next) = State.Remove(email);
        if (outcome != RosterOutcome.Done) { return outcome; }

        // First the account: whoever is off the list must not be left with a key.
        await GrainFactory.User(Tenant, email).Remove(cancellationToken);
        await Save(next, "person-removed", email);
        return outcome;
    }

    public async Task NoteJoined(EmailAddress email, CancellationToken cancellationToken)
    {
        var next = State.Joined(email);
        if (!ReferenceEquals(next, State)) { await Save(next, "person-joined", email); }
    }

    public Task<SignInPolicy> GetPolicy(CancellationToken cancellationToken) => Task.FromResult(State.Policy);

    public Task SetPolicy(SignInPolicy policy, CancellationToken cancellationToken)
    {
        if (policy == State.Policy) { return Task.CompletedTask; }
        var audit = Audit("sign-in-policy-changed", detail: "") with { Before = PeopleShown.Of(State.Policy), After = PeopleShown.Of(policy) };
        return Commit(State with { Policy = policy }, new Turn(Tenant) { Records = [audit] });
    }

    public Task<ImmutableArray<Person>> List(CancellationToken cancellationToken) => Task.FromResult(State.People);

    public Task<int> Count(CancellationToken cancellationToken) => Task.FromResult(State.People.Length);

    private bool IsTooMuchOfAnOperator(Role role) => Actor.Current.IsOperator && !State.IsOpenToOperators(role);

    private Task<Allowance> MayAdd(CancellationToken cancellationToken) =>
        GrainFactory.Subscription(Tenant).Allow(Meter.Users, State.People.Length, cancellationToken);

    private Task<bool> Save(Roster next, string action, EmailAddress email)
    {
        var audit = Audit(action, email.Text) with { Before = PeopleShown.Of(State.Find(email)), After = PeopleShown.Of(next.Find(email)) };
        return Commit(next, new Turn(Tenant) { Records = [audit] });
    }

    private TurnRecord.Audit Audit(string action, string detail) =>
        new(ids.NewId(), action, Actor.Current.Name, detail, clock.GetUtcNow(), Actor.Current.Address);
}
