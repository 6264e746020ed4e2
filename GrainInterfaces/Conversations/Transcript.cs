using System.Collections.Immutable;
using Platform.Channels;

namespace Platform.Conversations;

/// <summary>One line of a conversation, whatever its channel.</summary>
/// <param name="MessageId">The platform's id.</param>
/// <param name="Channel">The channel it went through.</param>
/// <param name="Direction">Who said it.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Text">Its text.</param>
/// <param name="At">When it was said: the provider's time for what customers said, ours for replies.</param>
/// <param name="Status">How far a reply got.</param>
[GenerateSerializer, Immutable, Alias("transcript-line")]
public sealed record TranscriptLine(
    Guid MessageId, ChannelId Channel, MessageDirection Direction, MessageKind Kind, string Text, DateTimeOffset At, DeliveryStatus Status);

/// <summary>A page of a transcript, newest line first.</summary>
/// <param name="Lines">The lines.</param>
/// <param name="Before">Cursor of the next older page, or <c>null</c> at the beginning.</param>
[GenerateSerializer, Immutable, Alias("transcript-page")]
public sealed record TranscriptPage(ImmutableArray<TranscriptLine> Lines, string? Before);

/// <summary>Who said a line.</summary>
[GenerateSerializer, Alias("message-direction")]
public enum MessageDirection
{
    /// <summary>The customer.</summary>
    Inbound,

    /// <summary>The bot, through the outbox.</summary>
    Bot,

    /// <summary>A person of the company.</summary>
    Person,
}

/// <summary>How far a message got. A lattice: later reports never lower it; <see cref="Failed"/> yields to proof of delivery.</summary>
[GenerateSerializer, Alias("delivery-status")]
public enum DeliveryStatus
{
    /// <summary>Not a message that is delivered, such as one received.</summary>
    None = 0,
    Queued = 1,
    Failed = 2,
    Sent = 3,
    Delivered = 4,
    Read = 5,
    Played = 6,
}
