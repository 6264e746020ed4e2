using System.Collections.Immutable;
using System.Data.Common;
using Dapper;
using Platform.Storage;
using Platform.Tenancy;

namespace Platform.DataRights;

/// <summary>Personal data in the file.</summary>
internal sealed class SqlitePersonalData(SqliteDatabase database, SqliteReaders readers) : PersonalData
{
    private const string TablesSql = """
        SELECT m.name AS "Name", max(c.name = 'grain_key') AS "OfGrains" FROM sqlite_schema m JOIN pragma_table_info(m.name) c
        WHERE m.type = 'table' AND c.name IN ('peer_key', 'grain_key')
          AND EXISTS (SELECT 1 FROM pragma_table_info(m.name) t WHERE t.name = 'tenant_id')
        GROUP BY m.name ORDER BY 1
        """;

    private const string ModeSql = "SELECT coalesce((SELECT mode FROM tenants WHERE tenant_id = @tenant), 0)";

    private const string RememberSql = """
        INSERT INTO erased_people (tenant_id, person_hash, erased_at) VALUES (@tenant, @hash, @at)
        ON CONFLICT DO UPDATE SET erased_at = excluded.erased_at
        """;

    private const string AnonymiseSql = """
        UPDATE calls SET peer_key = NULL, other_leg = NULL
        WHERE tenant_id = @tenant AND peer_key IN @keys AND coalesce(started_at, ended_at) >= @since
        """;

    // Meter 4 of all time is what is stored; see Meter.StorageBytes.
    private const string FreeSql = """
        INSERT INTO usage_counters (tenant_id, period, meter, amount)
        SELECT @tenant, 0, 4, -sum(length(CAST(text AS BLOB))) FROM messages WHERE tenant_id = @tenant AND peer_key IN @keys HAVING count(*) > 0
        ON CONFLICT DO UPDATE SET amount = amount + excluded.amount
        """;

    private const string EraseReportsSql = """
        DELETE FROM message_statuses AS s WHERE s.tenant_id = @tenant AND EXISTS (
            SELECT 1 FROM messages m WHERE m.tenant_id = s.tenant_id AND m.channel_id = s.channel_id
              AND m.provider_message_id = s.provider_message_id AND m.peer_key IN @keys)
        """;

    // What was counted of a call is kept under the call's id.
    private const string EraseCallStatesSql = """
        DELETE FROM grain_states WHERE tenant_id = @tenant AND grain_type = 'call' AND grain_key IN (
            SELECT call_id FROM calls WHERE tenant_id = @tenant AND peer_key IN @keys)
        """;

    /// <inheritdoc />
    public override Task<bool> HasErased(TenantId tenant, CancellationToken cancellationToken) =>
        readers.Read(reads => reads.HasErased(tenant), cancellationToken);

    /// <inheritdoc />
    public override Task<ImmutableArray<ErasedRows>> Erase(TenantId tenant, Erasure erasure, CancellationToken cancellationToken) =>
        Write(tenant, async connection =>
        {
            var isServed = await connection.QuerySingleAsync<long>(ModeSql, new { tenant = Id(tenant) }) == 0;
            if (isServed == erasure.IsUnserved) { throw new ElsewhereException(); }
            var keys = erasure.Keys.Select(key => key.Text).ToArray();
            await RememberMessages(connection, tenant, erasure);
            foreach (var hash in erasure.Hashes)
            {
                await connection.ExecuteAsync(RememberSql, new { tenant = Id(tenant), hash, at = erasure.At.Micros() });
            }
            var calls = new { tenant = Id(tenant), keys, since = erasure.KeepCallsSince.Micros() };
            var erased = ImmutableArray.CreateBuilder<ErasedRows>();
            erased.Add(new("calls, anonymised", await connection.ExecuteAsync(AnonymiseSql, calls)));
            await connection.ExecuteAsync(FreeSql, calls);
            erased.Add(new("message_statuses", await connection.ExecuteAsync(EraseReportsSql, calls)));
            erased.Add(new("grain_states of calls", await connection.ExecuteAsync(EraseCallStatesSql, calls)));
            foreach (var table in await Tables(connection))
            {
                var sql = $"DELETE FROM {table.Name} WHERE tenant_id = @tenant AND {Condition(table)}";
                erased.Add(new(table.Name, await connection.ExecuteAsync(sql, calls)));
            }
            return erased.ToImmutable();
        }, cancellationToken);

    protected override Task<T> Run<T>(TenantId tenant, bool writes, Func<DbConnection, Task<T>> act, CancellationToken cancellationToken) =>
        writes ? database.Transact(act, cancellationToken) : database.Read(act);

    protected override async Task<IEnumerable<PersonTable>> Tables(DbConnection connection) =>
        (await connection.QueryAsync<(string Name, long OfGrains)>(TablesSql)).Select(table => new PersonTable(table.Name, table.OfGrains != 0));

    protected override string AmongKeys => "IN @keys";

    protected override object Id(TenantId tenant) => tenant.Value.ToByteArray(bigEndian: true);

    protected override object Stored(DateTimeOffset time) => time.Micros();

    protected override DateTimeOffset Time(object stored) => StoredTime.FromMicros((long)stored);
}
