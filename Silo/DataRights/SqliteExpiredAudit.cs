using Microsoft.Data.Sqlite;
using Platform.Audit;
using Platform.Storage;
using Platform.Tenancy;

namespace Platform.DataRights;

/// <summary>Gives up the oldest entries of a ledger; its chain goes on from there, and its head says so.</summary>
internal static class SqliteExpiredAudit
{
    private const string OldestSql = """
        SELECT a.sequence, a.at, a.hash FROM audit_heads h
        JOIN audit a ON a.tenant_id = h.tenant_id AND a.ledger = h.ledger AND a.sequence > h.base_sequence
        WHERE h.tenant_id = ? AND h.ledger = ? ORDER BY a.sequence LIMIT ?
        """;

    private const string MoveBaseSql =
        "UPDATE audit_heads SET base_sequence = ?3, base_hash = ?4 WHERE tenant_id = ?1 AND ledger = ?2";

    private const string DeleteSql = "DELETE FROM audit WHERE tenant_id = ? AND ledger = ? AND sequence <= ?";

    /// <summary>Removes entries up to the first that is not older; gives how many.</summary>
    internal static long Remove(SqliteConnection connection, TenantId tenant, AuditLedger ledger, DateTimeOffset old)
    {
        var (gone, ending) = LastBefore(connection, tenant, ledger, old);
        if (gone == 0) { return 0; }

        // The base goes first: what is before it may be removed, and nothing else.
        using var move = new SqliteStatement(connection, MoveBaseSql);
        move.Add(tenant).Add((long)ledger).Add(gone).Add(ending.AsSpan()).Run();
        using var delete = new SqliteStatement(connection, DeleteSql);
        return delete.Add(tenant).Add((long)ledger).Add(gone).Run();
    }

    private static (long Sequence, byte[] Hash) LastBefore(
        SqliteConnection connection, TenantId tenant, AuditLedger ledger, DateTimeOffset old)
    {
        (long Sequence, byte[] Hash) last = (0, []);
        using var oldest = new SqliteStatement(connection, OldestSql);
        oldest.Add(tenant).Add((long)ledger).Add(ExpiredBounds.RowsMax);
        while (oldest.Read() && oldest.Time(1) < old) { last = (oldest.Integer(0), oldest.Bytes(2)); }
        oldest.Reset();
        return last;
    }
}
