using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Storage;

/// <summary>Databases as one provider makes them.</summary>
internal interface IDatabaseKind
{
    /// <summary>The installation's own database.</summary>
    TenantDatabase Main { get; }

    /// <summary>The number of steps of the current schema.</summary>
    int SchemaSteps { get; }

    /// <summary>An address that no database has yet.</summary>
    /// <exception cref="PlacementException">Nothing is known of such a server.</exception>
    Task<DatabaseAddress> NewAddress(TenantId tenant, string? server, CancellationToken cancellationToken);

    /// <summary>Creates the database and its role where missing and brings it to the current schema.</summary>
    /// <exception cref="PlacementException">This process may not create databases there.</exception>
    /// <exception cref="StoreUnavailableException">The server cannot be reached.</exception>
    Task Prepare(TenantId tenant, DatabaseAddress address, CancellationToken cancellationToken);

    /// <summary>Opens a database whose schema is current and whose wall stands.</summary>
    /// <exception cref="StorageSetupException">It must not be used as it is.</exception>
    /// <exception cref="StoreUnavailableException">It cannot be reached.</exception>
    Task<DedicatedDatabase> Open(TenantId tenant, DatabaseAddress address, CancellationToken cancellationToken);

    /// <summary>Removes the database with its role; nothing happens when it is gone.</summary>
    /// <inheritdoc cref="Prepare" path="/exception" />
    Task Drop(TenantId tenant, DatabaseAddress address, CancellationToken cancellationToken);
}
