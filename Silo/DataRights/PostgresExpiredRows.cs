using Dapper;
using Npgsql;
using Platform.Audit;
using Platform.Identity;
using Platform.Storage;
using Platform.Tenancy;

namespace Platform.DataRights;

/// <summary>Expired rows in PostgreSQL, which removes them by functions of its own: the application may not delete.</summary>
internal sealed class PostgresExpiredRows(PostgresPools pools) : IExpiredRows
{
    private const string ActForSql = "SELECT set_config('platform.tenant_id', @text, true)";

    // The row of the tenant is held, so that its data is not moved meanwhile.
    private const string IsHereSql = "SELECT mode = 0 FROM tenants WHERE tenant_id = @tenant FOR KEY SHARE";

    private const string MessagesSql = """
        SELECT removed AS "Removed", freed AS "Freed", last AS "Last" FROM prune_messages(@tenant, @after, @before, @lookedAt, @max)
        """;

    // Meter 4 of all time is what is stored; see Meter.StorageBytes.
    private const string FreeSql = """
        INSERT INTO usage_counters AS stored (tenant_id, period, meter, slot, amount) VALUES (@tenant, 0, 4, 0, -@freed)
        ON CONFLICT (tenant_id, period, meter, slot) DO UPDATE SET amount = stored.amount + excluded.amount
        """;

    private const string ConversationsSql = """
        SELECT removed AS "Removed", last AS "Last", forgotten AS "Forgotten"
        FROM prune_conversations(@tenant, @after, @before, @lookedAt)
        """;

    private const string CallsSql = "SELECT prune_calls(@tenant, @before, @max)";

    private const string RecordsSql = "SELECT prune_records(@tenant, @table, @before, @max)";

    private const string AuditSql = "SELECT prune_audit(@tenant, @ledger, @before, @max)";

    /// <inheritdoc />
    public async Task<ExpiredBatch?> Remove(
        TenantId tenant, ExpiredKind kind, DateTimeOffset before, string after, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await pools.Reads.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await connection.ExecuteAsync(ActForSql, new { text = tenant.ToString() });
            if (kind != ExpiredKind.RegistryAudit && !await connection.QuerySingleOrDefaultAsync<bool>(IsHereSql, new { tenant = tenant.Value }))
            {
                throw new ElsewhereException();
            }
            var batch = await Remove(connection, new Order(tenant.Value, before.UtcDateTime, after), kind);
            await transaction.CommitAsync(cancellationToken);
            return batch;
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException && failure is not PostgresException)
        {
            throw PostgresFailures.Unreadable(failure);
        }
    }

    private static Task<ExpiredBatch> Remove(NpgsqlConnection connection, Order order, ExpiredKind kind) => kind switch
    {
        ExpiredKind.Messages => Messages(connection, order),
        ExpiredKind.Conversations => Conversations(connection, order),
        ExpiredKind.Calls => Counted(connection, CallsSql, order),
        ExpiredKind.WorkItems => Counted(connection, RecordsSql, order with { Table = "work_items" }),
        ExpiredKind.Outbox => Counted(connection, RecordsSql, order with { Table = "outbox" }),
        ExpiredKind.Reports => Counted(connection, RecordsSql, order with { Table = "message_statuses" }),
        ExpiredKind.RegistryAudit => Counted(connection, AuditSql, order with { Ledger = (short)AuditLedger.Registry }),
        ExpiredKind.DataAudit => Counted(connection, AuditSql, order with { Ledger = (short)AuditLedger.Data }),
        var other => throw new InvalidOperationException($"Kind {other} is not handled."),
    };

    private static async Task<ExpiredBatch> Messages(NpgsqlConnection connection, Order order)
    {
        var (removed, freed, last) = await connection.QuerySingleAsync<(long Removed, long Freed, string? Last)>(MessagesSql, order);
        if (freed > 0) { await connection.ExecuteAsync(FreeSql, new { tenant = order.Tenant, freed }); }
        return new ExpiredBatch(removed, last, []);
    }

    private static async Task<ExpiredBatch> Conversations(NpgsqlConnection connection, Order order)
    {
        var found = await connection.QuerySingleAsync<(long Removed, string? Last, string[] Forgotten)>(ConversationsSql, order);
        return new ExpiredBatch(found.Removed, found.Last, [.. found.Forgotten.Select(PeerKey.Parse)]);
    }

    // What is left is the oldest again, so there is no place to go on from.
    private static async Task<ExpiredBatch> Counted(NpgsqlConnection connection, string sql, Order order)
    {
        var removed = await connection.ExecuteScalarAsync<long>(sql, order);
        return new ExpiredBatch(removed, removed > 0 ? "" : null, []);
    }

    private sealed record Order(Guid Tenant, DateTime Before, string After)
    {
        public string Table { get; init; } = "";

        public short Ledger { get; init; }

        public int Max { get; } = ExpiredBounds.RowsMax;

        public int LookedAt { get; } = ExpiredBounds.LookedAtMax;
    }
}
