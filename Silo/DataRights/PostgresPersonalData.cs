using System.Collections.Immutable;
using System.Data.Common;
using Dapper;
using Platform.Storage;
using Platform.Tenancy;

namespace Platform.DataRights;

/// <summary>Personal data in PostgreSQL.</summary>
internal sealed class PostgresPersonalData(PostgresPools pools, PostgresReads reads) : PersonalData
{
    private const string TablesSql = """
        SELECT c.relname AS "Name", bool_or(p.attname = 'grain_key') AS "OfGrains" FROM pg_class c
        JOIN pg_attribute t ON t.attrelid = c.oid AND t.attname = 'tenant_id' AND NOT t.attisdropped
        JOIN pg_attribute p ON p.attrelid = c.oid AND p.attname IN ('peer_key', 'grain_key') AND NOT p.attisdropped
        WHERE c.relnamespace = 'platform'::regnamespace AND c.relkind IN ('r', 'p') GROUP BY c.relname ORDER BY 1
        """;

    // The row of the tenant is held, so that its data is not moved meanwhile.
    private const string IsHereSql = "SELECT mode = 0 FROM tenants WHERE tenant_id = @tenant FOR KEY SHARE";

    private const string RememberSql = """
        INSERT INTO erased_people (tenant_id, person_hash, erased_at) SELECT @tenant, hash, @at FROM unnest(@hashes) hash
        ON CONFLICT (tenant_id, person_hash) DO UPDATE SET erased_at = excluded.erased_at
        """;

    private const string AnonymiseSql = """
        UPDATE calls SET peer_key = NULL, other_leg = NULL
        WHERE tenant_id = @tenant AND peer_key = ANY (@keys) AND coalesce(started_at, ended_at) >= @since
        """;

    // Meter 4 of all time is what is stored; see Meter.StorageBytes.
    private const string FreeSql = """
        INSERT INTO usage_counters AS stored (tenant_id, period, meter, slot, amount)
        SELECT @tenant, 0, 4, 0, -sum(octet_length(text)) FROM messages WHERE tenant_id = @tenant AND peer_key = ANY (@keys) HAVING count(*) > 0
        ON CONFLICT (tenant_id, period, meter, slot) DO UPDATE SET amount = stored.amount + excluded.amount
        """;

    private const string EraseSql = """SELECT table_name AS "Table", removed AS "Rows" FROM erase_person(@tenant, @keys)""";

    private const string HasErasedSql = "SELECT 1 FROM erased_people WHERE tenant_id = $1 LIMIT 1";

    /// <inheritdoc />
    public override async Task<bool> HasErased(TenantId tenant, CancellationToken cancellationToken) => !(await reads.Read(
        tenant, () => PostgresStatement.Of(HasErasedSql).With(tenant.Value), row => row.GetInt32(0), cancellationToken)).IsEmpty;

    /// <inheritdoc />
    public override Task<ImmutableArray<ErasedRows>> Erase(TenantId tenant, Erasure erasure, CancellationToken cancellationToken) =>
        Write(tenant, async connection =>
        {
            var values = new
            {
                tenant = tenant.Value,
                keys = erasure.Keys.Select(key => key.Text).ToArray(),
                hashes = erasure.Hashes.ToArray(),
                at = erasure.At.UtcDateTime,
                since = erasure.KeepCallsSince.UtcDateTime,
            };
            if (await connection.QuerySingleOrDefaultAsync<bool>(IsHereSql, values) == erasure.IsUnserved) { throw new ElsewhereException(); }
            await RememberMessages(connection, tenant, erasure);
            await connection.ExecuteAsync(RememberSql, values);
            var anonymous = await connection.ExecuteAsync(AnonymiseSql, values);
            await connection.ExecuteAsync(FreeSql, values);
            var erased = await connection.QueryAsync<ErasedRows>(EraseSql, values);
            return ImmutableArray.CreateRange(erased.Append(new ErasedRows("calls, anonymised", anonymous)));
        }, cancellationToken);

    protected override async Task<T> Run<T>(
        TenantId tenant, bool writes, Func<DbConnection, Task<T>> act, CancellationToken cancellationToken)
    {
        await using var connection = await pools.Reads.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync("SELECT set_config('platform.tenant_id', @tenant, true)", new { tenant = tenant.ToString() });
        var result = await act(connection);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    protected override Task<IEnumerable<PersonTable>> Tables(DbConnection connection) => connection.QueryAsync<PersonTable>(TablesSql);

    protected override string AmongKeys => "= ANY (@keys)";

    protected override object Id(TenantId tenant) => tenant.Value;

    protected override object Stored(DateTimeOffset time) => time.UtcDateTime;

    protected override DateTimeOffset Time(object stored) => new((DateTime)stored, TimeSpan.Zero);
}
