using Platform.Channels;
using Platform.Onboarding;

namespace Platform.Gateways;

/// <summary>Creates WhatsApp accounts at the gateway and connects them. Never throws for what the gateway or the network does.</summary>
public interface IWhatsAppProvisioning
{
    /// <summary>Makes sure that the account exists and posts its events to us. An account that exists gets the webhook anew.</summary>
    Task<ProvisionResult> Ensure(ChannelId channel, string? number, Uri webhook, string secret, CancellationToken cancellationToken);

    /// <summary>What the company's telephone scans to connect the account.</summary>
    Task<Pairing> Pair(ChannelId channel, CancellationToken cancellationToken);

    /// <summary>Whether the account is connected.</summary>
    Task<LinkAnswer> Look(ChannelId channel, CancellationToken cancellationToken);

    /// <summary>Logs the account out and removes it; one that does not exist is removed.</summary>
    Task<ProvisionResult> Remove(ChannelId channel, CancellationToken cancellationToken);
}

/// <summary>What the gateway made of it. A closed set.</summary>
public abstract record ProvisionResult
{
    private ProvisionResult() { }

    /// <summary>It is as it was asked for.</summary>
    public sealed record Done : ProvisionResult;

    /// <summary>Not now, or nobody knows; trying again may help.</summary>
    public sealed record Unavailable(string Reason) : ProvisionResult;

    /// <summary>The gateway will never do it as it was asked for.</summary>
    public sealed record Refused(string Reason) : ProvisionResult;
}

/// <summary>What the gateway says of an account's connection. A closed set.</summary>
public abstract record LinkAnswer
{
    private LinkAnswer() { }

    /// <summary>The state in the gateway's words, such as <c>open</c>.</summary>
    public sealed record Is(string State) : LinkAnswer;

    /// <summary>It knows of no such account.</summary>
    public sealed record NoSuchAccount : LinkAnswer;

    /// <summary>It does not say.</summary>
    public sealed record Unavailable(string Reason) : LinkAnswer;
}
