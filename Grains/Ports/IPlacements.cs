namespace Platform.Tenancy;

/// <summary>
/// Where tenants' data is kept. What is done can take seconds, may fail half way, and is finished by being called again; the tenant exists
/// before it is placed.
/// </summary>
public interface IPlacements
{
    /// <summary>Where the tenant's data is; a tenant that was never placed is shared.</summary>
    Task<TenantPlacement> Get(TenantId tenant, CancellationToken cancellationToken);

    /// <summary>Gives a new tenant a database of its own before it has data. Repeating it changes nothing.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="server">A configured database server's name, or <c>null</c> for the installation's own.</param>
    /// <param name="cancellationToken">Ends the work half way.</param>
    /// <exception cref="Platform.Turns.StoreUnavailableException">A database cannot be reached.</exception>
    /// <exception cref="PlacementException">It cannot be done as things stand.</exception>
    Task CreateDedicated(TenantId tenant, string? server, CancellationToken cancellationToken);

    /// <summary>
    /// Moves the tenant's data while it is in use. Turns wait while what changed last is copied, and go on at the new place. The old data
    /// stays until <see cref="Confirm"/>.
    /// </summary>
    /// <inheritdoc cref="CreateDedicated" path="/exception" />
    Task Move(TenantId tenant, IsolationTier to, string? server, CancellationToken cancellationToken);

    /// <summary>Removes what the last move left behind. Repeating it changes nothing.</summary>
    Task Confirm(TenantId tenant, CancellationToken cancellationToken);

    /// <summary>
    /// Removes the tenant's data wherever it is, with its database; what the installation knows about the company stays. Only for a
    /// tenant that nobody serves any more.
    /// </summary>
    Task Drop(TenantId tenant, CancellationToken cancellationToken);
}

/// <summary>A tenant cannot be placed as things stand; the message says to the operator what to change.</summary>
public sealed class PlacementException : Exception
{
    /// <summary>Made by tools.</summary>
    public PlacementException() { }

    /// <summary>Says what to change.</summary>
    public PlacementException(string message) : base(message) { }

    /// <summary>Says what to change, with the cause.</summary>
    public PlacementException(string message, Exception innerException) : base(message, innerException) { }
}
