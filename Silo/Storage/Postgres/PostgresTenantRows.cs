using System.Data;
using Npgsql;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Storage;

/// <summary>A tenant's rows over PostgreSQL, behind the wall: as the application's role, acting for the tenant.</summary>
internal sealed partial class PostgresTenantRows(PostgresPools pools) : ITenantRows
{
    // What copies or removes all rows of a tenant may take longer than any turn.
    private const int LongSeconds = 600;

    private const string LockSql = "SELECT 1 FROM tenants WHERE tenant_id = $1 FOR UPDATE";

    private const string SetModeSql = "UPDATE tenants SET mode = $2 WHERE tenant_id = $1";

    private const string EntrySql = "SELECT slug, name, status, mode FROM tenants WHERE tenant_id = $1";

    private const string AddEntrySql = """
        INSERT INTO tenants AS known (tenant_id, slug, name, status, mode) VALUES ($1, $2, $3, $4, 2)
        ON CONFLICT (tenant_id) DO UPDATE SET slug = excluded.slug, name = excluded.name, status = excluded.status WHERE known.mode = 2
        """;

    private const string EraseSql = "SELECT erase_tenant_data($1, $2, $3)";

    // Alarms and messages that were put to rest are due nowhere.
    private const string FirstDueSql = """
        SELECT least((SELECT min(call_at) FROM alarms WHERE call_at < 'infinity'),
                     (SELECT min(not_before) FROM outbox WHERE is_open AND not_before < 'infinity'))
        """;

    private const string OnlyTenantSql = "SELECT set_config('platform.tenant_id', $1, true)";

    private const string ColumnsSql = """
        SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), EXISTS (
            SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary AND a.attnum = ANY (i.indkey))
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
        WHERE c.relnamespace = 'platform'::regnamespace AND c.relkind IN ('r', 'p')
          AND EXISTS (SELECT FROM pg_attribute t WHERE t.attrelid = c.oid AND t.attname = 'tenant_id' AND NOT t.attisdropped)
        ORDER BY 1, 2
        """;

    /// <inheritdoc />
    public Task SetMode(TenantId tenant, TenantMode mode, CancellationToken cancellationToken) => ActFor(tenant, async connection =>
    {
        // Whoever writes for the tenant refers to its row: this waits for them, and whoever comes later sees the new mode.
        await Run(connection, LockSql, [tenant.Value], cancellationToken);
        return await Run(connection, SetModeSql, [tenant.Value, (short)mode], cancellationToken);
    }, cancellationToken);

    /// <inheritdoc />
    public Task<TenantEntryRow?> Entry(TenantId tenant, CancellationToken cancellationToken) => ActFor(tenant, async connection =>
    {
        await using var command = Command(connection, EntrySql, [tenant.Value]);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken)
            ? new TenantEntryRow(row.GetString(0), row.GetString(1), row.GetInt16(2), (TenantMode)row.GetInt16(3))
            : null;
    }, cancellationToken);

    /// <inheritdoc />
    public Task AddEntry(TenantId tenant, TenantEntryRow entry, CancellationToken cancellationToken) => ActFor(
        tenant,
        connection => Run(connection, AddEntrySql, [tenant.Value, entry.Slug, entry.Name, (short)entry.Status], cancellationToken),
        cancellationToken);

    /// <inheritdoc />
    public Task Erase(TenantId tenant, CancellationToken cancellationToken) => ActFor(
        tenant,
        connection => Run(
            connection, EraseSql, [tenant.Value, TenantTables.Registry, StateAddress.RegistryGrains.ToArray()], cancellationToken),
        cancellationToken);

    /// <inheritdoc />
    public Task EraseRegistry(TenantId tenant, CancellationToken cancellationToken) => ActFor(
        tenant,
        connection => Run(connection, EraseSql, [tenant.Value, TenantTables.Registry, TenantTables.Tombstone], cancellationToken),
        cancellationToken);

    /// <inheritdoc />
    public async Task<ITenantSnapshot> Read(TenantId tenant, RowScope scope, CancellationToken cancellationToken)
    {
        var connection = await Open(cancellationToken);
        try
        {
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            await Run(connection, OnlyTenantSql, [tenant.ToString()], cancellationToken);
            var shapes = await Shapes(connection, cancellationToken);
            return new PostgresTenantSnapshot(connection, transaction, tenant, scope, shapes);
        }
        catch (Exception failure)
        {
            await connection.DisposeAsync();
            if (IsOutage(failure)) { throw PostgresFailures.Unreadable(failure); }
            throw;
        }
    }

    /// <inheritdoc />
    public Task Add(
        TenantId tenant, string table, IReadOnlyList<string> rows, CancellationToken cancellationToken, bool onlyMissing = false) =>
        ActFor(tenant, async connection =>
        {
            var shape = (await Shapes(connection, cancellationToken)).Single(known => known.Name == table);
            return await Insert(connection, shape, rows, onlyMissing, cancellationToken);
        }, cancellationToken);

    /// <inheritdoc />
    public Task<DateTimeOffset?> FirstDue(TenantId tenant, CancellationToken cancellationToken) =>
        ActFor<DateTimeOffset?>(tenant, async connection =>
        {
            await using var command = Command(connection, FirstDueSql, []);
            return await command.ExecuteScalarAsync(cancellationToken) is DateTime due ? new DateTimeOffset(due, TimeSpan.Zero) : null;
        }, cancellationToken);

    private Task<T> ActFor<T>(TenantId tenant, Func<NpgsqlConnection, Task<T>> act, CancellationToken cancellationToken) =>
        Reach(async () =>
        {
            await using var connection = await Open(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await Run(connection, OnlyTenantSql, [tenant.ToString()], cancellationToken);
            var result = await act(connection);
            await transaction.CommitAsync(cancellationToken);
            return result;
        });

    private async Task<NpgsqlConnection> Open(CancellationToken cancellationToken) =>
        await pools.Reads.OpenConnectionAsync(cancellationToken);

    /// <summary>Tells an outage by its own exception.</summary>
    internal static async Task<T> Reach<T>(Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (Exception failure) when (IsOutage(failure))
        {
            throw PostgresFailures.Unreadable(failure);
        }
    }

    private static bool IsOutage(Exception failure) =>
        failure is TimeoutException || (failure is NpgsqlException && failure is not PostgresException { } refusal)
        || (failure is PostgresException known && !known.IsRefusal());

    private static async Task<TableShape[]> Shapes(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, ColumnsSql, []);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        List<(string Table, string Column, string Type, bool OfKey)> found = [];
        while (await row.ReadAsync(cancellationToken))
        {
            found.Add((row.GetString(0), row.GetString(1), row.GetString(2), row.GetBoolean(3)));
        }
        return [.. found.GroupBy(column => column.Table).Select(table => new TableShape(
            table.Key, [.. table.Select(column => (column.Column, column.Type))],
            [.. table.Where(column => column.OfKey).Select(column => column.Column)]))];
    }

    private static async Task<int> Insert(
        NpgsqlConnection connection, TableShape shape, IReadOnlyList<string> rows, bool onlyMissing, CancellationToken cancellationToken)
    {
        var columns = Columns(shape);
        var conflict = onlyMissing ? "ON CONFLICT DO NOTHING" : "";
        var sql =
            $"INSERT INTO {shape.Name} ({columns}) SELECT {columns} FROM json_populate_recordset(NULL::{shape.Name}, $1::json) {conflict}";
        return await Run(connection, sql, [$"[{string.Join(',', rows)}]"], cancellationToken);
    }

    /// <summary>The columns of a table as a statement lists them.</summary>
    internal static string Columns(TableShape shape) => string.Join(", ", shape.Columns.Select(column => $"\"{column.Name}\""));

    private static async Task<int> Run(
        NpgsqlConnection connection, string sql, object[] values, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, sql, values);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>A statement that may take long.</summary>
    internal static NpgsqlCommand Command(NpgsqlConnection connection, string sql, object[] values)
    {
        // Names of tables and columns come from the catalogue; values are parameters.
#pragma warning disable CA2100
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = LongSeconds };
#pragma warning restore CA2100
        foreach (var value in values) { command.Parameters.Add(new NpgsqlParameter { Value = value }); }
        return command;
    }
}
