using System.Text.Json.Nodes;

namespace Platform.Tests.Webhooks;

/// <summary>Spoils good bodies: any node may become anything.</summary>
internal static class Mutations
{
    private static readonly string[] Anything =
    [
        "null", "true", "false", "0", "-1", "1e400", "9223372036854775808", "\"\"", "\"x\"", "\"\\ud83d\"", "\"\\u0000\"", "[]", "{}",
        "[[[[[[1]]]]]]",
        "{\"low\":1,\"high\":2}", "{\"message\":{\"message\":{}}}", "\"5511999990001@s.whatsapp.net\"", "\"1@g.us\"", "\"@\"",
        $"\"{new string('é', 20_000)}\"", $"{new string('[', 40)}{new string(']', 40)}",
    ];

    /// <summary>The body with <paramref name="count"/> of its nodes replaced by anything.</summary>
    internal static string Mutate(JsonNode root, Random random, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var nodes = Descendants(root).ToArray();
            var chosen = nodes[random.Next(nodes.Length)];
            // 1e400 has no JsonNode that serialises again, so replacements are marked and put in as text.
            chosen.ReplaceWith(JsonValue.Create($"\u0001{random.Next(Anything.Length)}\u0001"));
        }
        var text = root.ToJsonString();
        for (var i = 0; i < Anything.Length; i++)
        {
            text = text.Replace($"\"\\u0001{i}\\u0001\"", Anything[i], StringComparison.Ordinal);
        }
        return text;
    }

    private static IEnumerable<JsonNode> Descendants(JsonNode node)
    {
        IEnumerable<JsonNode?> children = node switch
        {
            JsonObject map => map.Select(pair => pair.Value),
            JsonArray list => list,
            _ => [],
        };
        return children.OfType<JsonNode>().SelectMany(child => Descendants(child).Prepend(child));
    }
}
