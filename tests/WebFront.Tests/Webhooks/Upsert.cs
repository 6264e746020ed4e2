using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Webhooks.Evolution;

namespace Platform.Tests.Webhooks;

/// <summary>Makes <c>messages.upsert</c> bodies that differ from a plain text in what a test is about.</summary>
internal static class Upsert
{
    internal static readonly DateTimeOffset Arrival = new(2026, 11, 21, 12, 30, 0, TimeSpan.Zero);

    internal static JsonObject Body(JsonNode? message = null, Action<JsonObject>? change = null)
    {
        var body = new JsonObject
        {
            ["event"] = "messages.upsert",
            ["instance"] = WhatsAppFixtures.Instance,
            ["data"] = new JsonObject
            {
                ["key"] = new JsonObject
                {
                    ["remoteJid"] = "5511999990001@s.whatsapp.net", ["fromMe"] = false, ["id"] = "3A7F8E6A79438E3FC833",
                },
                ["pushName"] = "Cliente Exemplo",
                ["message"] = message ?? new JsonObject { ["conversation"] = "Oi" },
                ["messageTimestamp"] = 1795262400,
            },
            ["sender"] = "5511988880000@s.whatsapp.net",
        };
        change?.Invoke(body);
        return body;
    }

    internal static byte[] Bytes(JsonNode body) => JsonSerializer.SerializeToUtf8Bytes(body);

    internal static EvolutionEvent Parse(JsonNode body) => EvolutionWebhook.Parse(Bytes(body), Arrival).Event;

    internal static EvolutionEvent ParseMessage(string message) => Parse(Body(JsonNode.Parse(message)));

    /// <summary>Parses a body that is spoiled after it was written.</summary>
    internal static EvolutionEvent ParseMessage(string message, Func<string, string> spoil) =>
        EvolutionWebhook.Parse(Encoding.UTF8.GetBytes(spoil(Body(JsonNode.Parse(message)).ToJsonString())), Arrival).Event;
}
