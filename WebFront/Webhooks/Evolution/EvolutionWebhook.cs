using System.Text.Json;

namespace Platform.Webhooks.Evolution;

/// <summary>
/// Reads webhook requests of Evolution API 2.x, all its versions and encodings. Pure, and never throws: bodies of strangers end as
/// <see cref="EvolutionEvent.Malformed"/>.
/// </summary>
public static class EvolutionWebhook
{
    // Quotes of quotes stay far below; deeper nesting is an attack on parsers.
    private static readonly JsonDocumentOptions Json = new() { MaxDepth = 64 };

    /// <summary>Reads one request body.</summary>
    /// <param name="body">The bytes as they arrived.</param>
    /// <param name="receivedAt">When they arrived: no message can have been sent later.</param>
    public static EvolutionDelivery Parse(ReadOnlyMemory<byte> body, DateTimeOffset receivedAt)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Json);
            return Read(document.RootElement, receivedAt);
        }
        catch (JsonException)
        {
            return new EvolutionDelivery(null, new EvolutionEvent.Malformed("The body is not JSON, or nested too deeply."));
        }
        catch (InvalidOperationException)
        {
            // Names of members that are no Unicode surface here; texts were dealt with where they are read.
            return new EvolutionDelivery(null, new EvolutionEvent.Malformed("The body is not Unicode."));
        }
    }

    private static EvolutionDelivery Read(JsonElement envelope, DateTimeOffset receivedAt)
    {
        if (envelope.ValueKind != JsonValueKind.Object)
        {
            return new EvolutionDelivery(null, new EvolutionEvent.Malformed("The body is not an object."));
        }

        var instance = envelope.Text("instance"u8);
        return envelope.Text("event"u8) switch
        {
            _ when instance is null => new EvolutionDelivery(null, new EvolutionEvent.Malformed("instance is missing or not text.")),
            null => new EvolutionDelivery(instance, new EvolutionEvent.Malformed("event is missing or not text.")),
            var name => new EvolutionDelivery(instance, Read(name, envelope, receivedAt)),
        };
    }

    private static EvolutionEvent Read(string name, JsonElement envelope, DateTimeOffset receivedAt)
    {
        var data = envelope.Member("data"u8);
        return name switch
        {
            "messages.upsert" => UpsertReader.Read(data, OwnAddress.Of(envelope), receivedAt),
            "messages.update" => StatusReader.Read(data, receivedAt),
            "connection.update" => ReadConnection(data),
            "send.message" => EvolutionEvent.Ignored.OwnEcho,
            "messages.edited" => new EvolutionEvent.Ignored("edit"),
            "messages.delete" => new EvolutionEvent.Ignored("delete"),
            "messages.set" => new EvolutionEvent.Ignored("history"),
            "presence.update" => new EvolutionEvent.Ignored("presence"),
            "qrcode.updated" => new EvolutionEvent.Ignored("qr-code"),
            "call" => new EvolutionEvent.Ignored("call"),
            "contacts.set" or "contacts.upsert" or "contacts.update" => new EvolutionEvent.Ignored("contacts"),
            "chats.set" or "chats.upsert" or "chats.update" or "chats.delete" => new EvolutionEvent.Ignored("chats"),
            "groups.upsert" or "groups.update" or "group-participants.update" => new EvolutionEvent.Ignored("group"),
            "instance.create" or "instance.delete" or "logout.instance" or "remove.instance" or "status.instance" =>
                new EvolutionEvent.Ignored("instance-life-cycle"),
            _ => new EvolutionEvent.Ignored("unknown-event"),
        };
    }

    private static EvolutionEvent ReadConnection(JsonElement data) => data.Text("state"u8) switch
    {
        { Length: > 0 and <= 32 } state => new EvolutionEvent.Connection(state, data.Member("statusReason"u8).AsLong()),
        _ => new EvolutionEvent.Malformed("data.state is missing or not text."),
    };
}
