using System.Net;
using System.Text.Json;

namespace Platform.Gateways.Evolution;

/// <summary>What the server answered; no status where it did not.</summary>
internal sealed record EvolutionAnswer(HttpStatusCode? Status, JsonElement Body)
{
    internal static EvolutionAnswer None { get; } = new(null, default(JsonElement));

    internal EvolutionAnswer(HttpStatusCode status, ReadOnlyMemory<byte> body) : this(status, Parse(body)) { }

    internal bool IsNameInUse =>
        Body.ValueKind == JsonValueKind.Object && Body.GetRawText().Contains("already in use", StringComparison.Ordinal);

    internal bool Has(string member) => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(member, out _);

    internal string? Text(params ReadOnlySpan<string> path)
    {
        var found = Body;
        foreach (var name in path)
        {
            if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(name, out found)) { return null; }
        }
        return found.ValueKind == JsonValueKind.String ? found.GetString() : null;
    }

    private static JsonElement Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
