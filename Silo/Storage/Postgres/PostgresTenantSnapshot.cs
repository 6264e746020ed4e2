using System.Runtime.CompilerServices;
using Npgsql;
using Platform.Tenancy;

namespace Platform.Storage;

/// <summary>A tenant's rows as one transaction sees them.</summary>
internal sealed class PostgresTenantSnapshot(
    NpgsqlConnection connection, NpgsqlTransaction transaction, TenantId tenant, RowScope scope, TableShape[] shapes) : ITenantSnapshot
{
    private const string ChangesSql =
        "SELECT change_id, table_name, row_key FROM move_changes WHERE tenant_id = $1 AND change_id > $2 ORDER BY change_id LIMIT $3";

    // Only what this transaction sees: numbers do not grow in the order of commits.
    private const string ForgetSql = "DELETE FROM move_changes WHERE tenant_id = $1 AND change_id <= $2";

    /// <inheritdoc />
    public IReadOnlyList<string> Tables { get; } =
        [.. shapes.Where(shape => TenantTables.Condition(shape, scope) is not null).Select(shape => shape.Name)];

    /// <inheritdoc />
    public IAsyncEnumerable<string> Rows(string table, CancellationToken cancellationToken)
    {
        var shape = Shape(table);
        return Read($"""
            SELECT row_to_json(r)::text FROM (
                SELECT {PostgresTenantRows.Columns(shape)} FROM {table} WHERE tenant_id = $1 AND {TenantTables.Condition(shape, scope)}) r
            """, [tenant.Value], cancellationToken);
    }

    // Each key is looked up by itself: the planner would rather walk all rows of the tenant.
    /// <inheritdoc />
    public IAsyncEnumerable<string> Rows(string table, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var shape = Shape(table);
        var matching = string.Join(" AND ", shape.Key.Select(column => $"t.\"{column}\" = k.\"{column}\""));
        return Read($"""
            SELECT row_to_json(r)::text FROM json_populate_recordset(NULL::{table}, $2::json) k CROSS JOIN LATERAL (
                SELECT {PostgresTenantRows.Columns(shape)} FROM {table} t
                WHERE t.tenant_id = $1 AND {matching} AND {TenantTables.Condition(shape, scope)} OFFSET 0) r
            """, [tenant.Value, $"[{string.Join(',', keys)}]"], cancellationToken);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<RowChange>> Changes(long after, int max, CancellationToken cancellationToken)
    {
        await using var command = PostgresTenantRows.Command(connection, ChangesSql, [tenant.Value, after, max]);
        return await PostgresTenantRows.Reach(async () =>
        {
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            List<RowChange> changes = [];
            while (await row.ReadAsync(cancellationToken)) { changes.Add(new(row.GetInt64(0), row.GetString(1), row.GetString(2))); }
            return changes;
        });
    }

    /// <inheritdoc />
    public Task ForgetChanges(long last, CancellationToken cancellationToken) => PostgresTenantRows.Reach(async () =>
    {
        await using var command = PostgresTenantRows.Command(connection, ForgetSql, [tenant.Value, last]);
        await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    });

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }

    private async IAsyncEnumerable<string> Read(
        string sql, object[] values, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = PostgresTenantRows.Command(connection, sql, values);
        await using var row = await PostgresTenantRows.Reach(() => command.ExecuteReaderAsync(cancellationToken));
        while (await PostgresTenantRows.Reach(() => row.ReadAsync(cancellationToken))) { yield return row.GetString(0); }
    }

    private TableShape Shape(string table) => shapes.Single(known => known.Name == table);
}
