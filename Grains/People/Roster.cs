using System.Collections.Immutable;

namespace Platform.People;

/// <summary>A company's people as they are stored.</summary>
/// <param name="People">The people, by address.</param>
/// <param name="Policy">What is asked of them at sign-in.</param>
internal sealed record Roster(ImmutableArray<Person> People, SignInPolicy Policy)
{
    /// <summary>Companies of this platform have tens of people; the state is written whole.</summary>
    internal const int PeopleMax = 1_000;

    internal const int NameMax = 200;

    internal static Roster Empty { get; } = new([], new SignInPolicy(CodesRequired: false));

    internal Person? Find(EmailAddress email) => People.FirstOrDefault(person => person.Email == email);

    /// <summary>The people with the invited one among them.</summary>
    internal (RosterOutcome Outcome, Roster Next) Invite(Invitation invitation, DateTimeOffset now)
    {
        if (!IsOfCompanies(invitation.Role) || !IsName(invitation.Name)) { return (RosterOutcome.Refused, this); }
        var known = Find(invitation.Email);
        if (known is { HasJoined: true }) { return (RosterOutcome.AlreadyJoined, this); }
        if (known is null && People.Length >= PeopleMax) { return (RosterOutcome.Full, this); }

        return (RosterOutcome.Done, With(new Person(invitation.Email, invitation.Name.Trim(), invitation.Role, now, HasJoined: false)));
    }

    internal (RosterOutcome Outcome, Roster Next) ChangeRole(EmailAddress email, Role role)
    {
        if (!IsOfCompanies(role)) { return (RosterOutcome.Refused, this); }
        if (Find(email) is not { } person) { return (RosterOutcome.Unknown, this); }
        if (role != Role.TenantAdmin && IsLastAdministrator(person)) { return (RosterOutcome.LastAdministrator, this); }

        return (RosterOutcome.Done, person.Role == role ? this : With(person with { Role = role }));
    }

    internal (RosterOutcome Outcome, Roster Next) Remove(EmailAddress email)
    {
        if (Find(email) is not { } person) { return (RosterOutcome.Unknown, this); }
        return IsLastAdministrator(person)
            ? (RosterOutcome.LastAdministrator, this)
            : (RosterOutcome.Done, this with { People = People.Remove(person) });
    }

    internal Roster Without(EmailAddress email) => this with { People = [.. People.Where(person => person.Email != email)] };

    internal Roster Joined(EmailAddress email) => Find(email) is { HasJoined: false } person ? With(person with { HasJoined = true }) : this;

    /// <summary>
    /// Whether an operator may make somebody of this role. The time for which an operator enters a company is short, and an administrator of
    /// the operator's making would stay: only a company that has nobody else to make one is helped that way.
    /// </summary>
    internal bool IsOpenToOperators(Role role) =>
        role != Role.TenantAdmin || !People.Any(person => person is { Role: Role.TenantAdmin, HasJoined: true });

    // An administrator who has not accepted yet cannot let anybody in.
    private bool IsLastAdministrator(Person person) =>
        person is { Role: Role.TenantAdmin, HasJoined: true }
        && !People.Any(other => other is { Role: Role.TenantAdmin, HasJoined: true } && other.Email != person.Email);

    private static bool IsOfCompanies(Role role) => role is Role.Agent or Role.TenantAdmin;

    internal static bool IsName(string name) => !string.IsNullOrWhiteSpace(name) && name.Length <= NameMax && !name.Any(char.IsControl);

    private Roster With(Person person) => this with
    {
        People = [.. People.Where(other => other.Email != person.Email).Append(person).OrderBy(each => each.Email.Text, StringComparer.Ordinal)],
    };
}
