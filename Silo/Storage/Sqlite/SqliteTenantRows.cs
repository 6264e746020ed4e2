using Microsoft.Data.Sqlite;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Storage;

/// <summary>A tenant's rows over a file, through connections of its own beside the writer's.</summary>
internal sealed partial class SqliteTenantRows(SqliteDatabase database) : ITenantRows
{
    // The file's writer, and with it every tenant, waits while so many rows go.
    private const int EraseEach = 500;

    private const string SetModeSql = "UPDATE tenants SET mode = ?2 WHERE tenant_id = ?1";

    private const string EntrySql = "SELECT slug, name, status, mode FROM tenants WHERE tenant_id = ?";

    private const string AddEntrySql = """
        INSERT INTO tenants (tenant_id, slug, name, status, mode) VALUES (?, ?, ?, ?, 2)
        ON CONFLICT (tenant_id) DO UPDATE SET slug = excluded.slug, name = excluded.name, status = excluded.status WHERE mode = 2
        """;

    private const string FirstDueSql = """
        SELECT min(due) FROM (SELECT min(call_at) AS due FROM alarms WHERE tenant_id = ?1
                              UNION ALL SELECT min(not_before) FROM outbox WHERE tenant_id = ?1 AND is_open = 1)
        WHERE due < 9223372036854775807
        """;

    private const string ColumnsSql = """
        SELECT t.name, c.name, c.type, c.pk FROM pragma_table_list AS t JOIN pragma_table_info(t.name) AS c
        WHERE t.schema = 'main' AND t.type = 'table' AND EXISTS (SELECT 1 FROM pragma_table_info(t.name) WHERE name = 'tenant_id')
        ORDER BY 1, 2
        """;

    /// <inheritdoc />
    public Task SetMode(TenantId tenant, TenantMode mode, CancellationToken cancellationToken) => Write(connection =>
    {
        using var set = new SqliteStatement(connection, SetModeSql);
        set.Add(tenant).Add((long)mode).Run();
    }, cancellationToken);

    /// <inheritdoc />
    public Task<TenantEntryRow?> Entry(TenantId tenant, CancellationToken cancellationToken) => Reach(() =>
    {
        using var connection = database.OpenReader();
        using var entry = new SqliteStatement(connection, EntrySql);
        return entry.Add(tenant).Read()
            ? new TenantEntryRow(entry.Text(0), entry.Text(1), (int)entry.Integer(2), (TenantMode)entry.Integer(3))
            : null;
    });

    /// <inheritdoc />
    public Task AddEntry(TenantId tenant, TenantEntryRow entry, CancellationToken cancellationToken) => Write(connection =>
    {
        using var add = new SqliteStatement(connection, AddEntrySql);
        add.Add(tenant).Add(entry.Slug).Add(entry.Name).Add(entry.Status).Run();
    }, cancellationToken);

    /// <inheritdoc />
    public async Task Erase(TenantId tenant, CancellationToken cancellationToken)
    {
        foreach (var shape in await Reach(Shapes))
        {
            if (TenantTables.Condition(shape, RowScope.Data) is not { } condition) { continue; }
            while (await EraseSome(tenant, shape, condition, cancellationToken)) { cancellationToken.ThrowIfCancellationRequested(); }
        }
    }

    /// <inheritdoc />
    public Task EraseRegistry(TenantId tenant, CancellationToken cancellationToken) => Write(connection =>
    {
        foreach (var table in (ReadOnlySpan<string>)["alarms", "grain_states"])
        {
            using var erase = new SqliteStatement(
                connection, $"DELETE FROM {table} WHERE tenant_id = ? AND grain_type <> '{TenantTables.Tombstone[0]}'");
            erase.Add(tenant).Run();
        }
    }, cancellationToken);

    /// <inheritdoc />
    public Task<ITenantSnapshot> Read(TenantId tenant, RowScope scope, CancellationToken cancellationToken) => Reach(() =>
    {
        var connection = database.OpenReader();
        Execute(connection, "BEGIN");
        return (ITenantSnapshot)new SqliteTenantSnapshot(
            connection, tenant, scope, Shapes(connection), (last, stop) => ForgetChanges(tenant, last, stop));
    });

    /// <inheritdoc />
    public Task Add(
        TenantId tenant, string table, IReadOnlyList<string> rows, CancellationToken cancellationToken, bool onlyMissing = false) =>
        Write(
            connection => Insert(connection, tenant, Shapes(connection).Single(known => known.Name == table), rows, onlyMissing),
            cancellationToken);

    /// <inheritdoc />
    public Task<DateTimeOffset?> FirstDue(TenantId tenant, CancellationToken cancellationToken) => Reach<DateTimeOffset?>(() =>
    {
        using var connection = database.OpenReader();
        using var due = new SqliteStatement(connection, FirstDueSql);
        return due.Add(tenant).Read() && !due.IsNull(0) ? due.Time(0) : null;
    });

    // The writer's transactions and these exclude each other; its next one sees what is said here.
    private Task<bool> Write(Action<SqliteConnection> write, CancellationToken cancellationToken) => Reach(() => database.Transact(
        connection =>
        {
            write(connection);
            return Task.FromResult(true);
        },
        cancellationToken));

    private static Task<T> Reach<T>(Func<T> read) => Reach(() => Task.FromResult(read()));

    private static async Task<T> Reach<T>(Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (SqliteException failure) when (!failure.IsRefusal())
        {
            throw new StoreUnavailableException("The database file cannot be used.", failure);
        }
    }

    private async Task<bool> EraseSome(TenantId tenant, TableShape shape, string condition, CancellationToken cancellationToken)
    {
        var erased = 0;
        await Write(connection =>
        {
            RequireElsewhere(connection, tenant);
            var key = string.Join(", ", shape.Key);
            using var erase = new SqliteStatement(connection, $"""
                DELETE FROM {shape.Name} WHERE ({key}) IN (SELECT {key} FROM {shape.Name} WHERE tenant_id = ? AND {condition} LIMIT {EraseEach})
                """);
            erase.Add(tenant).Run();
            erased = SQLitePCL.raw.sqlite3_changes(connection.Handle);
        }, cancellationToken);
        return erased == EraseEach;
    }

    private TableShape[] Shapes()
    {
        using var connection = database.OpenReader();
        return Shapes(connection);
    }

    private static TableShape[] Shapes(SqliteConnection connection)
    {
        using var row = new SqliteStatement(connection, ColumnsSql);
        List<(string Table, string Column, string Type, bool OfKey)> found = [];
        while (row.Read()) { found.Add((row.Text(0), row.Text(1), row.Text(2), row.Integer(3) > 0)); }
        return [.. found.GroupBy(column => column.Table).Select(table => new TableShape(
            table.Key, [.. table.Select(column => (column.Column, column.Type))],
            [.. table.Where(column => column.OfKey).Select(column => column.Column)]))];
    }

    private static void RequireElsewhere(SqliteConnection connection, TenantId tenant)
    {
        using var entry = new SqliteStatement(connection, EntrySql);
        if (!entry.Add(tenant).Read() || (TenantMode)entry.Integer(3) == TenantMode.Served)
        {
            throw new InvalidOperationException("The tenant is served here; its data is not erased.");
        }
    }

    // Whose the rows are is not the rows' to say: the file has no wall between tenants.
    private static void Insert(
        SqliteConnection connection, TenantId tenant, TableShape shape, IReadOnlyList<string> rows, bool onlyMissing)
    {
        var columns = string.Join(", ", shape.Columns.Select(column => $"\"{column.Name}\""));
        var values = string.Join(
            ", ", shape.Columns.Select(column => column.Name == "tenant_id" ? "?1" : SqliteTenantSnapshot.FromJson(shape, column.Name)));
        var conflict = onlyMissing ? "WHERE true ON CONFLICT DO NOTHING" : "";
        using var add = new SqliteStatement(connection, $"INSERT INTO {shape.Name} ({columns}) SELECT {values} FROM json_each(?2) {conflict}");
        add.Add(tenant).Add($"[{string.Join(',', rows)}]").Run();
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var statement = new SqliteStatement(connection, sql);
        statement.Run();
    }
}
