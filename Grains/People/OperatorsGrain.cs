using System.Collections.Immutable;
using Platform.Audit;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.People;

[GrainType("operators")]
internal sealed class OperatorsGrain(
    [PersistentState("operators")] IPersistentState<OperatorsRecord> store, IAuditLog audit, TimeProvider clock)
    : Grain, IOperatorsGrain
{
    private OperatorsRecord State => store.State;

    public Task<ImmutableArray<Person>> List(CancellationToken cancellationToken)
    {
        RefuseOthers();
        return Task.FromResult(State.People);
    }

    public async Task<OperatorOutcome> Invite(EmailAddress email, string name, CancellationToken cancellationToken)
    {
        RefuseOthers();
        await NoteJoined(email, cancellationToken);
        var (outcome, next) = State.Invite(email, name, clock.GetUtcNow());
        if (outcome != OperatorOutcome.Done) { return outcome; }

        // First the list, then the account: what a crash leaves in between is mended by inviting again.
        await Save(next, "operator-invited", email);
        await GrainFactory.Operator(email).Invite(new Invitation(email, name.Trim(), Role.SuperAdmin), cancellationToken);
        return outcome;
    }

    public async Task<OperatorOutcome> Remove(EmailAddress email, CancellationToken cancellationToken)
    {
        RefuseOthers();
        if (Actor.Current.Name == $"operator:{email.Text}") { return OperatorOutcome.Oneself; }

        await NoteJoined(email, cancellationToken);
        if (State.Find(email) is not { } person) { return OperatorOutcome.Unknown; }
        if (person.HasJoined && !await HasAnother(email, cancellationToken)) { return OperatorOutcome.LastOne; }

        // First the account: whoever is off the list must not be left with a key.
        await GrainFactory.Operator(email).Remove(cancellationToken);
        await Save(State.Without(email), "operator-removed", email);
        return OperatorOutcome.Done;
    }

    public async Task Ensure(Registration registration, CancellationToken cancellationToken)
    {
        RefuseOthers();
        if (State.IsTakenOut(registration.Email)) { return; }
        await GrainFactory.Operator(registration.Email).Ensure(registration, cancellationToken);
        await NoteJoined(registration.Email, cancellationToken);
    }

    public async Task Register(Registration registration, CancellationToken cancellationToken)
    {
        RefuseOthers();
        if (State.IsTakenOut(registration.Email)) { return; }
        await GrainFactory.Operator(registration.Email).Register(registration, cancellationToken);
        await NoteJoined(registration.Email, cancellationToken);
    }

    // An account may be older than this list; and one that signed in may have been taken out since.
    public async Task NoteJoined(EmailAddress email, CancellationToken cancellationToken)
    {
        RefuseOthers();
        if (State.Find(email) is { HasJoined: true }) { return; }
        if (await GrainFactory.Operator(email).GetName(cancellationToken) is not { } name) { return; }
        await Save(State.Joined(email, name, clock.GetUtcNow()), "operator-joined", email);
    }

    public Task<SignInPolicy> GetPolicy(CancellationToken cancellationToken) => Task.FromResult(new SignInPolicy(State.CodesRequired));

    public async Task SetPolicy(SignInPolicy policy, CancellationToken cancellationToken)
    {
        RefuseOthers();
        var before = new SignInPolicy(State.CodesRequired);
        if (policy == before) { return; }
        await this.Replace(store, State with { CodesRequired = policy.CodesRequired }, cancellationToken);
        await Note("sign-in-policy-changed", "", PeopleShown.Of(before), PeopleShown.Of(policy));
    }

    // A person whose removal was cut short is still listed, and can let nobody in.
    private async Task<bool> HasAnother(EmailAddress email, CancellationToken cancellationToken)
    {
        foreach (var other in State.People.Where(person => person.HasJoined && person.Email != email))
        {
            if (await GrainFactory.Operator(other.Email).GetName(cancellationToken) is not null) { return true; }
        }
        return false;
    }

    private async Task Save(OperatorsRecord next, string action, EmailAddress email)
    {
        var before = State.Find(email);
        await this.Replace(store, next, CancellationToken.None);
        await Note(action, email.Text, PeopleShown.Of(before), PeopleShown.Of(next.Find(email)));
    }

    private Task Note(string action, string detail, string? before, string? after) => audit.Append(
        new AuditEntry(Tenant: null, action, Actor.Current.Name, detail, Actor.Current.Address, before, after), CancellationToken.None);

    private static void RefuseOthers()
    {
        if (!Actor.Current.IsOfInstallation) { throw new WrongTenantException("The list of the operator's people serves the operator only."); }
    }
}
