using Platform.Channels;

namespace Platform.Conversations;

/// <summary>A customer's message as its channel delivered it, parsed and bounded.</summary>
/// <param name="Channel">The channel that brought it.</param>
/// <param name="Id">The provider's id; a repeated one changes nothing.</param>
/// <param name="ReplyTo">The address that the provider takes answers at (a JID, a BSUID), exactly as given.</param>
/// <param name="ContactName">The name the customer shows, untrusted and bounded, or <c>null</c>.</param>
/// <param name="SentAt">The provider's time of sending.</param>
/// <param name="ReceivedAt">When it reached us.</param>
/// <param name="Content">What it says.</param>
[GenerateSerializer, Immutable, Alias("inbound-message")]
public sealed record InboundMessage(
    ChannelId Channel,
    ProviderMessageId Id,
    string ReplyTo,
    string? ContactName,
    DateTimeOffset SentAt,
    DateTimeOffset ReceivedAt,
    MessageContent Content);

/// <summary>What a message says.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Text">Its text or caption, at most <see cref="TextMax"/> characters; empty where the kind has none.</param>
/// <param name="ChoiceId">The id of the button or list row chosen, or <c>null</c>.</param>
[GenerateSerializer, Immutable, Alias("message-content")]
public sealed record MessageContent(MessageKind Kind, string Text, string? ChoiceId = null)
{
    /// <summary>Longest text kept: WhatsApp's own limit for one message is 65,536; replies never need more than this much of it.</summary>
    public const int TextMax = 8_192;
}

/// <summary>Kinds of messages that a conversation takes.</summary>
[GenerateSerializer, Alias("message-kind")]
public enum MessageKind
{
    Text,
    Choice,
    Image,
    Audio,
    Video,
    Document,
    Sticker,
    Location,
    Contact,
    Reaction,
    Speech,
    Digits,

    /// <summary>A kind not known here: stored, acknowledged, answered with a request for text.</summary>
    Unknown,
}
