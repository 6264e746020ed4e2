using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Platform.Benchmarks.Reference;

/// <summary>The bare endpoint: parses the same request, has the same rows inserted, answers 200.</summary>
internal static class ReferenceEndpoint
{
    /// <summary>Where it is.</summary>
    public const string Path = "/reference";

    public static void Map(WebApplication app, Func<IReferenceWriter> writer) => app.MapPost(Path, async (HttpContext http) =>
    {
        using var body = await JsonDocument.ParseAsync(http.Request.Body, default, http.RequestAborted);
        await writer().Insert(Read(body.RootElement));
        return TypedResults.Text("""{"outcome":"accepted"}""", "application/json");
    });

    private static ReferenceTurn Read(JsonElement body)
    {
        var data = body.GetProperty("data"u8);
        var key = data.GetProperty("key"u8);
        var address = key.GetProperty("remoteJid"u8).GetString()!;
        return new ReferenceTurn(
            body.GetProperty("instance"u8).GetString()!,
            address[..address.IndexOf('@', StringComparison.Ordinal)],
            address,
            key.GetProperty("id"u8).GetString()!,
            data.GetProperty("pushName"u8).GetString()!,
            data.GetProperty("message"u8).GetProperty("conversation"u8).GetString()!,
            DateTimeOffset.FromUnixTimeSeconds(data.GetProperty("messageTimestamp"u8).GetInt64()),
            DateTimeOffset.UtcNow);
    }
}
