using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Platform.People;

/// <summary>Who the operator's people are (key: 0). It serves the operator and the platform only. At most 1,000 people.</summary>
[Alias("operators")]
public interface IOperatorsGrain : IGrainWithIntegerKey
{
    /// <summary>All of them, by address.</summary>
    [Alias("list")]
    Task<ImmutableArray<Person>> List(CancellationToken cancellationToken);

    /// <summary>Invites a person: a link goes out by mail. Inviting again one who has not accepted yet makes a new link.</summary>
    [Alias("invite")]
    Task<OperatorOutcome> Invite(EmailAddress email, string name, CancellationToken cancellationToken);

    /// <summary>Takes a person out: sessions and tokens end. Nobody takes out themself, or the last one who has joined.</summary>
    [Alias("remove")]
    Task<OperatorOutcome> Remove(EmailAddress email, CancellationToken cancellationToken);

    /// <summary>Makes an account with its password where it is missing, unless the person was taken out.</summary>
    [Alias("ensure")]
    Task Ensure(Registration registration, CancellationToken cancellationToken);

    /// <summary>Makes an account with its password, or replaces both, unless the person was taken out.</summary>
    [Alias("register")]
    Task Register(Registration registration, CancellationToken cancellationToken);

    /// <summary>Notes that a person has joined: accepted an invitation, or signed in.</summary>
    [Alias("note-joined")]
    Task NoteJoined(EmailAddress email, CancellationToken cancellationToken);

    /// <summary>What is asked of the operator's people at sign-in.</summary>
    [AlwaysInterleave, Alias("get-policy")]
    Task<SignInPolicy> GetPolicy(CancellationToken cancellationToken);

    /// <summary>Changes what is asked.</summary>
    [Alias("set-policy")]
    Task SetPolicy(SignInPolicy policy, CancellationToken cancellationToken);
}

/// <summary>What became of a change of the operator's people.</summary>
[GenerateSerializer, Alias("operator-outcome")]
public enum OperatorOutcome
{
    /// <summary>Done.</summary>
    Done,

    /// <summary>There is no such person.</summary>
    Unknown,

    /// <summary>The person is one of the operator's already.</summary>
    AlreadyJoined,

    /// <summary>Nobody could sign in any more.</summary>
    LastOne,

    /// <summary>Nobody takes out themself.</summary>
    Oneself,

    /// <summary>There is no room for more people.</summary>
    Full,

    /// <summary>Nobody can have this name.</summary>
    Refused,
}
