using System.Collections.Immutable;
using Platform.Identity;
using Platform.Turns;

namespace Platform.Conversations;

/// <summary>Merges the conversation of an identity into the one of the number that it turned out to be. Pure.</summary>
internal static class Merging
{
    /// <summary>Whether there was ever anything to give.</summary>
    public static bool HasAnything(ConversationState state) => state.ReplyTo is not null || state.MovedTo is not null;

    /// <summary>What is given. The same after it was given as before, so that the move can be repeated.</summary>
    public static ConversationMove Given(ConversationState state) =>
        new(state.Ownership.Owner, state.ContactName, state.Unanswered?.Text ?? "", state.ReplyTo);

    /// <summary>The conversation has moved; it keeps what it gave, and owes nothing.</summary>
    public static Decision HandOff(ConversationState state, PeerKey peer) => new(state with { MovedTo = peer, HandBackDue = null })
    {
        Alarms = [new AlarmChange(ConversationAlarms.Reply, null), new AlarmChange(ConversationAlarms.HandBack, null)],
    };

    /// <summary>The conversation goes on with what it was given: a person who had it keeps it, an answer owed is given here.</summary>
    public static Decision Adopt(ConversationState state, PeerKey from, ConversationMove move, DateTimeOffset now, ConversationOptions options)
    {
        var known = state with
        {
            Adopted = Remember(state.Adopted, from),
            ContactName = state.ContactName ?? move.ContactName,
            ReplyTo = state.ReplyTo ?? move.ReplyTo,
        };
        if (move.Owner == Owner.Person) { return HandOvers.ToPerson(known, now, options); }
        if (!known.BotAnswers) { return new Decision(known) { WithdrawQueued = true }; }
        if (move.Unanswered.Length == 0) { return new Decision(known); }

        var text = known.Unanswered is { } mine ? $"{move.Unanswered}\n{mine.Text}" : move.Unanswered;
        var waiting = new Unanswered(text[..Math.Min(text.Length, Unanswered.TextMax)], known.Unanswered?.ChoiceId, null, now, now);
        return new Decision(known with { Unanswered = waiting })
        {
            Alarms = [new AlarmChange(ConversationAlarms.Reply, waiting.Due)],
        };
    }

    private static ImmutableArray<PeerKey> Remember(ImmutableArray<PeerKey> adopted, PeerKey from) =>
        [.. adopted.Append(from).TakeLast(ConversationState.AdoptedMax)];
}
