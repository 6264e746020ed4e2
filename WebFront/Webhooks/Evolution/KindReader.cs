using System.Globalization;
using System.Text.Json;
using Platform.Conversations;

namespace Platform.Webhooks.Evolution;

/// <summary>Reads the one member of a message that names its kind.</summary>
internal static class KindReader
{
    // Contacts of one message that are named; the rest of a shared address book says nothing more.
    private const int ContactsNamedMax = 10;

    // Poll options are twelve at most.
    private const int VotesMax = 12;

    /// <summary>
    /// What the member says: <see cref="ContentReading.Nothing"/> where the kind has no words of a person, <c>null</c> where it is no
    /// kind.
    /// </summary>
    internal static ContentReading? Read(string name, JsonElement value, JsonElement message) => name switch
    {
        "conversation" => TextOf(value),
        "extendedTextMessage" => TextOf(value.Member("text"u8)),
        "buttonsResponseMessage" or "listResponseMessage" or "templateButtonReplyMessage" or "interactiveResponseMessage" =>
            ChoiceReader.Read(name, value),
        "pollUpdateMessage" =>
            Say(MessageKind.Choice, Joined(value.Member("vote"u8).Member("selectedOptions"u8), VotesMax, vote => vote.AsText())),
        "imageMessage" => Say(MessageKind.Image, value.Text("caption"u8)),
        "videoMessage" or "ptvMessage" => Say(MessageKind.Video, value.Text("caption"u8)),
        "documentMessage" => Say(MessageKind.Document, value.Text("caption"u8)),
        "audioMessage" => Say(MessageKind.Audio, message.Text("speechToText"u8)),
        "stickerMessage" or "lottieStickerMessage" => Say(MessageKind.Sticker, null),
        "locationMessage" or "liveLocationMessage" => Say(MessageKind.Location, PlaceOf(value)),
        "contactMessage" => Say(MessageKind.Contact, value.Text("displayName"u8)),
        "contactsArrayMessage" => Say(
            MessageKind.Contact, Joined(value.Member("contacts"u8), ContactsNamedMax, contact => contact.Text("displayName"u8))),
        "reactionMessage" => ReactionOf(value),
        "protocolMessage" or "editedMessage" => new ContentReading.Nothing("protocol-message"),
        // The pictures of an album follow one by one; the others are of the encrypted protocol or change what was there before.
        "albumMessage" or "pinInChatMessage" or "keepInChatMessage" or "encReactionMessage" or "encCommentMessage"
            or "secretEncryptedMessage" or "messageHistoryBundle" or "senderKeyDistributionMessage" =>
                new ContentReading.Nothing("service-message"),
        _ when name.EndsWith("Message", StringComparison.Ordinal) || name.Contains("MessageV", StringComparison.Ordinal) =>
            Say(MessageKind.Unknown, null),
        _ => null,
    };

    /// <summary>Content with bounded, cleaned text.</summary>
    internal static ContentReading.Content Say(MessageKind kind, string? text, string? choiceId = null) =>
        new(new MessageContent(kind, CleanText.Message(text, MessageContent.TextMax), choiceId));

    private static ContentReading TextOf(JsonElement text)
    {
        if (text.AsText() is not { } said)
        {
            return new ContentReading.Wrong("The message's text is not text.");
        }
        var content = Say(MessageKind.Text, said);
        return string.IsNullOrWhiteSpace(content.Value.Text) ? new ContentReading.Nothing("empty-text") : content;
    }

    private static ContentReading ReactionOf(JsonElement reaction) => reaction.Text("text"u8) switch
    {
        null or "" => new ContentReading.Nothing("reaction-removed"),
        var emoji => Say(MessageKind.Reaction, emoji),
    };

    private static string PlaceOf(JsonElement place)
    {
        var coordinates = (Degrees(place, "degreesLatitude"u8), Degrees(place, "degreesLongitude"u8)) is ({ } latitude, { } longitude)
            ? string.Create(CultureInfo.InvariantCulture, $"{latitude}, {longitude}")
            : null;
        string?[] parts = [place.Text("name"u8), place.Text("address"u8), coordinates];
        return string.Join(" · ", parts.Where(part => !string.IsNullOrWhiteSpace(part)));
    }

    private static double? Degrees(JsonElement place, ReadOnlySpan<byte> name) =>
        place.Member(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out var degrees) && double.IsFinite(degrees)
            ? degrees
            : null;

    private static string Joined(JsonElement list, int max, Func<JsonElement, string?> text) => list.ValueKind == JsonValueKind.Array
        ? string.Join(", ", list.EnumerateArray().Take(max).Select(text).Where(part => !string.IsNullOrWhiteSpace(part)))
        : "";
}
