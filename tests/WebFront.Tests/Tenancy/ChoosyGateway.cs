using Platform.Channels;
using Platform.Gateways;
using Platform.Onboarding;

namespace Platform.Tests.Tenancy;

/// <summary>A gateway that will not have instances of a certain name, whatever else it does.</summary>
internal sealed class ChoosyGateway(IWhatsAppProvisioning inner) : IWhatsAppProvisioning
{
    internal const string Unwanted = "unwanted";

    public Task<ProvisionResult> Ensure(ChannelId channel, string? number, Uri webhook, string secret, CancellationToken cancellationToken) =>
        channel.Value.EndsWith(Unwanted, StringComparison.Ordinal)
            ? Task.FromResult<ProvisionResult>(new ProvisionResult.Refused("not this one"))
            : inner.Ensure(channel, number, webhook, secret, cancellationToken);

    public Task<Pairing> Pair(ChannelId channel, CancellationToken cancellationToken) => inner.Pair(channel, cancellationToken);

    public Task<LinkAnswer> Look(ChannelId channel, CancellationToken cancellationToken) => inner.Look(channel, cancellationToken);

    public Task<ProvisionResult> Remove(ChannelId channel, CancellationToken cancellationToken) => inner.Remove(channel, cancellationToken);
}
