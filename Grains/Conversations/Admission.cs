using Platform.Plans;

namespace Platform.Conversations;

/// <summary>
/// What the company's plan means for a conversation. One that was served without restriction goes on so until it is over, whatever limit is
/// reached meanwhile. Pure.
/// </summary>
internal static class Admission
{
    /// <summary>The state as a line finds it: after a long silence the conversation is a new one, and must be admitted anew.</summary>
    public static ConversationState Reopen(ConversationState state, DateTimeOffset now, TimeSpan lifetime) =>
        state.Admitted && now - state.LastLineAt >= lifetime ? state with { Admitted = false } : state;

    /// <summary>What the plan lets this conversation have: everything, once it was admitted.</summary>
    public static PlanStanding StandingOf(ConversationState state, PlanStanding standing) =>
        state.Admitted ? PlanStanding.Free with { Rounding = standing.Rounding } : standing;

    /// <summary>Whether the customer was not yet told today that nobody can answer.</summary>
    public static bool IsToldToday(ConversationState state, DateTimeOffset localNow) =>
        state.TurnedAwayOn == DateOnly.FromDateTime(localNow.DateTime);
}
