using System.Collections.Immutable;
using Orleans.Concurrency;
using Platform.Tenancy;

namespace Platform.People;

/// <summary>Who belongs to a company (key: tenant id). At most 1,000 people.</summary>
[Alias("people")]
public interface IPeopleGrain : IGrainWithGuidKey, ITenantScoped
{
    /// <summary>
    /// Invites a person: a link goes out by mail, and is given back as well. Inviting again a person who has not accepted yet makes a new
    /// link.
    /// </summary>
    [Alias("invite")]
    Task<InvitationResult> Invite(Invitation invitation, CancellationToken cancellationToken);

    /// <summary>Gives a person another role.</summary>
    [Alias("change-role")]
    Task<RosterOutcome> ChangeRole(EmailAddress email, Role role, CancellationToken cancellationToken);

    /// <summary>Takes a person out: sessions end, keys to the door no longer fit.</summary>
    [Alias("remove")]
    Task<RosterOutcome> Remove(EmailAddress email, CancellationToken cancellationToken);

    /// <summary>Adds a person with a password that was chosen already, or replaces password, name and role.</summary>
    [Alias("register")]
    Task<RosterOutcome> Register(Registration registration, CancellationToken cancellationToken);

    /// <summary>Notes that a person accepted the invitation.</summary>
    [Alias("note-joined")]
    Task NoteJoined(EmailAddress email, CancellationToken cancellationToken);

    /// <summary>What the company asks of its people at sign-in.</summary>
    [AlwaysInterleave, Alias("get-policy")]
    Task<SignInPolicy> GetPolicy(CancellationToken cancellationToken);

    /// <summary>Changes what the company asks.</summary>
    [Alias("set-policy")]
    Task SetPolicy(SignInPolicy policy, CancellationToken cancellationToken);

    /// <summary>All of them, by address.</summary>
    [Alias("list")]
    Task<ImmutableArray<Person>> List(CancellationToken cancellationToken);

    /// <summary>How many they are. It is answered at any time: who asks may be asked by them at the same moment.</summary>
    [AlwaysInterleave, Alias("count")]
    Task<int> Count(CancellationToken cancellationToken);
}

/// <summary>Whom an administrator invites.</summary>
/// <param name="Email">Where the link goes, and what the person signs in with.</param>
/// <param name="Name">The person's name, at most 200 characters.</param>
/// <param name="Role">What the person may do; never <see cref="Role.SuperAdmin"/>.</param>
[GenerateSerializer, Immutable, Alias("invitation")]
public sealed record Invitation(EmailAddress Email, string Name, Role Role);

/// <summary>What a company asks of its people at sign-in.</summary>
/// <param name="CodesRequired">A one-time code beside the password.</param>
[GenerateSerializer, Immutable, Alias("sign-in-policy")]
public sealed record SignInPolicy(bool CodesRequired);

/// <summary>What became of an invitation.</summary>
/// <param name="Outcome">Whether the person was invited.</param>
/// <param name="Link">The link that accepts it, or <c>null</c> where nobody was invited. A secret until it is used or expires.</param>
[GenerateSerializer, Immutable, Alias("invitation-result")]
public sealed record InvitationResult(RosterOutcome Outcome, string? Link)
{
    /// <summary>Leaves the link out.</summary>
    public override string ToString() => $"InvitationResult {{ Outcome = {Outcome} }}";
}

/// <summary>One of a company's people.</summary>
/// <param name="Email">What the person signs in with.</param>
/// <param name="Name">The person's name.</param>
/// <param name="Role">What the person may do.</param>
/// <param name="Since">When the person was invited.</param>
/// <param name="HasJoined">Whether the invitation was accepted.</param>
[GenerateSerializer, Immutable, Alias("person")]
public sealed record Person(EmailAddress Email, string Name, Role Role, DateTimeOffset Since, bool HasJoined);

/// <summary>What became of a change of a company's people.</summary>
[GenerateSerializer, Alias("roster-outcome")]
public enum RosterOutcome
{
    /// <summary>Done, or it was so already.</summary>
    Done,

    /// <summary>There is no such person.</summary>
    Unknown,

    /// <summary>The person belongs to the company already.</summary>
    AlreadyJoined,

    /// <summary>The company would be left without an administrator.</summary>
    LastAdministrator,

    /// <summary>There is no room for more people.</summary>
    Full,

    /// <summary>A company's people cannot have this role or name.</summary>
    Refused,

    /// <summary>The company's plan allows no more people.</summary>
    OverPlan,

    /// <summary>Only the company's own administrators make others, and an operator tried.</summary>
    OwnAdministratorsOnly,
}
