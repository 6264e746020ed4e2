using Npgsql;

namespace Platform.Storage;

/// <summary>Writes a batch in one transaction: one round trip, and a second one where turns have rarer records.</summary>
internal sealed class PostgresTransaction
{
    // Rows that refer to a tenant may come before the turn's statement that creates it.
    private const string DeferReferencesSql = "SET CONSTRAINTS ALL DEFERRED";

    private const string AuditSql = "SELECT append_audit($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

    private const string PostponeSql = """
        UPDATE alarms SET failures = failures + 1, call_at = $6 + least($7 * power(2, least(failures, 20)), $8)
        FROM (SELECT FROM tenants WHERE tenant_id = $1 AND (mode = 0 OR $9) FOR KEY SHARE) AS open_here
        WHERE tenant_id = $1 AND grain_type = $2 AND grain_key = $3 AND name = $4 AND due_ticks = $5
        """;

    private readonly PostgresBatch _frequent = new();
    private readonly List<AuditWrite> _audits = [];
    private readonly List<PostponeWrite> _postponed = [];

    private readonly bool _looks;

    /// <summary>A transaction of the writes; see <see cref="PostgresBatch.Statement"/>.</summary>
    public PostgresTransaction(ReadOnlySpan<StoreWrite> writes, bool looks)
    {
        _looks = looks;
        // Tenant by tenant, and these in one order, so that transactions of two processes lock what they share in one order.
        foreach (var write in writes.ToArray().OrderBy(write => write.TenantKey).ThenBy(write => write.IsRegistry)) { Add(write); }
    }

    /// <summary>Runs the transaction; when it returns, all is durable and the writes hold their results.</summary>
    public void Run(NpgsqlConnection connection)
    {
        if (!_frequent.HasRarerRecords)
        {
            // The server commits at the end of the batch.
            RunFirst(connection);
            return;
        }
        using var transaction = connection.BeginTransaction();
        RunFirst(connection);
        RunSecond(connection);
        transaction.Commit();
    }

    private void RunFirst(NpgsqlConnection connection)
    {
        using var batch = new NpgsqlBatch(connection);
        if (_frequent.HasTenantEntry) { batch.BatchCommands.Add(PostgresStatement.Of(DeferReferencesSql)); }
        if (!_frequent.IsEmpty) { batch.BatchCommands.Add(_frequent.Statement(_looks)); }
        foreach (var postponed in _postponed) { AddTo(batch, postponed); }
        foreach (var audit in _audits) { batch.BatchCommands.Add(Statement(audit)); }

        // A statement without rows, such as the deferring one, has no result to read.
        using var reader = batch.ExecuteReader();
        if (!_frequent.IsEmpty) { _frequent.Read(reader); }
        while (reader.NextResult()) { }
    }

    private void RunSecond(NpgsqlConnection connection)
    {
        using var batch = new NpgsqlBatch(connection);
        foreach (var turns in _frequent.Accepted.GroupBy(turn => turn.TenantKey))
        {
            batch.BatchCommands.Add(PostgresStatement.ActFor(turns.Key));
            foreach (var turn in turns) { PostgresRecords.AddTo(batch, turn); }
        }
        if (batch.BatchCommands.Count > 0) { batch.ExecuteNonQuery(); }
    }

    private void Add(StoreWrite write)
    {
        switch (write)
        {
            case CommitWrite commit: _frequent.Add(commit); break;
            case ClaimWrite claim: _frequent.Add(claim); break;
            case SettleWrite settle: _frequent.Add(settle); break;
            case PostponeWrite postpone: _postponed.Add(postpone); break;
            case AuditWrite audit: _audits.Add(audit); break;
            default: throw new InvalidOperationException($"Write {write.GetType().Name} is not handled.");
        }
    }

    private static void AddTo(NpgsqlBatch batch, PostponeWrite write)
    {
        var (tenant, type, key) = write.Alarm.Target;
        batch.BatchCommands.Add(PostgresStatement.ActFor(tenant.Value));
        batch.BatchCommands.Add(PostgresStatement.Of(PostponeSql).With(tenant.Value).WithText(type).WithText(key)
            .WithText(write.Alarm.Name).With(write.Alarm.Due.UtcTicks).With(write.Now).With(PostponeWrite.FirstDelay)
            .With(PostponeWrite.LongestDelay).With(write.IsRegistry));
    }

    private static NpgsqlBatchCommand Statement(AuditWrite write)
    {
        var entry = write.Entry;
        return PostgresStatement.Of(AuditSql).With(NpgsqlTypes.NpgsqlDbType.Uuid, entry.Tenant?.Value).With(write.Id).WithText(entry.Action)
            .WithText(entry.Actor).WithText(entry.Address).WithText(entry.Detail).WithText(entry.Before).WithText(entry.After)
            .WithText(PlatformAuditText.Detail(entry)).With(write.At);
    }
}
