using Platform.Channels;
using Platform.Tenancy;

namespace Platform.Gateways;

/// <summary>A provider that sends messages, such as Evolution API.</summary>
public interface IMessageGateway
{
    /// <summary>
    /// Sends one text. Never throws for what the provider or the network does: the result says it, with its retry class.
    /// </summary>
    Task<SendResult> SendText(TenantId tenant, ChannelId channel, string to, string text, CancellationToken cancellationToken);
}

/// <summary>What the provider made of a send. A closed set.</summary>
public abstract record SendResult
{
    private SendResult() { }

    /// <summary>Accepted, not yet delivered.</summary>
    public sealed record Accepted(ProviderMessageId ProviderId) : SendResult;

    /// <summary>Not sent; a later try may succeed.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="PerhapsSent">It cannot be ruled out, and is so seldom that the message is tried on; it is marked.</param>
    public sealed record Unavailable(string Reason, bool PerhapsSent = false) : SendResult;

    /// <summary>Perhaps sent (time-out, connection lost, "Connection Closed"): a later try may send it twice.</summary>
    public sealed record Unknown(string Reason) : SendResult;

    /// <summary>Will never be sent as it is (not on WhatsApp, refused content).</summary>
    public sealed record Refused(string Reason) : SendResult;
}
