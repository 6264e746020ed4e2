using System.Text.Json;
using Platform.Conversations;

namespace Platform.Webhooks.Evolution;

/// <summary>Reads the four forms in which a chosen button or list row comes back.</summary>
internal static class ChoiceReader
{
    // Evolution and Meta allow 256 and 200 characters; a longer id is none of ours, and cut it would be another one.
    private const int IdMax = 256;

    internal static ContentReading.Content Read(string kind, JsonElement reply) => kind switch
    {
        "buttonsResponseMessage" => Choice(reply.Text("selectedButtonId"u8), reply.Text("selectedDisplayText"u8)),
        "templateButtonReplyMessage" => Choice(reply.Text("selectedId"u8), reply.Text("selectedDisplayText"u8)),
        "listResponseMessage" => Choice(
            reply.Member("singleSelectReply"u8).Text("selectedRowId"u8), reply.Text("title"u8) ?? reply.Text("description"u8)),
        "interactiveResponseMessage" => NativeFlow(reply),
        _ => throw new InvalidOperationException($"Reply {kind} is not handled."),
    };

    // The answer is JSON within a text.
    private static ContentReading.Content NativeFlow(JsonElement reply)
    {
        var said = reply.Member("body"u8).Text("text"u8);
        try
        {
            using var answer = JsonDocument.Parse(reply.Member("nativeFlowResponseMessage"u8).Text("paramsJson"u8) ?? "{}");
            return Choice(answer.RootElement.Text("id"u8), said ?? answer.RootElement.Text("display_text"u8));
        }
        catch (JsonException)
        {
            return Choice(null, said);
        }
    }

    private static ContentReading.Content Choice(string? id, string? text)
    {
        var kept = id is { Length: > 0 and <= IdMax } && !id.Any(char.IsControl) ? id : null;
        return kept is null && string.IsNullOrWhiteSpace(text)
            ? KindReader.Say(MessageKind.Unknown, null)
            : KindReader.Say(MessageKind.Choice, string.IsNullOrWhiteSpace(text) ? kept : text, kept);
    }
}
