using Platform.Tenancy;

namespace Platform.Storage;

/// <summary>The port over the registry and the mover.</summary>
internal sealed class Placements(PlacementTable table, TenantMover mover) : IPlacements
{
    /// <inheritdoc />
    public async Task<TenantPlacement> Get(TenantId tenant, CancellationToken cancellationToken) =>
        (await table.Get(tenant, cancellationToken)).Describe();

    /// <inheritdoc />
    public async Task CreateDedicated(TenantId tenant, string? server, CancellationToken cancellationToken)
    {
        // A new tenant has next to no data: giving it a place is a move that takes no time and leaves nothing worth keeping.
        await mover.Move(tenant, IsolationTier.Dedicated, server, cancellationToken);
        await mover.Confirm(tenant, cancellationToken);
    }

    /// <inheritdoc />
    public Task Move(TenantId tenant, IsolationTier to, string? server, CancellationToken cancellationToken) =>
        mover.Move(tenant, to, server, cancellationToken);

    /// <inheritdoc />
    public Task Confirm(TenantId tenant, CancellationToken cancellationToken) => mover.Confirm(tenant, cancellationToken);

    /// <inheritdoc />
    public Task Drop(TenantId tenant, CancellationToken cancellationToken) => mover.Drop(tenant, cancellationToken);
}
