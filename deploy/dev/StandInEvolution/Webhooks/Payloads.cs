using System.Globalization;
using System.Text.Json.Nodes;
using Platform.StandIn.Chats;
using Platform.StandIn.Instances;

namespace Platform.StandIn.Webhooks;

/// <summary>Request and answer bodies as Evolution API 2.4 writes them, member by member in its order.</summary>
internal static class Payloads
{
    internal static JsonObject Envelope(Instance instance, string eventName, JsonNode data, DateTimeOffset now, string serverUrl) => new()
    {
        ["event"] = eventName,
        ["instance"] = instance.Name,
        ["data"] = data,
        ["destination"] = instance.Webhook.Url,
        ["date_time"] = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        ["sender"] = instance.OwnJid,
        ["server_url"] = serverUrl,
        ["apikey"] = null,
    };

    /// <summary>What <c>messages.upsert</c> carries.</summary>
    internal static JsonObject Upsert(Instance instance, Chat chat, SaidMessage said, DateTimeOffset now) => new()
    {
        ["key"] = new JsonObject
        {
            ["remoteJid"] = chat.Jid,
            ["remoteJidAlt"] = WhatsAppNumbers.LidOf(chat.Jid),
            ["fromMe"] = said.FromMe,
            ["id"] = said.Id,
            ["participant"] = "",
            ["addressingMode"] = "pn",
        },
        ["pushName"] = said.Name,
        ["status"] = said.FromMe ? "SERVER_ACK" : "DELIVERY_ACK",
        ["message"] = said.Message,
        ["messageType"] = said.Message.First().Key,
        ["messageTimestamp"] = now.ToUnixTimeSeconds(),
        ["instanceId"] = instance.Id,
        ["source"] = "android",
    };

    /// <summary>What a send answers with and <c>send.message</c> carries.</summary>
    internal static JsonObject Sent(Instance instance, string jid, string id, string text, DateTimeOffset now) => new()
    {
        ["key"] = new JsonObject { ["remoteJid"] = jid, ["fromMe"] = true, ["id"] = id },
        ["pushName"] = "Você",
        ["status"] = "PENDING",
        ["message"] = new JsonObject { ["conversation"] = text },
        ["contextInfo"] = null,
        ["messageType"] = "conversation",
        ["messageTimestamp"] = now.ToUnixTimeSeconds(),
        ["instanceId"] = instance.Id,
        ["source"] = "web",
    };

    /// <summary>What <c>messages.update</c> carries.</summary>
    internal static JsonObject Status(Instance instance, string jid, string id, string status) => new()
    {
        ["keyId"] = id,
        ["remoteJid"] = jid,
        ["fromMe"] = true,
        ["status"] = status,
        ["instanceId"] = instance.Id,
        ["messageId"] = $"c{id.ToLowerInvariant()}",
    };

    /// <summary>What the creation of an instance answers with.</summary>
    internal static JsonObject Created(Instance instance, bool withCode)
    {
        var answer = new JsonObject
        {
            ["instance"] = new JsonObject
            {
                ["instanceName"] = instance.Name, ["instanceId"] = instance.Id, ["integration"] = "WHATSAPP-BAILEYS", ["status"] = instance.State,
            },
            ["hash"] = instance.Token,
        };
        if (withCode) { answer["qrcode"] = Code(instance); }
        return answer;
    }

    /// <summary>What a telephone scans.</summary>
    internal static JsonObject Code(Instance instance) => new()
    {
        ["pairingCode"] = instance.PairingCode, ["code"] = instance.Code, ["base64"] = null, ["count"] = 1,
    };

    internal static JsonObject Problem(int status, string error, JsonNode message) => new()
    {
        ["status"] = status,
        ["error"] = error,
        ["response"] = new JsonObject { ["message"] = message },
    };
}

/// <summary>A message that somebody wrote on a telephone.</summary>
/// <param name="Id">WhatsApp's id.</param>
/// <param name="Name">The name that the writer shows.</param>
/// <param name="FromMe">Whether the company's own telephone wrote it.</param>
/// <param name="Message">Its content, by kind.</param>
internal sealed record SaidMessage(string Id, string? Name, bool FromMe, JsonObject Message);
