using System.Collections.Immutable;
using System.Text.Json;
using Platform.Channels;
using Platform.Conversations;
using Platform.Identity;

namespace Platform.Webhooks.Evolution;

/// <summary>
/// Reads <c>messages.update</c>: how far our messages got. By message id only; the address may be any identity of the customer.
/// </summary>
internal static class StatusReader
{
    // One is usual; a list of this length is more than any version was seen to send.
    private const int ReportsMax = 100;

    internal static EvolutionEvent Read(JsonElement data, DateTimeOffset receivedAt) => data.ValueKind switch
    {
        JsonValueKind.Object => Read([data], receivedAt),
        JsonValueKind.Array when data.GetArrayLength() <= ReportsMax => Read([.. data.EnumerateArray()], receivedAt),
        _ => new EvolutionEvent.Malformed("data is missing or neither an object nor a short list."),
    };

    private static EvolutionEvent Read(ReadOnlySpan<JsonElement> updates, DateTimeOffset receivedAt)
    {
        var reports = ImmutableArray.CreateBuilder<StatusReport>(updates.Length);
        EvolutionEvent other = new EvolutionEvent.Ignored("no-status");
        foreach (var update in updates)
        {
            if (ReasonToIgnore(update) is { } reason)
            {
                other = new EvolutionEvent.Ignored(reason);
            }
            else if (ProviderMessageId.TryParse(update.Text("keyId"u8), out var id))
            {
                reports.Add(new StatusReport(id, StatusOf(update.Member("status"u8))!.Value, receivedAt));
            }
            else
            {
                return new EvolutionEvent.Malformed("data.keyId is missing or not an id.");
            }
        }
        return reports.Count > 0 ? new EvolutionEvent.Statuses(reports.DrainToImmutable()) : other;
    }

    private static string? ReasonToIgnore(JsonElement update) => update switch
    {
        // Edits arrive here with a status that means nothing.
        _ when !update.Member("message"u8).IsNothing => "edit",
        _ when update.Member("fromMe"u8).ValueKind != JsonValueKind.True => "status-of-customer-message",
        _ when Jid.TryParse(update.Text("remoteJid"u8), out var chat) && chat is Jid.Group or Jid.Broadcast or Jid.Newsletter => "group",
        _ => StatusOf(update.Member("status"u8)) switch
        {
            null => "unknown-status",
            // Every message of ours is queued before the gateway hears of it.
            DeliveryStatus.Queued => "pending",
            _ => null,
        },
    };

    // Newer versions send names, protobuf's own form is the number.
    private static DeliveryStatus? StatusOf(JsonElement status) => status.ValueKind switch
    {
        JsonValueKind.String => status.AsText() switch
        {
            "ERROR" => DeliveryStatus.Failed,
            "PENDING" => DeliveryStatus.Queued,
            "SERVER_ACK" => DeliveryStatus.Sent,
            "DELIVERY_ACK" => DeliveryStatus.Delivered,
            "READ" => DeliveryStatus.Read,
            "PLAYED" => DeliveryStatus.Played,
            _ => null,
        },
        JsonValueKind.Number => status.AsLong() switch
        {
            0 => DeliveryStatus.Failed,
            1 => DeliveryStatus.Queued,
            2 => DeliveryStatus.Sent,
            3 => DeliveryStatus.Delivered,
            4 => DeliveryStatus.Read,
            5 => DeliveryStatus.Played,
            _ => null,
        },
        _ => null,
    };
}
