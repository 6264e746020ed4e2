using System.Text.Json;
using Platform.Identity;
using Platform.Ids;
using Platform.Plans;
using Platform.Turns;

namespace Platform.Conversations;

/// <summary>
/// What the company's plan means for a conversation. One that was served without restriction goes on so until it is over, whatever limit is
/// reached meanwhile. Pure but for the ids it is given.
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

    /// <summary>The work that waits for a person because the bot does not answer.</summary>
    public static TurnRecord.WorkItem ForPerson(PeerKey peer, IIdSource ids, DateTimeOffset now)
    {
        var details = new Dictionary<string, string> { ["reason"] = "plan-limit" };
        return new TurnRecord.WorkItem(
            ids.NewId(), peer, "person-requested", "plan-limit",
            JsonSerializer.Serialize(details, WorkItemJson.Default.DictionaryStringString), now.ToUniversalTime());
    }
}
