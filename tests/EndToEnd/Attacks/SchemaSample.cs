using System.Text.Json.Nodes;

namespace Platform.Tests.Attacks;

/// <summary>Makes a value that fits a JSON schema, so that a body gets past its form to what guards the act.</summary>
internal static class SchemaSample
{
    // Deeper bodies than this refer to themselves.
    private const int DepthMax = 8;

    internal static JsonNode? Of(JsonNode schema, JsonNode document, string tenant, int depth = 0)
    {
        if (depth > DepthMax) { return null; }
        if (schema["$ref"]?.GetValue<string>() is { } reference)
        {
            return Of(document["components"]!["schemas"]![reference.Split('/')[^1]]!, document, tenant, depth + 1);
        }
        foreach (var choice in new[] { "oneOf", "anyOf", "allOf" })
        {
            if (schema[choice] is JsonArray { Count: > 0 } choices) { return Of(choices[^1]!, document, tenant, depth + 1); }
        }
        if (schema["enum"] is JsonArray { Count: > 0 } values) { return values[0]?.DeepClone(); }
        return TypeOf(schema) switch
        {
            "object" => Object(schema, document, tenant, depth),
            "array" => schema["items"] is { } items ? new JsonArray(Of(items, document, tenant, depth + 1)) : new JsonArray(),
            "integer" or "number" => 1,
            "boolean" => false,
            _ => Text(schema, tenant),
        };
    }

    private static JsonObject Object(JsonNode schema, JsonNode document, string tenant, int depth)
    {
        var sample = new JsonObject();
        if (schema["properties"] is JsonObject properties)
        {
            foreach (var (name, property) in properties)
            {
                sample[name] = name.Contains("tenant", StringComparison.OrdinalIgnoreCase)
                    ? tenant
                    : Of(property!, document, tenant, depth + 1);
            }
        }
        return sample;
    }

    private static JsonNode Text(JsonNode schema, string tenant) => schema["format"]?.GetValue<string>() switch
    {
        "uuid" => tenant,
        "date-time" => "2026-01-01T00:00:00Z",
        "date" => "2026-01-01",
        "time" => "10:00:00",
        "email" => "intruder@elsewhere.example",
        "uri" => "https://elsewhere.example/",
        _ => "attack",
    };

    // A type may be a list with "null" in it.
    private static string? TypeOf(JsonNode schema) => schema["type"] switch
    {
        JsonArray types => types.Select(type => type!.GetValue<string>()).First(type => type != "null"),
        JsonNode type => type.GetValue<string>(),
        null => schema["properties"] is null ? null : "object",
    };
}
