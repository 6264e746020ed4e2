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

    /// <summary>Adds the tenant to the list of tenants as one that is not served here; where it is so already, says it anew.</summary>
    Task AddEntry(TenantId tenant, TenantEntryRow entry, CancellationToken cancellationToken);

    /// <summary>Removes the tenant's data, which must not be served here.</summary>
    Task Erase(TenantId tenant, CancellationToken cancellationToken);

    /// <summary>Removes the states and alarms of the tenant's registry, but for the tenant's own; the tenant must not be served here.</summary>
    Task EraseRegistry(TenantId tenant, CancellationToken cancellationToken);

    /// <summary>Reads the tenant's rows as they stand at one moment.</summary>
    Task<ITenantSnapshot> Read(TenantId tenant, RowScope scope, CancellationToken cancellationToken);

    /// <summary>Adds rows that a snapshot gave, in one transaction; with <paramref name="onlyMissing"/> those whose keys are not there.</summary>
    Task Add(
        TenantId tenant, string table, IReadOnlyList<string> rows, CancellationToken cancellationToken, bool onlyMissing = false);

    /// <summary>
    /// Begins or ends to note which rows of the tenant's data change. Whoever writes after it returns is seen; what was noted before is
    /// forgotten.
    /// </summary>
    Task Watch(TenantId tenant, bool on, CancellationToken cancellationToken);

    /// <summary>Puts rows in the place of others, in one transaction, where the tenant is not served.</summary>
    Task Replace(TenantId tenant, IReadOnlyList<ChangedRows> changes, CancellationToken cancellationToken);

    /// <summary>When the tenant's first alarm or message is due, or <c>null</c> when nothing waits.</summary>
    Task<DateTimeOffset?> FirstDue(TenantId tenant, CancellationToken cancellationToken);
}

/// <summary>A tenant's rows at one moment.</summary>
internal interface ITenantSnapshot : IAsyncDisposable
{
    /// <summary>The tables that have a part in what was asked for, by name.</summary>
    IReadOnlyList<string> Tables { get; }

    /// <summary>The rows of a table, each as one line of JSON.</summary>
    IAsyncEnumerable<string> Rows(string table, CancellationToken cancellationToken);

    /// <summary>The rows of a table that have these keys; keys without a row are left out.</summary>
    IAsyncEnumerable<string> Rows(string table, IReadOnlyList<string> keys, CancellationToken cancellationToken);

    /// <summary>What was noted after the note of this number, at most so many, in the order of numbers.</summary>
    Task<IReadOnlyList<RowChange>> Changes(long after, int max, CancellationToken cancellationToken);

    /// <summary>Ends the look; of what it showed as noted, what is not after the note of this number is forgotten.</summary>
    Task ForgetChanges(long last, CancellationToken cancellationToken);
}

/// <summary>A note that a row was added, changed or removed.</summary>
internal readonly record struct RowChange(long Number, string Table, string Key);

/// <summary>Rows of a table by their keys, as they have become: as many as the keys, or fewer.</summary>
internal sealed record ChangedRows(string Table, IReadOnlyList<string> Keys, IReadOnlyList<string> Rows);

/// <summary>A tenant in the list of tenants.</summary>
internal sealed record TenantEntryRow(string Slug, string Name, int Status, TenantMode Mode);
