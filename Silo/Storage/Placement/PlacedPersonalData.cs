using System.Collections.Immutable;
using Platform.DataRights;
using Platform.Identity;
using Platform.Tenancy;

namespace Platform.Storage;

/// <summary>Personal data where the tenant's data is.</summary>
internal sealed class PlacedPersonalData(TenantRouter router) : IPersonalData
{
    /// <inheritdoc />
    public Task<ImmutableArray<PeerKey>> FindKeys(TenantId tenant, PeerKey peer, CancellationToken cancellationToken) =>
        router.Run(tenant, database => database.People.FindKeys(tenant, peer, cancellationToken), cancellationToken);

    /// <inheritdoc />
    public Task<ImmutableArray<PersonalRows>> Read(TenantId tenant, ImmutableArray<PeerKey> keys, CancellationToken cancellationToken) =>
        router.Run(tenant, database => database.People.Read(tenant, keys, cancellationToken), cancellationToken);

    /// <inheritdoc />
    public async Task<ImmutableArray<ErasedRows>> Erase(TenantId tenant, Erasure erasure, CancellationToken cancellationToken)
    {
        // Noted first: what is interrupted after that is done again, and no backup brings the person back.
        await router.Main.People.Remember(tenant, erasure, cancellationToken);
        return await router.Run(tenant, database => database.People.Erase(tenant, erasure, cancellationToken), cancellationToken);
    }

    /// <inheritdoc />
    public Task<bool> WasErased(TenantId tenant, byte[] messageHash, CancellationToken cancellationToken) =>
        router.Run(tenant, database => database.People.WasErased(tenant, messageHash, cancellationToken), cancellationToken);

    /// <inheritdoc />
    public Task<bool> HasErased(TenantId tenant, CancellationToken cancellationToken) =>
        router.Run(tenant, database => database.People.HasErased(tenant, cancellationToken), cancellationToken);

    /// <inheritdoc />
    public Task<DateTimeOffset?> ErasedAt(TenantId tenant, byte[] hash, CancellationToken cancellationToken) =>
        router.Run(tenant, database => database.People.ErasedAt(tenant, hash, cancellationToken), cancellationToken);
}
