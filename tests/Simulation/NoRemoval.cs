using System.Collections.Immutable;
using Platform.Channels;
using Platform.Tenancy;

namespace Platform.Tests.Simulation;

/// <summary>No company leaves the simulated town.</summary>
internal sealed class NoRemoval : ITenantRemoval
{
    public Task<ImmutableArray<ChannelId>> RemoveData(TenantId tenant, ImmutableArray<ChannelId> names, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("Nothing is removed here.");

    public Task RemoveRegistry(TenantId tenant, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("Nothing is removed here.");
}
