using Platform.Conversations;

namespace Platform.Webhooks.Evolution;

/// <summary>What was found in a message. A closed set.</summary>
internal abstract record ContentReading
{
    private ContentReading() { }

    /// <summary>Something that a conversation takes.</summary>
    internal sealed record Content(MessageContent Value) : ContentReading;

    /// <summary>Nothing that a person said.</summary>
    /// <param name="Reason">Why, in kebab words.</param>
    internal sealed record Nothing(string Reason) : ContentReading;

    /// <summary>Not what WhatsApp sends.</summary>
    /// <param name="Reason">What is wrong, fit to be shown.</param>
    internal sealed record Wrong(string Reason) : ContentReading;
}
