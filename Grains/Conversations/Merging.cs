using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Platform.Dialogue;
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
        new(state.Ownership.Owner, state.ContactName, state.Unanswered?.Text ?? "", state.ReplyTo, HeldBy(state));

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

        var held = ReadHeld(move);
        var going = IsLive(known, now, options) ? known : known with { Chat = held.Chat, ChatUsedAt = held.ChatUsedAt };
        if (held.Unanswered is not { } theirs) { return new Decision(going); }

        var waiting = Join(theirs, going.Unanswered) with { Since = now, Due = now };
        return new Decision(going with { Unanswered = waiting })
        {
            Alarms = [new AlarmChange(ConversationAlarms.Reply, waiting.Due)],
        };
    }

    private static bool IsLive(ConversationState state, DateTimeOffset now, ConversationOptions options) =>
        state.Chat is not null && !DialogueSession.IsExpired(state.ChatUsedAt, now, options.SessionLifetime);

    // What was said to the identity came first: the number was shown after it.
    private static Unanswered Join(Unanswered theirs, Unanswered? mine)
    {
        if (mine is null) { return theirs; }
        var text = theirs.Text.Length > 0 && mine.Text.Length > 0 ? $"{theirs.Text}\n{mine.Text}" : theirs.Text + mine.Text;
        return mine with { Text = text[..Math.Min(text.Length, Unanswered.TextMax)], Attachment = mine.Attachment ?? theirs.Attachment };
    }

    private static string? HeldBy(ConversationState state) => state is { Unanswered: null, Chat: null }
        ? null
        : JsonSerializer.Serialize(new HeldTalk(state.Unanswered, state.Chat, state.ChatUsedAt), HeldTalkJson.Default.HeldTalk);

    private static HeldTalk ReadHeld(ConversationMove move) => move switch
    {
        { Held: { } held } => JsonSerializer.Deserialize(held, HeldTalkJson.Default.HeldTalk)
            ?? throw new InvalidOperationException("What a conversation gives is null."),
        { Unanswered.Length: > 0 } => new HeldTalk(new Unanswered(move.Unanswered, null, null, default, default), null, default),
        _ => new HeldTalk(null, null, default),
    };

    private static ImmutableArray<PeerKey> Remember(ImmutableArray<PeerKey> adopted, PeerKey from) =>
        [.. adopted.Append(from).TakeLast(ConversationState.AdoptedMax)];
}

/// <summary>What a conversation had in hand when it was merged into another.</summary>
/// <param name="Unanswered">What waits for the bot's answer.</param>
/// <param name="Chat">Where the dialogue on WhatsApp stands.</param>
/// <param name="ChatUsedAt">When that dialogue was last used.</param>
internal sealed record HeldTalk(Unanswered? Unanswered, DialogueSession? Chat, DateTimeOffset ChatUsedAt);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(HeldTalk))]
internal sealed partial class HeldTalkJson : JsonSerializerContext;
