using System.Collections.Immutable;

namespace Platform.People;

/// <summary>The operator's people as stored.</summary>
[GenerateSerializer, Alias("operators-record")]
public sealed record OperatorsRecord
{
    internal const int PeopleMax = 1_000;

    /// <summary>The people, by address.</summary>
    [Id(0)] public ImmutableArray<Person> People { get; init; } = [];

    /// <summary>Addresses that were taken out: a start of the platform, which knows one from its configuration, does not bring them back.</summary>
    [Id(1)] public ImmutableArray<string> TakenOut { get; init; } = [];

    /// <summary>Whether one-time codes are asked for.</summary>
    [Id(2)] public bool CodesRequired { get; init; }

    internal Person? Find(EmailAddress email) => People.FirstOrDefault(person => person.Email == email);

    internal bool IsTakenOut(EmailAddress email) => TakenOut.Contains(email.Text);

    /// <summary>The people with the invited one among them.</summary>
    internal (OperatorOutcome Outcome, OperatorsRecord Next) Invite(EmailAddress email, string name, DateTimeOffset now)
    {
        if (!Roster.IsName(name)) { return (OperatorOutcome.Refused, this); }
        var known = Find(email);
        if (known is { HasJoined: true }) { return (OperatorOutcome.AlreadyJoined, this); }
        if (known is null && People.Length >= PeopleMax) { return (OperatorOutcome.Full, this); }

        return (OperatorOutcome.Done, With(new Person(email, name.Trim(), Role.SuperAdmin, now, HasJoined: false)));
    }

    /// <summary>The people with one who has joined among them.</summary>
    internal OperatorsRecord Joined(EmailAddress email, string name, DateTimeOffset now) => With(
        Find(email) is { } person ? person with { HasJoined = true } : new Person(email, name, Role.SuperAdmin, now, HasJoined: true));

    /// <summary>The people without one, who is not brought back but by an invitation.</summary>
    internal OperatorsRecord Without(EmailAddress email) => this with
    {
        People = [.. People.Where(person => person.Email != email)],
        TakenOut = [.. TakenOut.Where(text => text != email.Text).Append(email.Text).TakeLast(PeopleMax)],
    };

    private OperatorsRecord With(Person person) => this with
    {
        People = [.. People.Where(other => other.Email != person.Email).Append(person).OrderBy(each => each.Email.Text, StringComparer.Ordinal)],
        TakenOut = [.. TakenOut.Where(text => text != person.Email.Text)],
    };
}
