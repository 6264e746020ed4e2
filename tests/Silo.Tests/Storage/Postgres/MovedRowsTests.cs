using Npgsql;
using Platform.Storage;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Tests.Storage;

/// <summary>What removing moved rows by their keys costs in rows that are looked at.</summary>
public sealed class MovedRowsTests(PostgresStore store) : IClassFixture<PostgresStore>
{
    private const int Others = 1_000;

    [Fact]
    public async Task Removing_rows_by_key_looks_at_these_rows_alone_also_where_statistics_are_from_an_empty_table()
    {
        var tenant = await Given.Tenant(store);
        var turn = new Turn(tenant) { Records = [.. Enumerable.Range(0, Others).Select(_ => Given.Said("one of many"))] };
        Assert.IsType<CommitOutcome.Committed>(await store.Turns.Commit(turn, Given.Stop));
        await store.Tamper($"""
            UPDATE tenants SET mode = {(int)TenantMode.Elsewhere} WHERE tenant_id = '{tenant}';
            UPDATE pg_class SET relpages = 1, reltuples = 0 WHERE oid = 'messages'::regclass
            """);

        await using var app = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(PostgresServer.AppOf(store.Database)) { Pooling = false, SearchPath = "platform" }.ToString());
        await app.OpenAsync(Given.Stop);
        await using var transaction = await app.BeginTransactionAsync(Given.Stop);
        await app.Execute($"SELECT set_config('platform.tenant_id', '{tenant}', true)");
        var keys = await Scalar(app, """
            SELECT json_agg(k)::text FROM (SELECT tenant_id, peer_key, position FROM messages ORDER BY position LIMIT 20) k
            """);
        var before = await RowsRead(app);
        await app.Execute($"SELECT erase_moved_rows('{tenant}', 'messages', '{keys}', '{{}}')");

        var looked = await RowsRead(app) - before;

        Assert.Equal(Others - 20L, await Scalar(app, "SELECT count(*) FROM messages"));
        Assert.InRange(looked, 20, 60);
    }

    private static async Task<long> RowsRead(NpgsqlConnection connection) => (long)(await Scalar(
        connection, "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relid = 'messages'::regclass"))!;

    private static async Task<object?> Scalar(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Given.Stop);
    }
}
