using System.Collections.Concurrent;
using Platform.Channels;
using Platform.Gateways;
using Platform.Onboarding;

namespace Platform.Tests.Tenancy;

/// <summary>A gateway that will not have instances of a certain name, and that can be away when an account is to be removed.</summary>
internal sealed class ChoosyGateway(IWhatsAppProvisioning inner) : IWhatsAppProvisioning
{
    internal const string Unwanted = "unwanted";

    /// <summary>Accounts that it does not remove for the time being.</summary>
    internal static ConcurrentDictionary<ChannelId, ProvisionResult> Kept { get; } = new();

    /// <summary>Accounts that it removed.</summary>
    internal static ConcurrentQueue<ChannelId> Removed { get; } = new();

    public Task<ProvisionResult> Ensure(ChannelId channel, string? number, Uri webhook, string secret, CancellationToken cancellationToken) =>
        channel.Value.EndsWith(Unwanted, StringComparison.Ordinal)
            ? Task.FromResult<ProvisionResult>(new ProvisionResult.Refused("not this one"))
            : inner.Ensure(channel, number, webhook, secret, cancellationToken);

    public Task<Pairing> Pair(ChannelId channel, CancellationToken cancellationToken) => inner.Pair(channel, cancellationToken);

    public Task<LinkAnswer> Look(ChannelId channel, CancellationToken cancellationToken) => inner.Look(channel, cancellationToken);

    public Task<ProvisionResult> Remove(ChannelId channel, CancellationToken cancellationToken)
    {
        if (Kept.TryGetValue(channel, out var answer)) { return Task.FromResult(answer); }
        Removed.Enqueue(channel);
        return Task.FromResult<ProvisionResult>(new ProvisionResult.Done());
    }
}
