using System.Collections.Immutable;
using Orleans.Concurrency;
using Platform.Alarms;
using Platform.Plans;
using Platform.Tenancy;

namespace Platform.People;

/// <summary>The account of one of a company's people (key: tenant id, e-mail address).</summary>
[Alias("user")]
public interface IUserGrain : IGrainWithGuidCompoundKey, ITenantScoped, IAlarmTarget, IAccountGrain
{
    /// <summary>Makes the account where it is missing, and a link that sets its first password; it also goes out by mail.</summary>
    [Alias("invite")]
    Task<string> Invite(Invitation invitation, CancellationToken cancellationToken);

    /// <summary>Makes the account with its password, or replaces both.</summary>
    [Alias("register")]
    Task Register(Registration registration, CancellationToken cancellationToken);

    /// <summary>Gives the person another role, at once in all sessions.</summary>
    [Alias("set-role")]
    Task SetRole(Role role, CancellationToken cancellationToken);

    /// <summary>Owes the person a mail for each notice about the company's plan; the same one again owes nothing.</summary>
    [Alias("tell")]
    Task Tell(ImmutableArray<PlanNotice> notices, CancellationToken cancellationToken);

    /// <summary>What mail the person is owed, or <c>null</c> when nobody has the address.</summary>
    [AlwaysInterleave, Alias("get-mails")]
    Task<MailStanding?> GetMails(CancellationToken cancellationToken);

    /// <summary>Ends all sessions and forgets the account.</summary>
    [Alias("remove")]
    Task Remove(CancellationToken cancellationToken);
}

/// <summary>The mail of one person.</summary>
/// <param name="Owed">Mails that were not sent yet and are tried again.</param>
/// <param name="Since">Since when the oldest of them is owed, or <c>null</c>.</param>
/// <param name="Dropped">Mails that were never sent since too many were owed at once; the audit tells when.</param>
[GenerateSerializer, Immutable, Alias("mail-standing")]
public sealed record MailStanding(int Owed, DateTimeOffset? Since, int Dropped);

/// <summary>The account of one of the operator's people (key: e-mail address).</summary>
[Alias("operator")]
public interface IOperatorGrain : IGrainWithStringKey, IAccountGrain
{
    /// <summary>Makes the account with its password where it is missing; one that is there stays as it is.</summary>
    [Alias("ensure")]
    Task Ensure(Registration registration, CancellationToken cancellationToken);

    /// <summary>Makes the account with its password, or replaces both.</summary>
    [Alias("register")]
    Task Register(Registration registration, CancellationToken cancellationToken);

    /// <summary>Has what is owed sent. Answers nothing: whoever says it serves others as well.</summary>
    [OneWay, Alias("send-owed-mails")]
    Task SendOwedMails(CancellationToken cancellationToken);

    /// <summary>Makes the account where it is missing, and owes the person a mail with a link that sets its first password.</summary>
    [Alias("invite")]
    Task Invite(Invitation invitation, CancellationToken cancellationToken);

    /// <summary>The name of a person who has joined; <c>null</c> when nobody has the address, or has not accepted yet.</summary>
    [AlwaysInterleave, Alias("get-name")]
    Task<string?> GetName(CancellationToken cancellationToken);

    /// <summary>Ends all sessions and forgets the account.</summary>
    [Alias("remove")]
    Task Remove(CancellationToken cancellationToken);
}

/// <summary>A person with a password that somebody else chose.</summary>
/// <param name="Email">What the person signs in with.</param>
/// <param name="Name">The person's name.</param>
/// <param name="Role">What the person may do.</param>
/// <param name="Password">The password.</param>
[GenerateSerializer, Immutable, Alias("registration")]
public sealed record Registration(EmailAddress Email, string Name, Role Role, string Password)
{
    /// <summary>Leaves the password out.</summary>
    public override string ToString() => $"Registration {{ {Email} as {Role} }}";
}
