using Platform.Tenancy;

namespace Platform.Storage;

/// <summary>A tenant's rows as such, whatever is in them: how they are moved and saved. Tables are found in the catalogue.</summary>
internal interface ITenantRows
{
    /// <summary>
    /// Says whether the tenant's data is written here. Returns when no transaction is under way that still goes by what was said before.
    /// </summary>
    Task SetMode(TenantId tenant, TenantMode mode, CancellationToken cancellationToken);

    /// <summary>The tenant's row in the list of tenants, or <c>null</c>.</summary>
    Task<TenantEntryRow?> Entry(TenantId tenant, CancellationToken cancellationToken);

    /// <summary>Adds the tenant to the list of tenants, as one that is not served here, where it is missing.</summary>
    Task AddEntry(TenantId tenant, TenantEntryRow entry, CancellationToken cancellationToken);

    /// <summary>Removes the tenant's data, which must not be served here.</summary>
    Task Erase(TenantId tenant, CancellationToken cancellationToken);

    /// <summary>Removes the states and alarms of the tenant's registry, but for the tenant's own; the tenant must not be served here.</summary>
    Task EraseRegistry(TenantId tenant, CancellationToken cancellationToken);

    /// <summary>Reads the tenant's rows as they stand at one moment.</summary>
    Task<ITenantSnapshot> Read(TenantId tenant, RowScope scope, CancellationToken cancellationToken);

    /// <summary>Adds rows that <see cref="ITenantSnapshot.Rows"/> gave, in one transaction.</summary>
    Task Add(TenantId tenant, string table, IReadOnlyList<string> rows, CancellationToken cancellationToken);

    /// <summary>When the first alarm or message of anybody is due, or <c>null</c> when nothing waits.</summary>
    Task<DateTimeOffset?> FirstDue(CancellationToken cancellationToken);
}

/// <summary>A tenant's rows at one moment.</summary>
internal interface ITenantSnapshot : IAsyncDisposable
{
    /// <summary>The tables that have a part in what was asked for, by name.</summary>
    IReadOnlyList<string> Tables { get; }

    /// <summary>The rows of a table, each as one line of JSON.</summary>
    IAsyncEnumerable<string> Rows(string table, CancellationToken cancellationToken);
}

/// <summary>A tenant in the list of tenants.</summary>
internal sealed record TenantEntryRow(string Slug, string Name, int Status, TenantMode Mode);
