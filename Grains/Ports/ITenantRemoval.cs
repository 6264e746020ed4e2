using System.Collections.Immutable;
using Platform.Channels;

namespace Platform.Tenancy;

/// <summary>Removes what the installation keeps of a tenant that nobody serves any more. Everything may be repeated.</summary>
public interface ITenantRemoval
{
    /// <summary>
    /// Forgets its keys, and removes its data wherever that is and its accounts at gateways. A gateway that does not answer keeps nothing
    /// here from being removed. Returns the accounts of which the gateway did not say that they are gone.
    /// </summary>
    /// <exception cref="Platform.Turns.StoreUnavailableException">A database cannot be reached.</exception>
    Task<ImmutableArray<ChannelId>> RemoveData(TenantId tenant, ImmutableArray<ChannelId> names, CancellationToken cancellationToken);

    /// <summary>
    /// Removes what the installation knows about it (people, sessions, subscription, onboarding) but for the tombstone and the audit.
    /// </summary>
    /// <exception cref="Platform.Turns.StoreUnavailableException">The database cannot be reached.</exception>
    Task RemoveRegistry(TenantId tenant, CancellationToken cancellationToken);
}
