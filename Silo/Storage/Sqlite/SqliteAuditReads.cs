using System.Collections.Immutable;
using Platform.Audit;
using Platform.Tenancy;

namespace Platform.Storage;

/// <summary>Audit entries: the reader's side.</summary>
internal sealed class SqliteAuditReads(SqliteSession session)
{
    private const string Columns = "audit_id, at, action, actor, address, detail, before, after";

    private const string Matches = """
        at >= ?1 AND at < ?2 AND (at, audit_id) < (?3, ?4) AND (?5 IS NULL OR action = ?5) AND (?6 IS NULL OR actor = ?6)
        """;

    private const string SearchSql =
        $"SELECT {Columns} FROM audit WHERE tenant_id = ?8 AND {Matches} ORDER BY at DESC, audit_id DESC LIMIT ?7";

    private const string SearchPlatformSql = $"SELECT {Columns} FROM platform_audit WHERE {Matches} ORDER BY at DESC, audit_id DESC LIMIT ?7";

    private const string LedgerSql =
        $"SELECT {Columns}, sequence, hash FROM audit WHERE tenant_id = ?3 AND ledger = ?4 AND sequence > ?1 ORDER BY sequence LIMIT ?2";

    private const string PlatformLedgerSql = $"SELECT {Columns}, sequence, hash FROM platform_audit WHERE sequence > ?1 ORDER BY sequence LIMIT ?2";

    private const string HeadSql = "SELECT sequence, hash, base_sequence, base_hash FROM audit_heads WHERE tenant_id = ? AND ledger = ?";

    private const string PlatformHeadSql = "SELECT sequence, hash, 0, x'' FROM platform_audit_head";

    private const string TenantsSql = "SELECT tenant_id FROM tenants WHERE tenant_id > ? ORDER BY tenant_id LIMIT ?";

    private readonly SqliteStatement _tenants = session.Prepare(TenantsSql);
    private readonly SqliteStatement _search = session.Prepare(SearchSql);
    private readonly SqliteStatement _searchPlatform = session.Prepare(SearchPlatformSql);
    private readonly SqliteStatement _ledger = session.Prepare(LedgerSql);
    private readonly SqliteStatement _platformLedger = session.Prepare(PlatformLedgerSql);
    private readonly SqliteStatement _head = session.Prepare(HeadSql);
    private readonly SqliteStatement _platformHead = session.Prepare(PlatformHeadSql);

    public ImmutableArray<AuditLine> Search(TenantId? tenant, AuditFilter filter, AuditCursor? before, int max)
    {
        var (place, id) = AuditBounds.Place(before);
        var search = (tenant is null ? _searchPlatform : _search).Add(AuditBounds.From(filter)).Add(AuditBounds.To(filter))
            .Add(place).Add(id).Add(filter.Action).Add(filter.Actor).Add(max);
        if (tenant is { } owner) { search.Add(owner); }
        return All(search, Line);
    }

    public ImmutableArray<ChainedEntry> Ledger(TenantId? tenant, AuditLedger ledger, long after, int max)
    {
        var read = (tenant is null ? _platformLedger : _ledger).Add(after).Add(max);
        if (tenant is { } owner) { read.Add(owner).Add((long)ledger); }
        return All(read, row => new ChainedEntry(row.Integer(8), Line(row), row.Bytes(9)));
    }

    public AuditHead? Head(TenantId? tenant, AuditLedger ledger)
    {
        var read = tenant is { } owner ? _head.Add(owner).Add((long)ledger) : _platformHead;
        return All(read, row => new AuditHead(row.Integer(0), row.Bytes(1), row.Integer(2), row.Bytes(3))).SingleOrDefault();
    }

    public ImmutableArray<TenantId> Tenants(TenantId? after, int max) =>
        All(_tenants.Add(after?.Value ?? Guid.Empty).Add(max), row => row.Tenant(0));

    private static ImmutableArray<TRow> All<TRow>(SqliteStatement statement, Func<SqliteStatement, TRow> row)
    {
        var rows = ImmutableArray.CreateBuilder<TRow>();
        while (statement.Read()) { rows.Add(row(statement)); }
        return rows.DrainToImmutable();
    }

    private static AuditLine Line(SqliteStatement row) => new(
        row.Guid(0), row.Time(1), row.Text(2), row.Text(3), Text(row, 4), row.Text(5), Text(row, 6), Text(row, 7));

    private static string? Text(SqliteStatement row, int column) => row.IsNull(column) ? null : row.Text(column);
}
