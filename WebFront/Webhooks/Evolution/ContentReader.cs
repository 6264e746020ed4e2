using System.Text.Json;
using Platform.Conversations;

namespace Platform.Webhooks.Evolution;

/// <summary>
/// Reads a WhatsApp message as Evolution passes it on: one member that names the kind, beside members that say nothing of
/// their own. Kinds not known here become <see cref="MessageKind.Unknown"/>, so that the customer gets an answer.
/// </summary>
internal static class ContentReader
{
    // A disappearing view-once document with a caption is three deep.
    private const int WrappersMax = 5;

    internal static ContentReading Read(JsonElement message, bool isViewOnce)
    {
        for (var depth = 0; depth <= WrappersMax; depth++)
        {
            if (message.IsNothing)
            {
                // WhatsApp keeps the content of view-once messages from linked devices; the customer has written all the same.
                return isViewOnce || depth > 0 ? Unknown : new ContentReading.Nothing("no-content");
            }
            if (message.ValueKind != JsonValueKind.Object)
            {
                return new ContentReading.Wrong("data.message is not an object.");
            }
            if (Unwrap(message) is not { } inner)
            {
                return ReadKind(message, isViewOnce);
            }
            message = inner;
        }
        return Unknown;
    }

    private static ContentReading Unknown => new ContentReading.Content(new MessageContent(MessageKind.Unknown, ""));

    private static JsonElement? Unwrap(JsonElement message)
    {
        foreach (var member in message.EnumerateObject())
        {
            if (member.Name is "ephemeralMessage" or "viewOnceMessage" or "viewOnceMessageV2" or "viewOnceMessageV2Extension"
                or "documentWithCaptionMessage" or "deviceSentMessage" or "groupMentionedMessage" or "botInvokeMessage")
            {
                return member.Value.Member("message"u8);
            }
        }
        return null;
    }

    private static ContentReading ReadKind(JsonElement message, bool isViewOnce)
    {
        string? passedOver = null;
        foreach (var member in message.EnumerateObject())
        {
            switch (KindReader.Read(member.Name, member.Value, message))
            {
                case ContentReading.Nothing(var reason):
                    passedOver ??= reason;
                    break;
                case { } reading:
                    return reading;
            }
        }
        return isViewOnce ? Unknown : new ContentReading.Nothing(passedOver ?? "no-content");
    }
}
