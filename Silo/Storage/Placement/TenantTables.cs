using System.Collections.Immutable;
using Platform.Turns;

namespace Platform.Storage;

/// <summary>Which of a tenant's rows are meant.</summary>
internal enum RowScope
{
    /// <summary>What the installation knows about the company; stays in the installation's database.</summary>
    Registry,

    /// <summary>What is in the tenant's own database, if it has one.</summary>
    Data,
}

/// <summary>A table with rows of tenants, as the catalogue describes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">Its columns with their types, by name.</param>
/// <param name="Key">The columns of its primary key.</param>
internal sealed record TableShape(string Name, ImmutableArray<(string Name, string Type)> Columns, ImmutableArray<string> Key);

/// <summary>
/// Tells registry and data apart. A table that nobody thought of is data, and moves: rows that turns of the registry's grains write go to
/// a table that is named here, or that has a column for it.
/// </summary>
internal static class TenantTables
{
    /// <summary>Tables of the registry alone.</summary>
    public static readonly string[] Registry = ["erasures", "placements", "tenants"];

    /// <summary>Tables that only a move uses: neither registry nor data, and never copied.</summary>
    public static readonly string[] Passing = ["move_changes"];

    /// <summary>The grains whose state stays when a tenant is deleted: it says that the tenant existed.</summary>
    public static readonly string[] Tombstone = ["tenant"];

    /// <summary>The condition on rows of grains whose state is data.</summary>
    public static string OfDataGrains => $"grain_type NOT IN ({RegistryGrains})";

    /// <summary>The condition on the scope's rows, or <c>null</c> when the table has none of them.</summary>
    public static string? Condition(TableShape table, RowScope scope)
    {
        if (Passing.Contains(table.Name)) { return null; }
        if (Registry.Contains(table.Name)) { return scope == RowScope.Registry ? "true" : null; }
        if (Has(table, "grain_type")) { return scope == RowScope.Data ? OfDataGrains : $"grain_type IN ({RegistryGrains})"; }
        if (Has(table, "ledger")) { return $"ledger = {(scope == RowScope.Registry ? 0 : 1)}"; }
        return scope == RowScope.Data ? "true" : null;
    }

    private static string RegistryGrains { get; } = string.Join(", ", StateAddress.RegistryGrains.Order().Select(type => $"'{type}'"));

    private static bool Has(TableShape table, string column) => table.Columns.Any(known => known.Name == column);
}
