using Platform.Alarms;

namespace Platform.Tenancy;

/// <summary>Moves a tenant between isolation tiers while it is in use (key: tenant id).</summary>
[Alias("tenant-move")]
public interface ITenantMoveGrain : IGrainWithGuidKey, ITenantScoped, IAlarmTarget
{
    /// <summary>Where the tenant is and what is under way.</summary>
    [Alias("get")]
    Task<MoveStatus> Get(CancellationToken cancellationToken);

    /// <summary>
    /// Begins a move, which then goes on by itself through failures and restarts. Repeating the order under way, or one to where the tenant
    /// is, changes nothing.
    /// </summary>
    [Alias("move")]
    Task<MoveAnswer> Move(MoveOrder order, CancellationToken cancellationToken);

    /// <summary>Removes what the last move left behind. Repeating it changes nothing.</summary>
    [Alias("confirm")]
    Task<MoveAnswer> Confirm(CancellationToken cancellationToken);
}

/// <summary>Where a tenant is to be moved.</summary>
/// <param name="To">The tier.</param>
/// <param name="Server">A configured database server's name, or <c>null</c> for the installation's own.</param>
[GenerateSerializer, Immutable, Alias("move-order")]
public sealed record MoveOrder(IsolationTier To, string? Server)
{
    /// <summary>What a server's name may have at most: names are words of the configuration.</summary>
    public const int ServerLengthMax = 64;
}

/// <summary>Where a tenant is and what is under way.</summary>
/// <param name="Placement">Where its data is.</param>
/// <param name="Order">The move under way, or <c>null</c>.</param>
/// <param name="Problem">Why the last try did not succeed, for the operator, or <c>null</c>.</param>
[GenerateSerializer, Immutable, Alias("move-status")]
public sealed record MoveStatus(TenantPlacement Placement, MoveOrder? Order, string? Problem);

/// <summary>Whether an order was taken.</summary>
/// <param name="Refusal">Why not, for the operator; <c>null</c> when it was.</param>
/// <param name="Status">What stands now.</param>
[GenerateSerializer, Immutable, Alias("move-answer")]
public sealed record MoveAnswer(string? Refusal, MoveStatus Status);
