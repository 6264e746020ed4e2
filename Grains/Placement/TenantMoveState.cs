using System.Text.Json.Serialization;

namespace Platform.Tenancy;

/// <summary>A move as it is stored.</summary>
/// <param name="Order">The move under way, or <c>null</c>.</param>
/// <param name="Problem">Why the last try did not succeed, or <c>null</c>.</param>
/// <param name="Failures">How many tries of the order did not succeed.</param>
internal sealed record TenantMoveState(MoveOrder? Order, string? Problem, int Failures)
{
    /// <summary>The alarm by which a move goes on.</summary>
    public const string Alarm = "go-on";

    /// <summary>After these tries an order ends: a server that is away so long is not coming back by itself.</summary>
    public const int FailuresMax = 100;

    /// <summary>How soon a move goes on when its process ended in the middle.</summary>
    public static readonly TimeSpan GoesOnAfter = TimeSpan.FromSeconds(5);

    // A server that restarts is back within it; a tenant that cannot be copied is not stopped again and again.
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    public static TenantMoveState Nothing { get; } = new(Order: null, Problem: null, Failures: 0);

    /// <summary>Why the order cannot be taken, or <c>null</c>.</summary>
    public string? Refuse(MoveOrder order, TenantPlacement placement)
    {
        if (Order is not null && Order != order) { return "Another move is under way."; }
        return placement.Unconfirmed is null || IsThere(order, placement) ? null : "Confirm the last move first: its old data is still there.";
    }

    /// <summary>Whether there is nothing to move.</summary>
    public static bool IsThere(MoveOrder order, TenantPlacement placement) =>
        placement.MovingTo is null && placement.Tier == order.To
        && (order.To == IsolationTier.Shared || placement.Server == order.Server);

    /// <summary>After a try that may be repeated.</summary>
    public TenantMoveState Failed(string problem) => Failures + 1 < FailuresMax
        ? this with { Problem = problem, Failures = Failures + 1 }
        : new TenantMoveState(Order: null, problem, Failures: 0);

    /// <summary>When the move goes on.</summary>
    public TimeSpan Pause => TimeSpan.FromTicks(Math.Min(GoesOnAfter.Ticks << Math.Min(Failures, 10), LongestPause.Ticks));
}

[JsonSerializable(typeof(TenantMoveState))]
internal sealed partial class TenantMoveJson : JsonSerializerContext;
