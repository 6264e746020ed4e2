using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Platform.Storage;
using Platform.Turns;

namespace Platform.Tests.Storage;

/// <summary>
/// Every table with rows of tenants is thought of: it stays with the registry, moves with the data, is divided between them, or belongs to a
/// move. A new one fails here until somebody has decided.
/// </summary>
public sealed class TableClassesTests(SqliteStore sqlite, PostgresStore postgres) : IClassFixture<SqliteStore>, IClassFixture<PostgresStore>
{
    // Divided by the column that is named.
    private static readonly Dictionary<string, string> Divided = new()
    {
        ["alarms"] = "grain_type", ["audit"] = "ledger", ["audit_heads"] = "ledger", ["grain_states"] = "grain_type",
    };

    // Turns of these grains write them, and no grain of the registry does.
    private static readonly Dictionary<string, string> Data = new()
    {
        ["calls"] = "call", ["contacts"] = "conversation",
        ["erased_messages"] = "the erasure of a person, where the data is", ["erased_people"] = "the erasure of a person, where the data is",
        ["identity_links"] = "identity", ["message_statuses"] = "channel", ["messages"] = "conversation", ["outbox"] = "conversation",
        ["usage_counters"] = "conversation, call", ["work_items"] = "conversation",
    };

    [Fact]
    public async Task Every_table_of_tenants_on_sqlite_is_in_one_class() => Assert.Equal(Known, await Sqlite());

    [Fact]
    public async Task Every_table_of_tenants_on_postgres_is_in_one_class() => Assert.Equal(Known, await Postgres());

    [Fact]
    public void The_classes_are_what_the_move_goes_by()
    {
        foreach (var table in Known)
        {
            var column = Divided.GetValueOrDefault(table);
            var shape = new TableShape(table, [("tenant_id", ""), .. column is null ? [] : new[] { (column, "") }], ["tenant_id"]);
            var (registry, data) = (TenantTables.Condition(shape, RowScope.Registry), TenantTables.Condition(shape, RowScope.Data));
            Assert.Equal((table, IsRegistry(table) || column is not null), (table, registry is not null));
            Assert.Equal((table, Data.ContainsKey(table) || column is not null), (table, data is not null));
        }
    }

    [Fact]
    public void No_grain_of_the_registry_writes_what_moves() => Assert.DoesNotContain(
        Data.Values.SelectMany(grains => grains.Split(", ")), grain => StateAddress.RegistryGrains.Contains(grain));

    private static IEnumerable<string> Known =>
        Divided.Keys.Concat(Data.Keys).Concat(TenantTables.Registry).Concat(TenantTables.Passing).Order(StringComparer.Ordinal);

    private static bool IsRegistry(string table) => TenantTables.Registry.Contains(table);

    private Task<List<string>> Sqlite() => Tables(
        new SqliteConnection($"Data Source={sqlite.File};Mode=ReadOnly;Pooling=False"),
        "SELECT t.name FROM pragma_table_list AS t JOIN pragma_table_info(t.name) AS c WHERE t.type = 'table' AND c.name = 'tenant_id'");

    private Task<List<string>> Postgres() => Tables(
        new NpgsqlConnection(PostgresServer.AdministratorOf(postgres.Database) + ";Pooling=false"),
        """
        SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
        WHERE c.relnamespace = 'platform'::regnamespace AND c.relkind IN ('r', 'p')
        """);

    private static async Task<List<string>> Tables(DbConnection closed, string sql)
    {
        await using var connection = closed;
        await connection.OpenAsync(Given.Stop);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var row = await command.ExecuteReaderAsync(Given.Stop);
        List<string> tables = [];
        while (await row.ReadAsync(Given.Stop)) { tables.Add(row.GetString(0)); }
        return [.. tables.Order(StringComparer.Ordinal)];
    }
}
