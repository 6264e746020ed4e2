using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using Dapper;
using Npgsql;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Storage;

/// <summary>The registry of placements, in the installation's database; the same statements on both.</summary>
internal sealed class PlacementTable(IDirectoryConnections connections)
{
    private const string GetSql = "SELECT CAST(placement AS text) FROM placements WHERE tenant_id = @tenant";

    private const string DeleteSql = "DELETE FROM placements WHERE tenant_id = @tenant";

    private const string LockSql = "SELECT mode FROM tenants WHERE tenant_id = @tenant FOR UPDATE";

    private const string SetModeSql = "UPDATE tenants SET mode = @mode WHERE tenant_id = @tenant";

    private const string OpenedSql =
        "UPDATE placements SET opened = opened + 1, next_due_at = NULL WHERE tenant_id = @tenant RETURNING opened";

    private const string ClosedSql = "UPDATE placements SET next_due_at = @due WHERE tenant_id = @tenant AND opened = @opened";

    // By name: a move that was begun meanwhile changes nothing of the database that still serves.
    private const string MigratedSql =
        "UPDATE placements SET schema_steps = @steps WHERE tenant_id = @tenant AND placement -> 'Database' ->> 'Name' = @name";

    private const string DueSql = "SELECT * FROM due_placements(@now, @max)";

    private const string DueFromFileSql = """
        SELECT tenant_id FROM placements WHERE is_dedicated = 1 AND (next_due_at IS NULL OR next_due_at <= @now)
        ORDER BY next_due_at NULLS FIRST LIMIT @max
        """;

    private const string ListSql = "SELECT * FROM dedicated_tenants(@after, @max)";

    private const string ListFromFileSql =
        "SELECT tenant_id FROM placements WHERE is_dedicated = 1 AND tenant_id > @after ORDER BY tenant_id LIMIT @max";

    /// <summary>Where the tenant's data is.</summary>
    public Task<PlacementRow> Get(TenantId tenant, CancellationToken cancellationToken) => Reach(
        connections.Read(
            connection => IsPostgres(connection)
                ? InTransaction(connection, tenant, Find, cancellationToken)
                : Find(connection, tenant),
            cancellationToken));

    /// <summary>
    /// Says where the tenant's data is, and with <paramref name="mode"/> whether it is written in the installation's database, as one change.
    /// </summary>
    public Task Put(TenantId tenant, PlacementRow row, int steps, TenantMode? mode, CancellationToken cancellationToken) =>
        ActFor(tenant, async connection =>
        {
            var key = Key(connection, tenant);
            if (mode is { } known)
            {
                // Waits for the transactions that still write here.
                if (IsPostgres(connection)) { await connection.ExecuteScalarAsync<short>(LockSql, new { tenant = key }); }
                await connection.ExecuteAsync(SetModeSql, new { tenant = key, mode = (short)known });
                if (known == TenantMode.Elsewhere) { await connection.ExecuteAsync(Rest(connection), new { tenant = key }); }
            }
            if (row == PlacementRow.Shared) { return await connection.ExecuteAsync(DeleteSql, new { tenant = key }); }
            var placement = JsonSerializer.Serialize(row, PlacementJson.Default.PlacementRow);
            return await connection.ExecuteAsync(
                Typed(connection), new { tenant = key, dedicated = row.Database is null ? 0 : 1, placement, steps });
        },
        cancellationToken);

    /// <summary>The tenant's database is being opened: nobody knows from now on when it has work. Returns which opening this is.</summary>
    public Task<long> Opened(TenantId tenant, CancellationToken cancellationToken) => ActFor(
        tenant,
        connection => connection.ExecuteScalarAsync<long>(OpenedSql, new { tenant = Key(connection, tenant) }),
        cancellationToken);

    /// <summary>The tenant's database was closed and has work at <paramref name="due"/>, unless somebody opened it meanwhile.</summary>
    public Task Closed(TenantId tenant, long opening, DateTimeOffset? due, CancellationToken cancellationToken) => ActFor(
        tenant,
        connection => connection.ExecuteAsync(
            ClosedSql, new { tenant = Key(connection, tenant), due = due?.Micros() ?? long.MaxValue, opened = opening }),
        cancellationToken);

    /// <summary>
    /// Notes the schema of the tenant's database and nothing else; <c>false</c> when that database does not serve the tenant any more.
    /// </summary>
    public Task<bool> Migrated(TenantId tenant, DatabaseAddress database, int steps, CancellationToken cancellationToken) => ActFor(
        tenant,
        async connection =>
            await connection.ExecuteAsync(MigratedSql, new { tenant = Key(connection, tenant), name = database.Name, steps }) > 0,
        cancellationToken);

    /// <summary>Dedicated tenants whose database may have work by now; first those of which nobody knows.</summary>
    public Task<ImmutableArray<TenantId>> Due(DateTimeOffset now, int max, CancellationToken cancellationToken) => Reach(connections.Read(
        connection => Tenants(connection, IsPostgres(connection) ? DueSql : DueFromFileSql, new { now = now.Micros(), max }),
        cancellationToken));

    /// <summary>Dedicated tenants after the one named, in order.</summary>
    public Task<ImmutableArray<TenantId>> Dedicated(Guid after, int max, CancellationToken cancellationToken) => Reach(connections.Read(
        connection => IsPostgres(connection)
            ? Tenants(connection, ListSql, new { after, max })
            : Tenants(connection, ListFromFileSql, new { after = after.ToByteArray(bigEndian: true), max }),
        cancellationToken));

    private static async Task<ImmutableArray<TenantId>> Tenants(DbConnection connection, string sql, object parameters) =>
        IsPostgres(connection)
            ? [.. (await connection.QueryAsync<Guid>(sql, parameters)).Select(id => new TenantId(id))]
            : [.. (await connection.QueryAsync<byte[]>(sql, parameters)).Select(id => new TenantId(new Guid(id, bigEndian: true)))];

    private static async Task<PlacementRow> Find(DbConnection connection, TenantId tenant) =>
        await connection.QuerySingleOrDefaultAsync<string>(GetSql, new { tenant = Key(connection, tenant) }) is { } json
            ? JsonSerializer.Deserialize(json, PlacementJson.Default.PlacementRow)!
            : PlacementRow.Shared;

    private Task<T> ActFor<T>(TenantId tenant, Func<DbConnection, Task<T>> act, CancellationToken cancellationToken) => Reach(
        connections.Write(
            connection => InTransaction(connection, tenant, (within, _) => act(within), cancellationToken), cancellationToken));

    private static async Task<T> InTransaction<T>(
        DbConnection connection, TenantId tenant, Func<DbConnection, TenantId, Task<T>> act, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (IsPostgres(connection))
        {
            await connection.ExecuteAsync("SELECT set_config('platform.tenant_id', @tenant, true)", new { tenant = tenant.ToString() });
        }
        var result = await act(connection, tenant);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    private static async Task<T> Reach<T>(Task<T> answer)
    {
        try
        {
            return await answer;
        }
        catch (Exception failure) when (failure is DbException or TimeoutException)
        {
            throw new StoreUnavailableException("The registry of placements cannot be reached or is too slow.", failure);
        }
    }

    private static string PutSql(string boolean, string json) => $"""
        INSERT INTO placements (tenant_id, is_dedicated, placement, schema_steps, opened)
        VALUES (@tenant, CAST(@dedicated AS {boolean}), CAST(@placement AS {json}), @steps, 0)
        ON CONFLICT (tenant_id) DO UPDATE SET is_dedicated = excluded.is_dedicated, placement = excluded.placement,
            schema_steps = excluded.schema_steps, next_due_at = NULL
        """;

    // What is due in the copy that is served is not due in this one.
    private static string RestSql(string never, string yes) => $"""
        UPDATE alarms SET call_at = {never} WHERE tenant_id = @tenant AND {TenantTables.OfDataGrains};
        UPDATE outbox SET not_before = {never} WHERE tenant_id = @tenant AND is_open = {yes}
        """;

    private static string Typed(DbConnection connection) => IsPostgres(connection)
        ? PutSql("boolean", "json")
        : PutSql("INTEGER", "TEXT");

    private static string Rest(DbConnection connection) => IsPostgres(connection)
        ? RestSql("'infinity'", "true")
        : RestSql("9223372036854775807", "1");

    private static object Key(DbConnection connection, TenantId tenant) =>
        IsPostgres(connection) ? tenant.Value : tenant.Value.ToByteArray(bigEndian: true);

    private static bool IsPostgres(DbConnection connection) => connection is NpgsqlConnection;
}
