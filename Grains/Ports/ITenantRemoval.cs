using System.Collections.Immutable;
using Platform.Channels;

namespace Platform.Tenancy;

/// <summary>Removes what the installation keeps of a tenant that nobody serves any more. Everything may be repeated.</summary>
public interface ITenantRemoval
{
    /// <summary>
    /// Forgets its keys, and removes its data wherever that is and its accounts at gateways. A gateway that does not answer keeps nothing
    /// here from being removed.
    /// </summary>
    /// <exception cref="Platform.Turns.StoreUnavailableException">A database cannot be reached.</exception>
    Task RemoveData(TenantId tenant, ImmutableArray<ChannelId> names, CancellationToken cancellationToken);

    /// <summary>
    /// Removes what the installation knows about it (people, sessions, subscription, onboarding) but for the tombstone and the audit.
    /// </summary>
    /// <exception cref="Platform.Turns.StoreUnavailableException">The database cannot be reached.</exception>
    Task RemoveRegistry(TenantId tenant, CancellationToken cancellationToken);
}
