using System.Collections.Immutable;
using Npgsql;
using Platform.Audit;
using Platform.Tenancy;

namespace Platform.Storage;

/// <summary>Audit entries over PostgreSQL.</summary>
internal sealed class PostgresAuditReader(PostgresReads reads) : IAuditReader
{
    private const string Columns = "audit_id, at, action, actor, address, detail, before, after";

    private const string Matches = """
        at >= $1 AND at < $2 AND (at, audit_id) < ($3, $4) AND ($5::text IS NULL OR action = $5) AND ($6::text IS NULL OR actor = $6)
        """;

    private const string SearchSql =
        $"SELECT {Columns} FROM audit WHERE tenant_id = $8 AND {Matches} ORDER BY at DESC, audit_id DESC LIMIT $7";

    private const string SearchPlatformSql = $"SELECT {Columns} FROM platform_audit WHERE {Matches} ORDER BY at DESC, audit_id DESC LIMIT $7";

    private const string LedgerSql =
        $"SELECT {Columns}, sequence, hash FROM audit WHERE tenant_id = $3 AND ledger = $4 AND sequence > $1 ORDER BY sequence LIMIT $2";

    private const string PlatformLedgerSql = $"SELECT {Columns}, sequence, hash FROM platform_audit WHERE sequence > $1 ORDER BY sequence LIMIT $2";

    private const string HeadSql = "SELECT sequence, hash, base_sequence, base_hash FROM audit_heads WHERE tenant_id = $1 AND ledger = $2";

    private const string PlatformHeadSql = "SELECT sequence, hash, 0::bigint, ''::bytea FROM platform_audit_head";

    /// <inheritdoc />
    public Task<ImmutableArray<AuditLine>> Search(
        TenantId? tenant, AuditFilter filter, AuditCursor? before, int max, CancellationToken cancellationToken)
    {
        var (place, id) = AuditBounds.Place(before);
        NpgsqlBatchCommand Statement(string sql) => PostgresStatement.Of(sql).With(AuditBounds.From(filter)).With(AuditBounds.To(filter))
            .With(place).With(id).WithText(filter.Action).WithText(filter.Actor).With(max);
        return tenant is { } owner
            ? reads.Read(owner, () => Statement(SearchSql).With(owner.Value), Line, cancellationToken)
            : reads.ReadForNobody(() => Statement(SearchPlatformSql), Line, cancellationToken);
    }

    /// <inheritdoc />
    public Task<ImmutableArray<ChainedEntry>> ReadLedger(
        TenantId? tenant, AuditLedger ledger, long after, int max, CancellationToken cancellationToken)
    {
        NpgsqlBatchCommand Statement(string sql) => PostgresStatement.Of(sql).With(after).With(max);
        return tenant is { } owner
            ? reads.Read(owner, () => Statement(LedgerSql).With(owner.Value).With((short)ledger), Chained, cancellationToken)
            : reads.ReadForNobody(() => Statement(PlatformLedgerSql), Chained, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<AuditHead?> ReadHead(TenantId? tenant, AuditLedger ledger, CancellationToken cancellationToken)
    {
        var heads = tenant is { } owner
            ? await reads.Read(owner, () => PostgresStatement.Of(HeadSql).With(owner.Value).With((short)ledger), Head, cancellationToken)
            : await reads.ReadForNobody(() => PostgresStatement.Of(PlatformHeadSql), Head, cancellationToken);
        return heads.SingleOrDefault();
    }

    private static ChainedEntry Chained(NpgsqlDataReader row) => new(row.GetInt64(8), Line(row), row.GetFieldValue<byte[]>(9));

    private static AuditHead Head(NpgsqlDataReader row) =>
        new(row.GetInt64(0), row.GetFieldValue<byte[]>(1), row.GetInt64(2), row.GetFieldValue<byte[]>(3));

    private static AuditLine Line(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetFieldValue<DateTimeOffset>(1), row.GetString(2), row.GetString(3), Text(row, 4), row.GetString(5),
        Text(row, 6), Text(row, 7));

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
