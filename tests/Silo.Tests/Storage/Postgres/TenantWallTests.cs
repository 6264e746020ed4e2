using Npgsql;
using Platform.Storage;

namespace Platform.Tests.Storage;

/// <summary>The proof of the wall between tenants, from the catalogue alone: whatever table, view or function is added later is in it.</summary>
public sealed class TenantWallTests
{
    // Tables that hold no tenant's rows.
    private static readonly Dictionary<string, string> OfNoTenant = new()
    {
        ["grain_storage"] = "directory grains: routes, exchanges; what of it is a tenant's is sealed under the tenant's key",
        ["platform_audit"] = "the operator's ledger",
        ["platform_audit_head"] = "its head",
        ["schema_migrations"] = "the steps of the schema",
    };

    // What runs with more rights than its caller, and why that gives nothing away.
    private static readonly Dictionary<string, string> Definers = new()
    {
        ["dedicated_tenants"] = "platform_clock: ids of tenants, for migrations of their databases",
        ["due_alarms"] = "platform_clock: names and times of what is due",
        ["due_channels"] = "platform_clock: names and times of what is due",
        ["due_placements"] = "platform_clock: ids of tenants whose database has work",
        ["erase_moved_rows"] = "platform_mover: bound by the wall to its tenant, only where the tenant is not served",
        ["erase_person"] = "platform_mover: bound by the wall to its tenant, only rows of the keys given",
        ["erase_tenant_data"] = "platform_mover: bound by the wall to its tenant, only where the tenant is not served",
        ["forget_watching"] = "platform_owner: removes triggers of a move that rest; reads and writes no row",
        ["list_tenants"] = "platform_clock: ids, slugs, names and states of tenants, for the operator's list",
        ["note_change"] = "platform_mover: bound by the wall to its tenant, notes keys of rows that its caller changes",
        ["prune_audit"] = "platform_owner: bound by the wall to its tenant, only entries older than half a year",
        ["prune_calls"] = "platform_mover: bound by the wall to its tenant, only calls older than a week",
        ["prune_conversations"] = "platform_mover: bound by the wall to its tenant, only of whom no message is left",
        ["prune_messages"] = "platform_mover: bound by the wall to its tenant, only messages older than a week",
        ["prune_records"] = "platform_mover: bound by the wall to its tenant, only rows older than a week",
        ["tenant_ids"] = "platform_clock: ids of tenants, for whoever verifies all ledgers or seals all keys anew",
        ["watch_changes"] = "platform_owner: makes triggers that note keys, for the tenant acted for; reads and writes no row",
    };

    private const string ShapeSql = """
        SELECT unnest(array_remove(ARRAY[
            CASE WHEN NOT a.attnotnull THEN 'a row may have no tenant' END,
            CASE WHEN c.relname <> 'tenants' AND NOT EXISTS (
                SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.conkey = ARRAY[a.attnum]
                  AND k.confrelid = 'platform.tenants'::regclass) THEN 'it does not refer to the tenant' END,
            CASE WHEN NOT EXISTS (
                SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indkey[0] = a.attnum AND i.indpred IS NULL)
                THEN 'no index begins with the tenant' END], NULL))
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
        WHERE c.relnamespace = 'platform'::regnamespace
        """;

    [Fact]
    public async Task Nothing_in_the_schema_has_a_gap()
    {
        var database = await PostgresServer.CreateDatabase();
        Assert.Empty(await Gaps(database));
        await PostgresServer.Drop(database);
    }

    [Theory]
    [InlineData("CREATE TABLE platform.careless (tenant_id uuid NOT NULL)", "careless: without the tenant it shows rows")]
    [InlineData("CREATE TABLE platform.careless (tenant_id uuid)", "careless: a row may have no tenant")]
    [InlineData("CREATE TABLE platform.careless (tenant_id uuid PRIMARY KEY)", "careless: it does not refer to the tenant")]
    [InlineData("CREATE TABLE platform.careless (note text)", "careless: no tenant, and not listed as nobody's")]
    [InlineData(
        "CREATE TABLE platform.careless (tenant_id uuid NOT NULL REFERENCES platform.tenants, day int);"
        + "CREATE INDEX ON platform.careless (day, tenant_id);" + Walled, "careless: no index begins with the tenant")]
    [InlineData(
        "CREATE TABLE platform.careless (tenant_id uuid PRIMARY KEY REFERENCES platform.tenants);"
        + "CREATE FUNCTION platform.all_of_them() RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = platform, pg_temp "
        + "AS 'SELECT count(*) FROM tenants';" + Walled, "all_of_them: runs as another, and is not listed")]
    public async Task A_careless_addition_is_found(string sql, string gap)
    {
        var database = await PostgresServer.CreateDatabase();
        await PostgresServer.Execute(
            PostgresServer.AdministratorOf(database),
            $"{sql};GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA platform TO platform_app");
        Assert.Contains(gap, await Gaps(database));
        await PostgresServer.Drop(database);
    }

    private const string Walled = """
        ALTER TABLE platform.careless ENABLE ROW LEVEL SECURITY;
        ALTER TABLE platform.careless FORCE ROW LEVEL SECURITY;
        CREATE POLICY own_tenant ON platform.careless TO platform_app
            USING (tenant_id = nullif(current_setting('platform.tenant_id', true), '')::uuid)
            WITH CHECK (tenant_id = nullif(current_setting('platform.tenant_id', true), '')::uuid)
        """;

    // Tried as the application's role with a row of one tenant that the administrator put there past all constraints.
    private static async Task<List<string>> Gaps(string database)
    {
        List<string> gaps = [];
        var settings = new NpgsqlConnectionStringBuilder(PostgresServer.AppOf(database)) { Pooling = false, SearchPath = "platform" };
        await using var app = new NpgsqlConnection(settings.ToString());
        await app.OpenAsync(Given.Stop);
        foreach (var table in await Names(app, "SELECT relname FROM pg_class WHERE relnamespace = 'platform'::regnamespace AND relkind IN ('r', 'p')"))
        {
            var columns = await Names(app, $"SELECT attname FROM pg_attribute WHERE attrelid = 'platform.{table}'::regclass AND attnum > 0");
            if (!columns.Contains("tenant_id"))
            {
                if (!OfNoTenant.ContainsKey(table)) { gaps.Add($"{table}: no tenant, and not listed as nobody's"); }
                continue;
            }
            gaps.AddRange((await Names(app, $"{ShapeSql} AND c.relname = '{table}'")).Select(gap => $"{table}: {gap}"));
            await PutRow(database, table);
            await Judge(app, table, gaps);
        }
        gaps.AddRange((await Names(app, "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'platform'::regnamespace"))
            .Where(name => !Definers.ContainsKey(name)).Select(name => $"{name}: runs as another, and is not listed"));
        return gaps;
    }

    private static async Task Judge(NpgsqlConnection app, string table, List<string> gaps)
    {
        foreach (var tenant in new[] { "", Guid.NewGuid().ToString() })
        {
            await using var transaction = await app.BeginTransactionAsync(Given.Stop);
            await app.Execute($"SELECT set_config('platform.tenant_id', '{tenant}', true)");
            if ((await Names(app, $"SELECT 'row' FROM platform.{table}")).Count > 0)
            {
                gaps.Add($"{table}: {(tenant.Length == 0 ? "without the tenant it shows rows" : "it shows another tenant's rows")}");
            }
            await app.Execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off");
            var plan = await Names(app, $"EXPLAIN SELECT * FROM platform.{table}");
            if (!plan.Exists(line => line.Contains("Index Cond: (tenant_id = ", StringComparison.Ordinal)))
            {
                gaps.Add($"{table}: the tenant is no index condition");
            }
            await transaction.RollbackAsync(Given.Stop);
        }
    }

    private static async Task PutRow(string database, string table)
    {
        var row = $"jsonb_build_object({string.Join(',', await Filled(database, table))})";
        await PostgresServer.Execute(PostgresServer.AdministratorOf(database), $"""
            SET session_replication_role = replica;
            INSERT INTO platform.{table} SELECT (jsonb_populate_record(NULL::platform.{table}, {row})).*
            """);
    }

    // Something of each type, since a row must be whole to be there at all.
    private static async Task<List<string>> Filled(string database, string table)
    {
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(PostgresServer.AdministratorOf(database)) { Pooling = false }.ToString());
        await using var connection = await source.OpenConnectionAsync(Given.Stop);
        return await Names(connection, $"""
            SELECT format('%L, %s', attname, CASE format_type(atttypid, NULL)
                WHEN 'uuid' THEN 'gen_random_uuid()' WHEN 'text' THEN '''x''' WHEN 'bytea' THEN '''\x00''' WHEN 'boolean' THEN 'true'
                WHEN 'json' THEN '''[]''::jsonb' WHEN 'jsonb' THEN '''[]''::jsonb' WHEN 'date' THEN '''2026-03-09'''
                WHEN 'timestamp with time zone' THEN '''2026-03-09''' WHEN 'interval' THEN '''1 s''' ELSE '1' END)
            FROM pg_attribute WHERE attrelid = 'platform.{table}'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
            """);
    }

    private static async Task<List<string>> Names(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(Given.Stop);
        List<string> names = [];
        while (await reader.ReadAsync(Given.Stop)) { names.Add(reader.GetString(0)); }
        return names;
    }
}
