using System.Text;
using System.Text.Json;
using Platform.Calls;

namespace Platform.FreeSwitch;

/// <summary>Reads the layout of mod_json_cdr.</summary>
internal static class JsonCdr
{
    // The layout nests 6 levels deep.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 24 };

    /// <exception cref="JsonException">It is not JSON.</exception>
    internal static SwitchCdr? Read(string json, CallId? call)
    {
        using var document = JsonDocument.Parse(json, Options);
        var root = document.RootElement;
        return SwitchCdr.Read(call, Strings(Member(root, "variables")).Select(Decode), OldestProfile(root));
    }

    // The setting encode-values, on by default, percent-encodes every value of this part, and of no other.
    private static KeyValuePair<string, string> Decode(KeyValuePair<string, string> variable) =>
        KeyValuePair.Create(variable.Key, PercentText.Decode(Encoding.UTF8.GetBytes(variable.Value)));

    // Newest first: the last entry is how the call began.
    private static Dictionary<string, string> OldestProfile(JsonElement root) =>
        Member(root, "callflow") is { ValueKind: JsonValueKind.Array } flow && flow.GetArrayLength() > 0
            ? new(Strings(Member(flow[flow.GetArrayLength() - 1], "caller_profile")).DistinctBy(pair => pair.Key))
            : [];

    private static JsonElement Member(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var member) ? member : default;

    private static IEnumerable<KeyValuePair<string, string>> Strings(JsonElement parent) =>
        parent.ValueKind != JsonValueKind.Object
            ? []
            : parent.EnumerateObject()
                .Where(member => member.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
                .Select(member => KeyValuePair.Create(member.Name, member.Value.ToString()));
}
