using System.Net;
using System.Text.Json;
using Platform.Channels;

namespace Platform.Gateways.Evolution;

/// <summary>What one try to send came to.</summary>
/// <param name="Result">For the sender.</param>
/// <param name="Fault">Whose fault it was, if it failed.</param>
internal sealed record SendAttempt(SendResult Result, SendFault Fault = SendFault.None);

/// <summary>Where a failed send failed.</summary>
internal enum SendFault
{
    None,

    /// <summary>This message or this instance; others may well succeed.</summary>
    Message,

    /// <summary>The server or the way to it: others fail alike.</summary>
    Server,

    /// <summary>The request was not as the server wants it: a mistake of ours.</summary>
    Ours,
}

/// <summary>
/// Reads the server's answer to a send. Pure. Evolution says 400 to nearly everything; what happened stands in
/// <c>response.message</c>: a list of texts, a list of schema errors (a list in the list), or what it knows of the number.
/// </summary>
internal static class SendAnswer
{
    internal static SendAttempt Read(HttpStatusCode status, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var answer = JsonDocument.Parse(body);
            return Read((int)status, answer.RootElement);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return Read((int)status, default);
        }
    }

    private static SendAttempt Read(int status, JsonElement answer) => status switch
    {
        >= 200 and < 300 => Accepted(answer),
        400 => Rejected(Member(Member(answer, "response"), "message")),
        401 or 403 => Unavailable("gateway-key-refused"),
        404 => Unavailable("instance-not-found"),
        408 or 409 or 425 or 429 => Unavailable("gateway-busy"),
        503 when IsText(Member(answer, "code"), "LICENSE_REQUIRED") => Unavailable("gateway-licence-required"),
        // Said by a proxy: the gateway is not there. It may have gone while it was sending, but hardly twice.
        502 => new SendAttempt(new SendResult.Unavailable("gateway-error-502", PerhapsSent: true), SendFault.Server),
        503 => new SendAttempt(new SendResult.Unavailable("gateway-error-503"), SendFault.Server),
        >= 500 => new SendAttempt(new SendResult.Unknown($"gateway-error-{status}"), SendFault.Server),
        413 or 414 or 415 or 422 => new SendAttempt(new SendResult.Refused($"gateway-refused-{status}"), SendFault.Ours),
        _ => Unavailable($"gateway-answered-{status}"),
    };

    private static SendAttempt Accepted(JsonElement answer) =>
        Member(Member(answer, "key"), "id") is { ValueKind: JsonValueKind.String } id
            && ProviderMessageId.TryParse(id.GetString(), out var providerId)
            ? new SendAttempt(new SendResult.Accepted(providerId))
            : new SendAttempt(new SendResult.Unknown("gateway-named-no-message"), SendFault.Server);

    private static SendAttempt Rejected(JsonElement message)
    {
        var parts = message.ValueKind == JsonValueKind.Array ? message.EnumerateArray().ToArray() : [message];
        if (parts.Any(part => Member(part, "exists").ValueKind == JsonValueKind.False))
        {
            return new SendAttempt(new SendResult.Refused("not-on-whatsapp"), SendFault.Message);
        }
        if (parts.Any(part => part.ValueKind == JsonValueKind.Array))
        {
            return new SendAttempt(new SendResult.Refused("gateway-found-request-invalid"), SendFault.Ours);
        }
        // "Connection Closed", "Timed Out", ECONNRESET, "SessionError: No sessions" and whatever else was thrown while sending: the
        // message may have left before.
        return new SendAttempt(new SendResult.Unknown("whatsapp-connection-failed"), SendFault.Message);
    }

    private static SendAttempt Unavailable(string reason) => new(new SendResult.Unavailable(reason), SendFault.Message);

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    private static bool IsText(JsonElement element, string text) => element.ValueKind == JsonValueKind.String && element.ValueEquals(text);
}
