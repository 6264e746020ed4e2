using System.Text.Json.Nodes;

namespace Platform.Tests.Attacks;

/// <summary>An operation of the OpenAPI document.</summary>
internal sealed record EndPoint(HttpMethod Method, string Path, JsonNode Operation, JsonNode Document)
{
    // The protocols of the switch are its own and are not in the document; SPEC's paths are fixed.
    private static readonly string[] Switch =
    [
        "/freeswitch/httapi", "/freeswitch/xml", "/freeswitch/cdr",
    ];

    internal string Name => $"{Method} {Path}";

    /// <summary>Everything that the platform answers.</summary>
    internal static IReadOnlyList<EndPoint> In(JsonNode document) =>
    [
        .. document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation =>
            new EndPoint(new HttpMethod(operation.Key.ToUpperInvariant()), path.Key, operation.Value!, document))),
        .. Switch.Select(path => new EndPoint(HttpMethod.Post, path, new JsonObject(), document)),
    ];

    /// <summary>The path with its parameters filled in by their names; what is not known stays a word.</summary>
    internal string Filled(IReadOnlyDictionary<string, string> values) => string.Join('/', Path.Split('/').Select(part =>
        part is ['{', .. var name, '}'] ? Uri.EscapeDataString(values.GetValueOrDefault(name.Split(':')[0], "anything")) : part));

    /// <summary>A body as the document describes it, in which everything that looks like a tenant is <paramref name="smuggled"/>.</summary>
    internal JsonNode? Body(string smuggled)
    {
        if (Operation["requestBody"]?["content"]?["application/json"]?["schema"] is not { } schema) { return null; }
        var body = SchemaSample.Of(schema, Document, smuggled);
        if (body is JsonObject fields)
        {
            foreach (var name in new[] { "tenant", "tenantId", "tenant_id" }) { fields[name] = smuggled; }
        }
        return body;
    }
}
