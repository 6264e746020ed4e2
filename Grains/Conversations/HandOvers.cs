using Platform.Identity;
using Platform.Turns;

namespace Platform.Conversations;

/// <summary>Changes who answers a conversation. Pure.</summary>
internal static class HandOvers
{
    /// <summary>
    /// A person has it from here: what the bot still owed is dropped, what it said and did not send is withdrawn.
    /// </summary>
    public static Decision ToPerson(ConversationState state, DateTimeOffset now, ConversationOptions options) =>
        Until(now + options.HandBackAfter, state);

    private static Decision Until(DateTimeOffset due, ConversationState state)
    {
        var next = state.BotAnswers ? state.OwnedBy(Owner.Person) : state;
        return new Decision(next with { Unanswered = null, HandBackDue = due })
        {
            Alarms = [new AlarmChange(ConversationAlarms.Reply, null), new AlarmChange(ConversationAlarms.HandBack, due)],
            // Also when the bot itself handed it over: what it said last may still wait.
            WithdrawQueued = true,
        };
    }

    /// <summary>The bot has it again, and begins anew.</summary>
    public static Decision ToBot(ConversationState state) =>
        state.BotAnswers
            ? new Decision(state)
            : new Decision(state.OwnedBy(Owner.Bot) with { HandBackDue = null, Chat = null, Unanswered = null })
            {
                Alarms = [new AlarmChange(ConversationAlarms.HandBack, null)],
            };

    /// <summary>
    /// What a person wrote outside the platform: it is kept, and the person has the conversation from when it was said. A gateway that
    /// connects again repeats what was said while it was away; of that, what is too old to have the conversation still is kept and no more.
    /// </summary>
    public static Decision Wrote(
        ConversationState state, PeerKey peer, PersonMessage message, Guid id, DateTimeOffset now, ConversationOptions options)
    {
        var line = new TurnRecord.Message(
            id, message.Channel, peer, MessageDirection.Person, message.Id, message.Content.Kind, message.Content.Text,
            message.SentAt, message.ReceivedAt, DeliveryStatus.Sent);
        var address = new ReplyAddress(message.Channel, message.ReplyTo);
        // A clock that is ahead must not give the conversation away for longer.
        var due = (message.SentAt < now ? message.SentAt : now) + options.HandBackAfter;
        if (due <= now) { return new Decision(state with { ReplyTo = state.ReplyTo ?? address }) { Records = [line] }; }

        // Nor may what was said before take back what the person had already.
        var latest = !state.BotAnswers && state.HandBackDue > due ? state.HandBackDue.Value : due;
        return Until(latest, Admission.Reopen(state, now, options.SessionLifetime) with { ReplyTo = address }) with { Records = [line] };
    }
}
