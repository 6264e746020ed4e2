using Npgsql;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Tests.Storage;

/// <summary>Connects as the application's role and does what a forgotten WHERE or a wrong tenant would, on every table there is.</summary>
public sealed class RowLevelSecurityTests(PostgresStore store) : IClassFixture<PostgresStore>
{
    private const string TenantTablesSql = """
        SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE c.relnamespace = 'platform'::regnamespace AND c.relkind IN ('r', 'p') AND a.attname = 'tenant_id'
        ORDER BY 1
        """;

    [Fact]
    public async Task Without_a_tenant_no_table_shows_a_row()
    {
        await EveryKindOfRow();
        await ForEachTable(async (table, app) =>
        {
            Assert.Equal(0L, await Scalar(app, $"SELECT count(*) FROM {table}"));
            await app.Execute("SELECT set_config('platform.tenant_id', '', true)");
            Assert.Equal(0L, await Scalar(app, $"SELECT count(*) FROM {table}"));
        });
    }

    [Fact]
    public async Task A_tenant_sees_its_own_rows_in_every_table_without_any_condition()
    {
        var (one, two) = (await EveryKindOfRow(), await EveryKindOfRow());
        await ForEachTable(async (table, app) =>
        {
            await ActFor(app, one.Value);
            Assert.NotEqual(0L, await Scalar(app, $"SELECT count(*) FROM {table}"));
            Assert.Equal(0L, await Scalar(app, $"SELECT count(*) FROM {table} WHERE tenant_id <> '{one}'"));
            Assert.Equal(0L, await Scalar(app, $"SELECT count(*) FROM {table} WHERE tenant_id = '{two}'"));
        });
    }

    [Fact]
    public async Task Another_tenants_rows_can_neither_be_changed_nor_removed_nor_added()
    {
        var (one, two) = (await EveryKindOfRow(), await EveryKindOfRow());
        await ForEachTable(async (table, app) =>
        {
            await ActFor(app, two.Value);
            Assert.Equal(0, await Affected(app, $"UPDATE {table} SET tenant_id = tenant_id WHERE tenant_id = '{one}'"));
            Assert.Equal(0, await Affected(app, $"DELETE FROM {table} WHERE tenant_id = '{one}'"));
            var stolen = $"jsonb_populate_record(r, '{{\"tenant_id\":\"{one}\"}}')";
            await Refused(app, $"INSERT INTO {table} SELECT ({stolen}).* FROM {table} r LIMIT 1");
            await Refused(app, $"UPDATE {table} SET tenant_id = '{one}'");
        });
    }

    [Fact]
    public async Task Without_a_tenant_nothing_can_be_changed_removed_or_added()
    {
        var one = await EveryKindOfRow();
        await ForEachTable(async (table, app) =>
        {
            Assert.Equal(0, await Affected(app, $"UPDATE {table} SET tenant_id = tenant_id"));
            Assert.Equal(0, await Affected(app, $"DELETE FROM {table}"));
            await Refused(app, $"INSERT INTO {table} (tenant_id) VALUES ('{one}')");
        });
    }

    [Fact]
    public async Task Every_tenant_table_names_its_tenant_refers_to_it_and_is_reached_through_it()
    {
        await using var admin = await Open(PostgresServer.AdministratorOf(store.Database));
        foreach (var table in await Tables(admin))
        {
            Assert.Equal(true, await Scalar(
                admin,
                $"SELECT attnotnull FROM pg_attribute WHERE attrelid = 'platform.{table}'::regclass AND attname = 'tenant_id'"));
            var startsWithTenant = await Scalar(admin, $"""
                SELECT bool_or(i.indkey[0] = a.attnum) FROM pg_index i
                JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attname = 'tenant_id'
                WHERE i.indrelid = 'platform.{table}'::regclass AND i.indisprimary
                """);
            Assert.Equal(true, startsWithTenant);
            if (table == "tenants") { continue; }
            var refers = await Scalar(admin, $"""
                SELECT count(*) FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND k.conkey = ARRAY[a.attnum]
                WHERE k.conrelid = 'platform.{table}'::regclass AND k.contype = 'f' AND k.confrelid = 'platform.tenants'::regclass
                  AND a.attname = 'tenant_id'
                """);
            Assert.Equal(1L, refers);
        }
    }

    [Fact]
    public async Task The_tenant_is_an_index_condition_even_of_a_statement_that_forgot_it()
    {
        var tenant = await EveryKindOfRow();
        await ForEachTable(async (table, app) =>
        {
            await ActFor(app, tenant.Value);
            await app.Execute("SET LOCAL enable_seqscan = off");
            await app.Execute("SET LOCAL enable_bitmapscan = off");
            var plan = await Lines(app, $"EXPLAIN SELECT * FROM {table}");
            Assert.Contains(plan, line => line.Contains("Index Cond: (tenant_id = ", StringComparison.Ordinal));
        });
    }

    [Fact]
    public async Task Audit_can_be_written_and_read_but_not_changed()
    {
        var tenant = await EveryKindOfRow();
        await using var app = await Open(PostgresServer.AppOf(store.Database));
        foreach (var table in new[] { "audit", "platform_audit" })
        {
            await using var transaction = await app.BeginTransactionAsync(Given.Stop);
            await ActFor(app, tenant.Value);
            foreach (var sql in new[] { $"UPDATE {table} SET actor = ''", $"DELETE FROM {table}", $"TRUNCATE {table}" })
            {
                await app.Execute("SAVEPOINT s");
                var refusal = await Assert.ThrowsAsync<PostgresException>(() => app.Execute(sql));
                Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
                await app.Execute("ROLLBACK TO s");
            }
        }
    }

    [Fact]
    public async Task The_head_of_an_audit_chain_can_neither_go_back_nor_give_up_entries()
    {
        var tenant = await EveryKindOfRow();
        await using var app = await Open(PostgresServer.AppOf(store.Database));
        await using var transaction = await app.BeginTransactionAsync(Given.Stop);
        await ActFor(app, tenant.Value);
        await Refused(app, "UPDATE audit_heads SET sequence = 0, hash = ''");
        await Refused(app, "UPDATE audit_heads SET sequence = sequence + 1, base_sequence = 1");
        await Refused(app, "DELETE FROM audit_heads");
        await Refused(app, "UPDATE platform_audit_head SET sequence = sequence - 1");
        await Refused(app, "DELETE FROM platform_audit_head");
    }

    [Fact]
    public async Task The_fleet_wide_reads_give_names_and_times_only()
    {
        await using var admin = await Open(PostgresServer.AdministratorOf(store.Database));
        var granted = await Lines(admin, """
            SELECT table_name || '.' || column_name FROM information_schema.column_privileges WHERE grantee = 'platform_clock' ORDER BY 1
            """);
        Assert.Equal(
            [
                "alarms.call_at", "alarms.due_ticks", "alarms.grain_hash", "alarms.grain_key", "alarms.grain_type", "alarms.name",
                "alarms.tenant_id", "outbox.channel_hash", "outbox.channel_id", "outbox.is_open", "outbox.not_before",
                "outbox.tenant_id", "placements.is_dedicated", "placements.next_due_at", "placements.tenant_id",
                "tenants.name", "tenants.slug", "tenants.status", "tenants.tenant_id",
            ],
            granted);
        Assert.Equal(
            [
                "dedicated_tenants", "due_alarms", "due_channels", "due_placements", "erase_moved_rows", "erase_person", "erase_tenant_data",
                "forget_watching", "list_tenants", "note_change", "prune_audit", "prune_calls", "prune_conversations", "prune_messages", "prune_records",
                "tenant_ids", "watch_changes",
            ],
            await Lines(admin, "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'platform'::regnamespace ORDER BY 1"));
    }

    // No turn writes where a tenant is placed, who was erased, or what a move has noted.
    private async Task<TenantId> EveryKindOfRow()
    {
        var tenant = await Given.EveryKindOfRow(store);
        await using var admin = await Open(PostgresServer.AdministratorOf(store.Database));
        await admin.Execute($$"""
            INSERT INTO placements (tenant_id, is_dedicated, placement, schema_steps, opened) VALUES ('{{tenant}}', false, '{}', 0, 0);
            INSERT INTO erased_people (tenant_id, person_hash, erased_at) VALUES ('{{tenant}}', '\x00', now());
            INSERT INTO erasures (tenant_id, person_hash, erased_at) VALUES ('{{tenant}}', '\x00', now());
            INSERT INTO erased_messages (tenant_id, message_hash) VALUES ('{{tenant}}', '\x00');
            INSERT INTO move_changes (tenant_id, table_name, row_key) VALUES ('{{tenant}}', 'messages', '{}')
            """);
        return tenant;
    }

    private async Task ForEachTable(Func<string, NpgsqlConnection, Task> check)
    {
        await using var app = await Open(PostgresServer.AppOf(store.Database));
        var tables = await Tables(app);
        Assert.True(tables.Count >= 11, "The catalogue lists the tables.");
        foreach (var table in tables)
        {
            await using var transaction = await app.BeginTransactionAsync(Given.Stop);
            await check($"platform.{table}", app);
            await transaction.RollbackAsync(Given.Stop);
        }
    }

    private static async Task<NpgsqlConnection> Open(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, SearchPath = "platform" };
        var connection = new NpgsqlConnection(settings.ToString());
        await connection.OpenAsync(Given.Stop);
        return connection;
    }

    private static Task ActFor(NpgsqlConnection connection, Guid tenant) =>
        connection.Execute($"SELECT set_config('platform.tenant_id', '{tenant}', true)");

    private static Task<List<string>> Tables(NpgsqlConnection connection) => Lines(connection, TenantTablesSql);

    private static async Task<List<string>> Lines(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(Given.Stop);
        List<string> lines = [];
        while (await reader.ReadAsync(Given.Stop)) { lines.Add(reader.GetString(0)); }
        return lines;
    }

    private static async Task<object?> Scalar(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Given.Stop);
    }

    // A table that does not even grant the statement is as safe as one where it finds no row.
    private static async Task<int> Affected(NpgsqlConnection connection, string sql)
    {
        await connection.Execute("SAVEPOINT s");
        try
        {
            await using var command = new NpgsqlCommand(sql, connection);
            return await command.ExecuteNonQueryAsync(Given.Stop);
        }
        catch (PostgresException refusal) when (refusal.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            await connection.Execute("ROLLBACK TO s");
            return 0;
        }
    }

    private static async Task Refused(NpgsqlConnection connection, string sql)
    {
        await connection.Execute("SAVEPOINT s");
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => connection.Execute(sql));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
        await connection.Execute("ROLLBACK TO s");
    }
}
