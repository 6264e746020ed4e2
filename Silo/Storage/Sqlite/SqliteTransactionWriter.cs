using Microsoft.Data.Sqlite;

namespace Platform.Storage;

/// <summary>Writes a batch in one transaction, each write in a savepoint of its own, so that a refused one leaves no trace.</summary>
internal sealed class SqliteTransactionWriter(SqliteSession session) : IDisposable
{
    private readonly SqliteTurnWriter _turns = new(session);
    private readonly SqliteStatement _begin = session.Prepare("BEGIN IMMEDIATE");
    private readonly SqliteStatement _commit = session.Prepare("COMMIT");
    private readonly SqliteStatement _rollback = session.Prepare("ROLLBACK");
    private readonly SqliteStatement _save = session.Prepare("SAVEPOINT write");
    private readonly SqliteStatement _release = session.Prepare("RELEASE write");
    private readonly SqliteStatement _takeBack = session.Prepare("ROLLBACK TO write");
    private readonly SqliteStatement _mode = session.Prepare("SELECT mode FROM tenants WHERE tenant_id = ?");
    private readonly List<StoreWrite> _written = [];

    /// <summary>Makes the batch durable and tells its callers.</summary>
    /// <exception cref="SqliteException">The database failed: nothing was written, or nobody knows.</exception>
    public void Write(List<StoreWrite> batch)
    {
        _written.Clear();
        try
        {
            _begin.Run();
            foreach (var write in batch) { WriteOne(write); }
            _commit.Run();
        }
        catch
        {
            if (session.InTransaction) { _rollback.Run(); }
            throw;
        }
        foreach (var write in _written) { write.Publish(); }
    }

    public void Dispose() => session.Dispose();

    private void WriteOne(StoreWrite write)
    {
        _save.Run();
        try
        {
            write.IsElsewhere = !write.IsRegistry && !IsOpenHere(write.TenantKey);
            if (!write.IsElsewhere && !Apply(write)) { _takeBack.Run(); }
            _written.Add(write);
        }
        catch (Exception refused) when (refused is not SqliteException failure || failure.IsRefusal())
        {
            _takeBack.Run();
            write.Fail(
                refused is SqliteException { SqliteExtendedErrorCode: var code } ? WriteFailures.Refused($"{code}", refused) : refused);
        }
        _release.Run();
    }

    private bool IsOpenHere(Guid tenant)
    {
        if (!_mode.Add(tenant).Read()) { return true; }
        var mode = _mode.Integer(0);
        _mode.Reset();
        return mode == (long)TenantMode.Served;
    }

    /// <summary><c>false</c> when what was written must be taken back.</summary>
    private bool Apply(StoreWrite write)
    {
        switch (write)
        {
            case CommitWrite commit:
                commit.Result = _turns.Write(commit);
                return commit.Result is Platform.Turns.CommitOutcome.Committed;
            case ClaimWrite claim:
                claim.Result = _turns.Outbox.Claim(claim);
                return true;
            case SettleWrite settle:
                _turns.Outbox.Settle(settle);
                return true;
            case PostponeWrite postpone:
                _turns.Alarms.Postpone(postpone);
                return true;
            case AuditWrite audit:
                _turns.Audit.Append(audit);
                return true;
            default:
                throw new InvalidOperationException($"Write {write.GetType().Name} is not handled.");
        }
    }
}
