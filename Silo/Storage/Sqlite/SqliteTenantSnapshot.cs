using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Platform.Tenancy;

namespace Platform.Storage;

/// <summary>A tenant's rows as one transaction sees them.</summary>
/// <param name="connection">Within the transaction.</param>
/// <param name="tenant">The tenant.</param>
/// <param name="scope">Which of its rows.</param>
/// <param name="shapes">The tables.</param>
/// <param name="forget">Removes the tenant's notes of changes up to a number; numbers grow in the order of commits.</param>
internal sealed class SqliteTenantSnapshot(
    SqliteConnection connection, TenantId tenant, RowScope scope, TableShape[] shapes, Func<long, CancellationToken, Task> forget) : ITenantSnapshot
{
    private const string ChangesSql = """
        SELECT change_id, table_name, row_key FROM move_changes WHERE tenant_id = ? AND change_id > ? ORDER BY change_id LIMIT ?
        """;

    /// <inheritdoc />
    public IReadOnlyList<string> Tables { get; } =
        [.. shapes.Where(shape => TenantTables.Condition(shape, scope) is not null).Select(shape => shape.Name)];

    /// <summary>A column's value out of a row of JSON.</summary>
    public static string FromJson(TableShape shape, string column) =>
        shape.Columns.Single(known => known.Name == column).Type == "BLOB" ? $"unhex(value ->> '{column}')" : $"value ->> '{column}'";

    /// <inheritdoc />
    public IAsyncEnumerable<string> Rows(string table, CancellationToken cancellationToken) =>
        Read(Select(Shape(table)), keys: null, cancellationToken);

    /// <inheritdoc />
    public IAsyncEnumerable<string> Rows(string table, IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        Read($"{Select(Shape(table))} AND {AmongKeys(Shape(table))}", keys, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<RowChange>> Changes(long after, int max, CancellationToken cancellationToken)
    {
        using var row = new SqliteStatement(connection, ChangesSql);
        row.Add(tenant).Add(after).Add((long)max);
        List<RowChange> changes = [];
        while (row.Read()) { changes.Add(new(row.Integer(0), row.Text(1), row.Text(2))); }
        return Task.FromResult<IReadOnlyList<RowChange>>(changes);
    }

    /// <inheritdoc />
    public Task ForgetChanges(long last, CancellationToken cancellationToken) => forget(last, cancellationToken);

    public ValueTask DisposeAsync()
    {
        connection.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The condition on rows whose keys are in a parameter, an array in JSON.</summary>
    public static string AmongKeys(TableShape shape)
    {
        var columns = string.Join(", ", shape.Key.Select(column => $"\"{column}\""));
        return $"({columns}) IN (SELECT {string.Join(", ", shape.Key.Select(column => FromJson(shape, column)))} FROM json_each(?))";
    }

    private string Select(TableShape shape)
    {
        var pairs = string.Join(", ", shape.Columns.Select(column => $"'{column.Name}', {ToJson(shape, column.Name)}"));
        return $"SELECT json_object({pairs}) FROM {shape.Name} WHERE tenant_id = ? AND {TenantTables.Condition(shape, scope)}";
    }

    /// <summary>A column's value for a row of JSON.</summary>
    /// <param name="shape">The table.</param>
    /// <param name="column">The column.</param>
    /// <param name="row">What the row is called, with a point at its end; nothing where only one is meant.</param>
    public static string ToJson(TableShape shape, string column, string row = "") =>
        shape.Columns.Single(known => known.Name == column).Type == "BLOB"
            ? $"CASE WHEN {row}\"{column}\" IS NOT NULL THEN hex({row}\"{column}\") END"
            : $"{row}\"{column}\"";

    private async IAsyncEnumerable<string> Read(
        string sql, IReadOnlyList<string>? keys, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var row = new SqliteStatement(connection, sql);
        row.Add(tenant);
        if (keys is not null) { row.Add($"[{string.Join(',', keys)}]"); }
        while (row.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return row.Text(0);
        }
        await Task.CompletedTask;
    }

    private TableShape Shape(string table) => shapes.Single(known => known.Name == table);
}
