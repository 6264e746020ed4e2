using Platform.Dialogue;
using Platform.Identity;
using Platform.Turns;

namespace Platform.Conversations;

/// <summary>Takes what arrives into a conversation. Pure.</summary>
internal static class Inbox
{
    /// <summary>A customer's message: it is kept, and answered when the burst that it belongs to has ended.</summary>
    public static Decision Take(
        ConversationState state, PeerKey peer, InboundMessage message, Guid id, DateTimeOffset now, ConversationOptions options)
    {
        var known = Admission.Reopen(state, now, options.SessionLifetime) with
        {
            ContactName = message.ContactName ?? state.ContactName,
            ReplyTo = new ReplyAddress(message.Channel, message.ReplyTo),
        };
        var waiting = WantsAnswer(state, message, now, options) ? Add(state.Unanswered, message.Content, now, options) : state.Unanswered;
        var line = new TurnRecord.Message(
            id, message.Channel, peer, MessageDirection.Inbound, message.Id, message.Content.Kind, message.Content.Text,
            message.SentAt, message.ReceivedAt, DeliveryStatus.None);
        return new Decision(known with { Unanswered = waiting })
        {
            Records = [line, new TurnRecord.Contact(peer, message.ContactName, message.Channel, now)],
            Alarms = waiting is not null && waiting.Due != state.Unanswered?.Due
                ? [new AlarmChange(ConversationAlarms.Reply, waiting.Due)]
                : [],
        };
    }

    private static bool WantsAnswer(ConversationState state, InboundMessage message, DateTimeOffset now, ConversationOptions options) =>
        state.BotAnswers
        && message.Content.Kind != MessageKind.Reaction
        && now - message.SentAt <= options.AnswerWithin;

    private static Unanswered Add(Unanswered? before, MessageContent content, DateTimeOffset now, ConversationOptions options)
    {
        var since = before?.Since ?? now;
        var said = SaidIn(content);
        var text = before is { Text.Length: > 0 } && said.Length > 0 ? $"{before.Text}\n{said}" : before?.Text + said;
        var due = now + options.Debounce < since + options.DebounceMax ? now + options.Debounce : since + options.DebounceMax;
        return new Unanswered(
            text.Length <= Unanswered.TextMax ? text : text[..Unanswered.TextMax],
            content.ChoiceId,
            AttachmentOf(content.Kind) ?? before?.Attachment,
            since,
            due);
    }

    // Coordinates and the name of a contact are not the customer's words: read as an answer, "-23.5" is a day in May.
    private static string SaidIn(MessageContent content) => content.Kind is MessageKind.Location or MessageKind.Contact ? "" : content.Text;

    private static AttachmentKind? AttachmentOf(MessageKind kind) => kind switch
    {
        MessageKind.Image => AttachmentKind.Image,
        MessageKind.Audio => AttachmentKind.Audio,
        MessageKind.Video => AttachmentKind.Video,
        MessageKind.Document => AttachmentKind.Document,
        MessageKind.Sticker => AttachmentKind.Sticker,
        MessageKind.Location => AttachmentKind.Location,
        MessageKind.Contact => AttachmentKind.Contact,
        MessageKind.Unknown => AttachmentKind.Unknown,
        _ => null,
    };
}
