using System.Text.Json;
using Platform.Channels;
using Platform.Conversations;
using Platform.Identity;

namespace Platform.Webhooks.Evolution;

/// <summary>
/// Reads <c>messages.upsert</c>: what a customer wrote, or what a person of the company wrote on the company's telephone.
/// </summary>
internal static class UpsertReader
{
    // What Evolution shows as the name of the account itself.
    private const string OwnName = "Você";

    // Before WhatsApp existed: a missing time that was written as a number.
    private static readonly DateTimeOffset EarliestTime = new(2009, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal static EvolutionEvent Read(JsonElement data, PhoneNumber? own, DateTimeOffset receivedAt)
    {
        var key = data.Member("key"u8);
        if (key.ValueKind != JsonValueKind.Object)
        {
            return new EvolutionEvent.Malformed("data.key is missing or not an object.");
        }
        if (key.Text("remoteJid"u8) is null)
        {
            return new EvolutionEvent.Malformed("data.key.remoteJid is missing or not text.");
        }
        if (!TryReadFlag(key.Member("fromMe"u8), out var fromMe))
        {
            return new EvolutionEvent.Malformed("data.key.fromMe is not true or false.");
        }
        if (!ProviderMessageId.TryParse(key.Text("id"u8), out var id))
        {
            return new EvolutionEvent.Malformed("data.key.id is missing or not an id.");
        }

        return AddressReader.Read(key, fromMe) switch
        {
            AddressReader.Chat.OfMany(var kind) => new EvolutionEvent.Ignored(kind),
            AddressReader.Chat.Unreadable => new EvolutionEvent.Ignored("not-a-person"),
            AddressReader.Chat.WithCustomer(var customer) => Read(data, new Envelope(customer, id, fromMe, SentAt(data, receivedAt)), own),
            var other => throw new InvalidOperationException($"Chat {other.GetType().Name} is not handled."),
        };
    }

    private static EvolutionEvent Read(JsonElement data, Envelope envelope, PhoneNumber? own) =>
        ContentReader.Read(data.Member("message"u8), IsViewOnce(data)) switch
        {
            ContentReading.Nothing(var reason) => new EvolutionEvent.Ignored(reason),
            ContentReading.Wrong(var reason) => new EvolutionEvent.Malformed(reason),
            ContentReading.Content(var content) when envelope.FromMe => FromPerson(data, envelope, own, content),
            ContentReading.Content(var content) =>
                new EvolutionEvent.Message(envelope.Customer, envelope.Id, NameOf(data, envelope.Customer), envelope.SentAt, content),
            var other => throw new InvalidOperationException($"Content {other.GetType().Name} is not handled."),
        };

    private static EvolutionEvent FromPerson(JsonElement data, Envelope envelope, PhoneNumber? own, MessageContent content)
    {
        // Only the platform's own sends are still pending when they are reported.
        if (data.Member("status"u8) is { ValueKind: JsonValueKind.String } status && status.ValueEquals("PENDING"u8))
        {
            return EvolutionEvent.Ignored.OwnEcho;
        }
        if (envelope.Customer.Number is { } number && number == own)
        {
            return new EvolutionEvent.Ignored("note-to-self");
        }
        return content.Kind == MessageKind.Reaction
            ? new EvolutionEvent.Ignored("own-reaction")
            : new EvolutionEvent.FromPerson(envelope.Customer, envelope.Id, envelope.SentAt, content);
    }

    private static bool IsViewOnce(JsonElement data) => data.Member("key"u8).Member("isViewOnce"u8).ValueKind == JsonValueKind.True;

    private static bool TryReadFlag(JsonElement flag, out bool value)
    {
        value = flag.ValueKind == JsonValueKind.True;
        return value || flag.ValueKind == JsonValueKind.False || flag.IsNothing;
    }

    private static string? NameOf(JsonElement data, CustomerAddress customer)
    {
        var shown = data.Text("pushName"u8);
        var isAddress = shown is not null && customer.ReplyTo.StartsWith(shown, StringComparison.Ordinal);
        return isAddress || shown == OwnName ? null : CleanText.Name(shown);
    }

    private static DateTimeOffset SentAt(JsonElement data, DateTimeOffset receivedAt)
    {
        if (data.Member("messageTimestamp"u8).AsLong() is not { } seconds
            || seconds < EarliestTime.ToUnixTimeSeconds()
            || seconds > receivedAt.ToUnixTimeSeconds())
        {
            return receivedAt;
        }
        return DateTimeOffset.FromUnixTimeSeconds(seconds);
    }

    private readonly record struct Envelope(CustomerAddress Customer, ProviderMessageId Id, bool FromMe, DateTimeOffset SentAt);
}
