using System.Text.Json.Serialization;

namespace Platform.Commands.Simulate.Chats;

/// <summary>Something that the customer sees in the chat, as the stand-in gateway tells it.</summary>
internal sealed record ChatEvent(long Sequence, string MessageId, Author Author, string Text, Ticks Ticks);

/// <summary>Who wrote a message.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Author>))]
internal enum Author
{
    Customer,
    Company,
    Person,
}

/// <summary>How far a message got.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Ticks>))]
internal enum Ticks
{
    Pending,
    Sent,
    Delivered,
    Read,
}
