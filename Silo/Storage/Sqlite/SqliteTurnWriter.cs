using Platform.Turns;

namespace Platform.Storage;

/// <summary>Writes one turn inside the open transaction.</summary>
internal sealed class SqliteTurnWriter(SqliteSession session)
{
    private static readonly CommitOutcome Duplicate = new CommitOutcome.Duplicate();
    private static readonly CommitOutcome VersionConflict = new CommitOutcome.VersionConflict();

    private readonly SqliteStates _states = new(session);
    private readonly SqliteMessages _messages = new(session);
    private readonly SqliteCalls _calls = new(session);
    private readonly SqlitePeople _people = new(session);
    private readonly SqliteUsage _usage = new(session);

    /// <summary>The tenants.</summary>
    public SqliteDirectory Directory { get; } = new(session);

    /// <summary>The audit's chains.</summary>
    public SqliteAudit Audit { get; } = new(session);

    /// <summary>The alarms.</summary>
    public SqliteAlarms Alarms { get; } = new(session);

    /// <summary>The outbox; made on first use because it writes messages too.</summary>
    public SqliteOutboxRows Outbox => field ??= new SqliteOutboxRows(session, _messages);

    /// <summary>Writes the turn; when it is refused, the caller takes back what was written of it.</summary>
    public CommitOutcome Write(CommitWrite write)
    {
        var turn = write.Turn;
        AddTenants(turn);
        if (!TryAddMessages(write)) { return Duplicate; }
        if (turn.State is { } state && !_states.TryPut(state)) { return VersionConflict; }
        foreach (var record in turn.Records) { Add(write, record); }
        foreach (var peer in turn.WithdrawQueuedFor) { Outbox.Withdraw(turn.Tenant, peer); }
        foreach (var message in turn.Outbox) { Outbox.Add(turn.Tenant, message, write.PositionOf(message.Id)); }
        foreach (var alarm in turn.Alarms) { Alarms.Change(turn.State!.Address, alarm); }
        return new CommitOutcome.Committed(turn.State is { } put ? put.ExpectedVersion + 1 : 0);
    }

    // Every other row refers to its tenant's.
    private void AddTenants(Turn turn)
    {
        foreach (var record in turn.Records)
        {
            if (record is TurnRecord.TenantEntry entry) { Directory.Add(turn.Tenant, entry); }
        }
    }

    private bool TryAddMessages(CommitWrite write)
    {
        var records = write.Turn.Records;
        for (var i = 0; i < records.Length; i++)
        {
            if (records[i] is TurnRecord.Message message && !_messages.TryAdd(write.Turn.Tenant, message, write.PositionAt(i)))
            {
                return false;
            }
        }
        return true;
    }

    private void Add(CommitWrite write, TurnRecord record)
    {
        var tenant = write.Turn.Tenant;
        switch (record)
        {
            case TurnRecord.TenantEntry or TurnRecord.Message: break;
            case TurnRecord.Contact contact: _people.Add(tenant, contact); break;
            case TurnRecord.IdentityLink link: _people.Add(tenant, link); break;
            case TurnRecord.WorkItem item: _people.Add(tenant, item); break;
            case TurnRecord.CallStarted call: _calls.Add(tenant, call); break;
            case TurnRecord.CallFinished call: _calls.Add(tenant, call); break;
            case TurnRecord.CallDetailed call: _calls.Add(tenant, call); break;
            case TurnRecord.StatusReported report: _messages.Report(tenant, report); break;
            case TurnRecord.Audit audit: Audit.Add(tenant, write.Ledger, audit); break;
            case TurnRecord.Usage usage: _usage.Add(tenant, usage); break;
            default: throw new InvalidOperationException($"Turn record {record.GetType().Name} is not handled.");
        }
    }
}
