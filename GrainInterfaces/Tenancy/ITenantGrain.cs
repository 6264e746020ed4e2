using System.Collections.Immutable;
using Orleans.Concurrency;
using Platform.Alarms;
using Platform.Calls;
using Platform.Channels;
using Platform.Routing;

namespace Platform.Tenancy;

/// <summary>
/// One company and its life: active, suspended, cancelled, deleted (key: tenant id). Every change is audited in its own turn, and each
/// may be repeated.
/// </summary>
[Alias("tenant")]
public interface ITenantGrain : IGrainWithGuidKey, ITenantScoped, IAlarmTarget
{
    /// <summary>
    /// The company's profile as it is stored, or <c>null</c> when no such tenant was created or it was deleted. It is answered at any time:
    /// whom the tenant asks something may have to know the profile first.
    /// </summary>
    [AlwaysInterleave, Alias("get-profile")]
    Task<TenantProfile?> GetProfile(CancellationToken cancellationToken);

    /// <summary>The company's profile and where it stands in its life; <c>null</c> when no such tenant was created.</summary>
    [AlwaysInterleave, Alias("get-overview")]
    Task<TenantOverview?> GetOverview(CancellationToken cancellationToken);

    /// <summary>Creates the tenant with its slug, which it claims; the same profile again is <see cref="TenantOutcome.Done"/>.</summary>
    [Alias("create")]
    Task<TenantOutcome> Create(TenantProfile profile, CancellationToken cancellationToken);

    /// <summary>Gives the company another name; its slug stays.</summary>
    [Alias("rename")]
    Task<TenantOutcome> Rename(TenantName name, CancellationToken cancellationToken);

    /// <summary>Changes what the configuration gives.</summary>
    [Alias("configure")]
    Task<TenantOutcome> Configure(TenantConfiguration configuration, CancellationToken cancellationToken);

    /// <summary>
    /// Stops bots, calls and sign-ins; data stays. There may be several reasons at once: the company is served again when none is left.
    /// </summary>
    /// <param name="reason">Short and free of personal data, such as <c>payment-overdue</c>; at most
    /// <see cref="Suspension.ReasonLengthMax"/> characters.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("suspend")]
    Task<TenantOutcome> Suspend(string reason, CancellationToken cancellationToken);

    /// <summary>Takes one reason back, and no other: what a payment does must not undo what the operator did.</summary>
    [Alias("lift")]
    Task<TenantOutcome> Lift(string reason, CancellationToken cancellationToken);

    /// <summary>Serves the company again whatever stopped it: suspension, cancellation or a deletion that is not yet due.</summary>
    [Alias("resume")]
    Task<TenantOutcome> Resume(CancellationToken cancellationToken);

    /// <summary>The contract ended: like a suspension without a date.</summary>
    [Alias("cancel")]
    Task<TenantOutcome> Cancel(CancellationToken cancellationToken);

    /// <summary>Cancels the company and deletes it when the grace period ends, unless it is resumed before.</summary>
    [Alias("delete")]
    Task<TenantOutcome> Delete(CancellationToken cancellationToken);

    /// <summary>
    /// Lets the deletion go on where a gateway does not remove the company's accounts: its names are given back although whoever claims
    /// them next may find an account that lives. Only of a company that is to be deleted.
    /// </summary>
    [Alias("abandon-accounts")]
    Task<TenantOutcome> AbandonAccounts(CancellationToken cancellationToken);

    /// <summary>
    /// Claims an outside name for the company and remembers to release it when the company is deleted; again, it replaces the secret.
    /// </summary>
    [Alias("claim-name")]
    Task<ClaimOutcome> ClaimName(ChannelId name, string? secret, CancellationToken cancellationToken);

    /// <summary>Gives an outside name back; <c>false</c> when it is not the company's.</summary>
    [Alias("release-name")]
    Task<bool> ReleaseName(ChannelId name, CancellationToken cancellationToken);

    /// <summary>Lets a telephone exchange bring the company's calls, and remembers to take that back when the company is deleted.</summary>
    [Alias("cover-by")]
    Task<PbxOutcome> CoverBy(string exchange, CancellationToken cancellationToken);

    /// <summary>Takes the company's calls from an exchange.</summary>
    [Alias("uncover-by")]
    Task<PbxOutcome> UncoverBy(string exchange, CancellationToken cancellationToken);
}

/// <summary>What became of a change. Expected refusals are values.</summary>
[GenerateSerializer, Alias("tenant-outcome")]
public enum TenantOutcome
{
    /// <summary>Committed, or already so.</summary>
    Done,

    /// <summary>No such tenant was created, or it was deleted.</summary>
    NoSuchTenant,

    /// <summary>The tenant exists with another profile.</summary>
    Exists,

    /// <summary>The slug belongs to another tenant.</summary>
    SlugTaken,

    /// <summary>There is no bot for the sector.</summary>
    UnknownSector,

    /// <summary>Not in the state that the tenant is in.</summary>
    NotAllowed,

    /// <summary>The domain leads to another tenant.</summary>
    HostTaken,

    /// <summary>The gateway's instance is another tenant's.</summary>
    InstanceTaken,

    /// <summary>The WhatsApp number is another tenant's.</summary>
    NumberTaken,
}

/// <summary>A company and where it stands in its life.</summary>
/// <param name="Profile">The profile; of a deleted company <c>null</c>.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="StatusSince">When its status last changed.</param>
/// <param name="Suspensions">Why it is suspended.</param>
/// <param name="DeletionDue">When it will be deleted, or <c>null</c>.</param>
/// <param name="Names">The outside names that lead to it.</param>
/// <param name="AccountsLeft">Accounts at a gateway that its deletion waits for.</param>
[GenerateSerializer, Immutable, Alias("tenant-overview")]
public sealed record TenantOverview(
    TenantProfile? Profile,
    TenantStatus Status,
    DateTimeOffset CreatedAt,
    DateTimeOffset StatusSince,
    ImmutableArray<Suspension> Suspensions,
    DateTimeOffset? DeletionDue,
    ImmutableArray<ChannelId> Names,
    ImmutableArray<ChannelId> AccountsLeft);

/// <summary>One reason why a company is suspended.</summary>
/// <param name="Reason">The reason as it was given.</param>
/// <param name="By">Who suspended it.</param>
/// <param name="At">When.</param>
[GenerateSerializer, Immutable, Alias("suspension")]
public sealed record Suspension(string Reason, string By, DateTimeOffset At)
{
    /// <summary>Longest reason: one line of a list.</summary>
    public const int ReasonLengthMax = 200;
}
