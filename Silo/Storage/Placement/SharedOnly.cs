using Platform.Tenancy;

namespace Platform.Storage;

/// <summary>Every tenant is in the installation's own database.</summary>
internal sealed class SharedOnly : IPlacements
{
    /// <inheritdoc />
    public Task<TenantPlacement> Get(TenantId tenant, CancellationToken cancellationToken) => Task.FromResult(TenantPlacement.Shared);

    /// <inheritdoc />
    public Task CreateDedicated(TenantId tenant, string? server, CancellationToken cancellationToken) => throw NotOffered();

    /// <inheritdoc />
    public Task Move(TenantId tenant, IsolationTier to, string? server, CancellationToken cancellationToken) =>
        to == IsolationTier.Shared ? Task.CompletedTask : throw NotOffered();

    /// <inheritdoc />
    public Task Confirm(TenantId tenant, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task Drop(TenantId tenant, CancellationToken cancellationToken) => Task.CompletedTask;

    private static PlacementException NotOffered() => new("This installation keeps all tenants in one database.");
}
