using System.Text.Json.Serialization;

namespace Platform.StandIn.Chats;

/// <summary>Something that the customer sees in a chat: a new message, or new ticks on one.</summary>
/// <param name="Sequence">Counts the chat's events, from 1.</param>
/// <param name="MessageId">WhatsApp's id of the message.</param>
/// <param name="Author">Who wrote it.</param>
/// <param name="Text">What it says.</param>
/// <param name="Ticks">How far it got.</param>
/// <param name="At">When.</param>
public sealed record ChatEvent(long Sequence, string MessageId, Author Author, string Text, Ticks Ticks, DateTimeOffset At);

/// <summary>Who wrote a message.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Author>))]
public enum Author
{
    /// <summary>The customer.</summary>
    Customer,

    /// <summary>The company, through the API.</summary>
    Company,

    /// <summary>A person of the company, on the company's telephone.</summary>
    Person,
}

/// <summary>How far a message got.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Ticks>))]
public enum Ticks
{
    /// <summary>Taken by the gateway (a clock).</summary>
    Pending,

    /// <summary>With WhatsApp (one tick).</summary>
    Sent,

    /// <summary>On the other telephone (two ticks).</summary>
    Delivered,

    /// <summary>Read (two coloured ticks).</summary>
    Read,
}
