using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Platform.Tests.Attacks;

/// <summary>An operation of the OpenAPI document, or an end point that is in none.</summary>
internal sealed partial record EndPoint(HttpMethod Method, string Path, JsonNode Operation, JsonNode Document)
{
    private const string AnyMethod = "*";

    internal string Name => $"{Method} {Path}";

    /// <summary>What is not in the document and not for everybody, and why.</summary>
    internal static IReadOnlyDictionary<string, string> Hidden { get; } = new Dictionary<string, string>
    {
        ["* /freeswitch/httapi"] = "speaks a protocol of the switch, with the exchange's credential",
        ["* /freeswitch/xml"] = "speaks a protocol of the switch, with the exchange's credential",
        ["* /freeswitch/cdr"] = "speaks a protocol of the switch, with the exchange's credential",
        ["GET /freeswitch/audio/{name}.wav"] = "gives speech to whoever was told its name, a keyed hash, in the document of a call",
        ["HEAD /freeswitch/audio/{name}.wav"] = "says of the same speech that it is there",
    };

    /// <summary>What is not in the document and for everybody, and why.</summary>
    internal static IReadOnlyDictionary<string, string> HiddenAndOpen { get; } = new Dictionary<string, string>
    {
        ["GET /"] = "leads a person to the page of the own account",
        ["GET /sign-in"] = "is a page without data",
        ["GET /welcome"] = "is a page without data",
        ["GET /reset"] = "is a page without data",
        ["GET /forgot"] = "is a page without data",
        ["GET /account"] = "is a page without data, which asks the API for them",
        ["GET /pages/pages.js"] = "is a script of the pages",
        ["GET /pages/account.js"] = "is a script of the pages",
        ["GET /pages/call.js"] = "is a script of the pages",
        ["GET /openapi/{documentName}.json"] = "is the document itself",
    };

    /// <summary>Everything that the platform answers.</summary>
    internal static IReadOnlyList<EndPoint> In(JsonNode document) =>
    [
        .. document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation =>
            new EndPoint(new HttpMethod(operation.Key.ToUpperInvariant()), path.Key, operation.Value!, document))),
        .. Hidden.Keys.Concat(HiddenAndOpen.Keys).Select(name => name.Split(' ')).Select(name => new EndPoint(
            name[0] == AnyMethod ? HttpMethod.Post : new HttpMethod(name[0]), name[1], new JsonObject(), document)),
    ];

    /// <summary>What a route is called here: routes also say of what form a parameter is, the document does not.</summary>
    internal static string Named(string route)
    {
        var name = Parameter().Replace(route, "{$1}").TrimEnd('/');
        return name.EndsWith(' ') ? $"{name}/" : name;
    }

    /// <summary>What a route is called here, for each of its methods.</summary>
    internal static IEnumerable<string> Named(IReadOnlyList<string>? methods, string route) =>
        (methods is { Count: > 0 } ? methods : [AnyMethod]).Select(method => Named($"{method} /{route.TrimStart('/')}"));

    /// <summary>The path with its parameters filled in by their names; what is not known stays a word.</summary>
    internal string Filled(IReadOnlyDictionary<string, string> values) => Parameter().Replace(
        Path, parameter => Uri.EscapeDataString(values.GetValueOrDefault(parameter.Groups[1].Value, "anything")));

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

    [GeneratedRegex(@"\{\**(\w+)(?::[^}]+)?\}")]
    private static partial Regex Parameter();
}
