using Microsoft.Data.Sqlite;
using Platform.Audit;
using Platform.Storage;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.DataRights;

/// <summary>Expired rows in the file, removed over a connection of its own, in transactions between the writer's.</summary>
internal sealed class SqliteExpiredRows(SqliteDatabase database, TimeProvider clock) : IExpiredRows
{
    private const string IsElsewhereSql = "SELECT 1 FROM tenants WHERE tenant_id = ? AND mode <> 0";

    private const string OutboxSql = """
        DELETE FROM outbox WHERE tenant_id = ?1 AND message_id IN (
            SELECT message_id FROM outbox WHERE tenant_id = ?1 AND message_id < ?2 AND created_at < ?3 AND is_open = 0
            ORDER BY message_id LIMIT ?4)
        """;

    private const string WorkItemsSql = """
        DELETE FROM work_items WHERE tenant_id = ?1 AND work_item_id IN (
            SELECT work_item_id FROM work_items WHERE tenant_id = ?1 AND work_item_id < ?2 AND created_at < ?3
            ORDER BY work_item_id LIMIT ?4)
        """;

    private const string ReportsSql = """
        DELETE FROM message_statuses WHERE (tenant_id, channel_id, provider_message_id, status) IN (
            SELECT tenant_id, channel_id, provider_message_id, status FROM message_statuses
            WHERE tenant_id = ? AND reported_at < ? ORDER BY reported_at LIMIT ?)
        """;

    // One of which only the end is known has the age of its end; it stands before all others in the index.
    private const string OldCallsSql = """
        SELECT call_id FROM calls WHERE tenant_id = ?1 AND started_at < ?2
        UNION ALL SELECT call_id FROM calls WHERE tenant_id = ?1 AND started_at IS NULL AND ended_at < ?2 LIMIT ?3
        """;

    private const string CallStateSql = "DELETE FROM grain_states WHERE tenant_id = ? AND grain_type = 'call' AND grain_key = ?";

    private const string CallSql = "DELETE FROM calls WHERE tenant_id = ? AND call_id = ?";

    /// <inheritdoc />
    public async Task<ExpiredBatch?> Remove(
        TenantId tenant, ExpiredKind kind, DateTimeOffset before, string after, CancellationToken cancellationToken)
    {
        try
        {
            return await database.Transact(
                connection =>
                {
                    if (kind != ExpiredKind.RegistryAudit) { RequireHere(connection, tenant); }
                    return Task.FromResult(Remove(connection, tenant, kind, before, after));
                },
                cancellationToken);
        }
        catch (SqliteException failure) when (!failure.IsRefusal())
        {
            throw new StoreUnavailableException("The database file cannot be used.", failure);
        }
    }

    private ExpiredBatch Remove(SqliteConnection connection, TenantId tenant, ExpiredKind kind, DateTimeOffset before, string after)
    {
        var old = ExpiredBounds.NoYounger(before, clock.GetUtcNow(), RetentionPeriods.DaysMin);
        return kind switch
        {
            ExpiredKind.Messages => SqliteExpiredTalk.Messages(connection, tenant, old, after),
            ExpiredKind.Conversations => SqliteExpiredTalk.Conversations(connection, tenant, old, after),
            ExpiredKind.Calls => Calls(connection, tenant, old),
            ExpiredKind.WorkItems => ById(connection, WorkItemsSql, tenant, old),
            ExpiredKind.Outbox => ById(connection, OutboxSql, tenant, old),
            ExpiredKind.Reports => Reports(connection, tenant, old),
            ExpiredKind.RegistryAudit => Audit(connection, tenant, AuditLedger.Registry, before),
            ExpiredKind.DataAudit => Audit(connection, tenant, AuditLedger.Data, before),
            var other => throw new InvalidOperationException($"Kind {other} is not handled."),
        };
    }

    private static void RequireHere(SqliteConnection connection, TenantId tenant)
    {
        using var elsewhere = new SqliteStatement(connection, IsElsewhereSql);
        if (elsewhere.Add(tenant).Read()) { throw new ElsewhereException(); }
    }

    private static ExpiredBatch ById(SqliteConnection connection, string sql, TenantId tenant, DateTimeOffset old)
    {
        using var delete = new SqliteStatement(connection, sql);
        return Counted(delete.Add(tenant).Add(FirstIdOf(old)).Add(old).Add(ExpiredBounds.RowsMax).Run());
    }

    private static ExpiredBatch Reports(SqliteConnection connection, TenantId tenant, DateTimeOffset old)
    {
        using var delete = new SqliteStatement(connection, ReportsSql);
        return Counted(delete.Add(tenant).Add(old).Add(ExpiredBounds.RowsMax).Run());
    }

    private static ExpiredBatch Calls(SqliteConnection connection, TenantId tenant, DateTimeOffset old)
    {
        List<string> expired = [];
        using (var found = new SqliteStatement(connection, OldCallsSql))
        {
            found.Add(tenant).Add(old).Add(ExpiredBounds.RowsMax);
            while (found.Read()) { expired.Add(found.Text(0)); }
        }
        using var state = new SqliteStatement(connection, CallStateSql);
        using var call = new SqliteStatement(connection, CallSql);
        foreach (var id in expired)
        {
            state.Add(tenant).Add(id).Run();
            call.Add(tenant).Add(id).Run();
        }
        return Counted(expired.Count);
    }

    private ExpiredBatch Audit(SqliteConnection connection, TenantId tenant, AuditLedger ledger, DateTimeOffset before) => Counted(
        SqliteExpiredAudit.Remove(
            connection, tenant, ledger, ExpiredBounds.NoYounger(before, clock.GetUtcNow(), RetentionPeriods.AuditDaysMin)));

    // What is left is the oldest again, so there is no place to go on from.
    private static ExpiredBatch Counted(long removed) => new(removed, removed > 0 ? "" : null, []);

    // Ids are in the order in which they were made: the first that can have been made at a time.
    private static Guid FirstIdOf(DateTimeOffset time)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes, time.ToUnixTimeMilliseconds() << 16);
        return new Guid(bytes, bigEndian: true);
    }
}
