using System.Collections.Immutable;
using Platform.DataRights;
using Platform.Identity;
using Platform.Tenancy;

namespace Platform.Storage;

/// <summary>Personal data where the tenant's data is, and what a move left behind of it.</summary>
internal sealed class PlacedPersonalData(TenantRouter router, PlacementTable table, OpenDatabases open) : IPersonalData
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

        // What a move left behind goes first: the person's other identities are known by what is served.
        var left = await EraseLeftBehind(tenant, known: null, erasure, cancellationToken);
        var erased = await router.Run(tenant, database => database.People.Erase(tenant, erasure, cancellationToken), cancellationToken);

        // A move that ended meanwhile left the person behind.
        await EraseLeftBehind(tenant, left, erasure, cancellationToken);
        return erased;
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

    private async Task<OldData?> EraseLeftBehind(TenantId tenant, OldData? known, Erasure erasure, CancellationToken cancellationToken)
    {
        var left = (await table.Get(tenant, cancellationToken)).Old;
        if (left is null || (known is not null && left.Database?.Name == known.Database?.Name)) { return left; }

        // It is served to nobody, like what is being restored.
        var unserved = erasure with { IsUnserved = true };
        await (left.Database is { } address
            ? open.Use(tenant, address, database => database.People.Erase(tenant, unserved, cancellationToken), cancellationToken)
            : router.Main.People.Erase(tenant, unserved, cancellationToken));
        return left;
    }
}
