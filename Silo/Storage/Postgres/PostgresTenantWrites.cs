using Npgsql;
using Platform.Turns;

namespace Platform.Storage;

/// <summary>One tenant's writes of a transaction, as rows of a few statements.</summary>
internal sealed class PostgresTenantWrites(Guid tenant)
{
    private const string CommitSql = "SELECT commit_turns($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    private const string ClaimSql = "SELECT claim_messages($1, $2)";
    private const string SettleSql = "SELECT settle_messages($1, $2)";

    private readonly List<CommitWrite> _turns = [];
    private readonly List<StateRow> _states = [];
    private readonly List<MessageRow> _messages = [];
    private readonly List<ContactRow> _contacts = [];
    private readonly List<ReportRow> _reports = [];
    private readonly List<WithdrawalRow> _withdrawals = [];
    private readonly List<OutboxRow> _outbox = [];
    private readonly List<AlarmRow> _alarms = [];
    private readonly List<ClaimWrite> _claims = [];
    private readonly List<SettlementRow> _settlements = [];

    /// <summary>The tenant.</summary>
    public Guid Tenant => tenant;

    /// <summary>Whether accepted turns need a second round trip for their other records.</summary>
    public bool HasOtherRecords { get; private set; }

    /// <summary>Whether a turn may create the tenant that all rows refer to.</summary>
    public bool HasTenantEntry { get; private set; }

    /// <summary>The turns that were not refused; known after <see cref="Read"/>.</summary>
    public IEnumerable<CommitWrite> Accepted => _turns.Where(turn => turn.Result is CommitOutcome.Committed);

    public void Add(CommitWrite write)
    {
        _turns.Add(write);
        var (turn, number) = (write.Turn, _turns.Count);
        if (turn.State is { } state)
        {
            _states.Add(new(number, state.Address.GrainType, state.Address.Key, state.ExpectedVersion, state.Json));
        }
        for (var i = 0; i < turn.Records.Length; i++) { Add(number, turn.Records[i], write.PositionAt(i)); }
        if (turn.WithdrawQueuedFor is { } peer) { _withdrawals.Add(new(number, peer.Text)); }
        foreach (var message in turn.Outbox) { _outbox.Add(Row(number, message, write.PositionOf(message.Id))); }
        AddAlarms(number, turn);
    }

    public void Add(ClaimWrite write) => _claims.Add(write);

    public void Add(SettleWrite write) => _settlements.Add(write.Outcome switch
    {
        SendOutcome.Accepted(var id) => new(write.MessageId, (short)OutboxStatus.Sent, id.Value, null, null, false),
        SendOutcome.Failed(var reason) => new(write.MessageId, (short)OutboxStatus.Failed, null, null, StoredText.Clean(reason), false),
        SendOutcome.TryAgain(var notBefore, var reason, var uncertain) =>
            new(write.MessageId, (short)OutboxStatus.Queued, null, notBefore.ToUniversalTime(), StoredText.Clean(reason), uncertain),
        _ => throw new InvalidOperationException($"Send outcome {write.Outcome.GetType().Name} is not handled."),
    });

    /// <summary>Adds the statements.</summary>
    public void AddTo(NpgsqlBatch batch)
    {
        if (_turns.Count > 0)
        {
            batch.BatchCommands.Add(PostgresStatement.Of(CommitSql).With(tenant).With(_turns.Count).With(_states).With(_messages)
                .With(_contacts).With(_reports).With(_withdrawals).With(_outbox).With(_alarms));
        }
        if (_claims.Count > 0)
        {
            var rows = _claims.ConvertAll(claim => new ClaimRow(claim.Item.Id, claim.Item.Attempts, claim.Sender, claim.Now.ToUniversalTime()));
            batch.BatchCommands.Add(PostgresStatement.Of(ClaimSql).With(tenant).With(rows));
        }
        if (_settlements.Count > 0)
        {
            batch.BatchCommands.Add(PostgresStatement.Of(SettleSql).With(tenant).With(_settlements));
        }
    }

    /// <summary>Reads what the statements answered, in the order of <see cref="AddTo"/>.</summary>
    public async Task Read(NpgsqlDataReader reader)
    {
        if (_turns.Count > 0) { ReadOutcomes(await PostgresStatement.NextValue<short[]>(reader)); }
        if (_claims.Count > 0)
        {
            var taken = await PostgresStatement.NextValue<Guid[]>(reader);
            foreach (var claim in _claims) { claim.Result = taken.Contains(claim.Item.Id); }
        }
        if (_settlements.Count > 0) { await reader.NextResultAsync(); }
    }

    private void ReadOutcomes(short[] outcomes)
    {
        for (var i = 0; i < outcomes.Length; i++)
        {
            _turns[i].Result = outcomes[i] switch
            {
                0 => new CommitOutcome.Committed(_turns[i].Turn.State is { } state ? state.ExpectedVersion + 1 : 0),
                1 => new CommitOutcome.Duplicate(),
                2 => new CommitOutcome.VersionConflict(),
                var other => throw new InvalidOperationException($"Outcome {other} is not handled."),
            };
        }
    }

    private void Add(int number, TurnRecord record, long position)
    {
        switch (record)
        {
            case TurnRecord.Message message:
                _messages.Add(Row(number, message, position));
                HasOtherRecords |= PostgresRecords.MayHaveEarlierReports(message);
                break;
            case TurnRecord.Contact contact:
                AddContact(number, contact);
                break;
            case TurnRecord.StatusReported report:
                _reports.Add(new(
                    number, report.Channel.Value, report.ProviderId.Value, (short)report.Reported, report.At.ToUniversalTime()));
                break;
            default:
                HasOtherRecords = true;
                HasTenantEntry |= record is TurnRecord.TenantEntry;
                break;
        }
    }

    // One statement can write a row once only: of a turn's contacts with one key, the outcome is written.
    private void AddContact(int number, TurnRecord.Contact contact)
    {
        var row = new ContactRow(
            number, contact.Peer.Text, contact.Name is { } name ? StoredText.Clean(name) : null, contact.LastChannel.Value,
            contact.LastSeenAt.ToUniversalTime());
        var earlier = _contacts.FindIndex(other => other.Turn == number && other.PeerKey == row.PeerKey);
        if (earlier < 0)
        {
            _contacts.Add(row);
        }
        else if (row.LastSeenAt >= _contacts[earlier].LastSeenAt)
        {
            _contacts[earlier] = row with { Name = row.Name ?? _contacts[earlier].Name };
        }
    }

    private void AddAlarms(int number, Turn turn)
    {
        foreach (var alarm in turn.Alarms)
        {
            var address = turn.State!.Address;
            _alarms.RemoveAll(earlier => earlier.Turn == number && earlier.Name == alarm.Name);
            _alarms.Add(new(number, address.GrainType, address.Key, alarm.Name, alarm.Due?.ToUniversalTime(), ShardHash.Of(address)));
        }
    }

    private static MessageRow Row(int number, TurnRecord.Message message, long position) => new(
        number, message.Peer.Text, position, message.Id, message.Channel.Value, (short)message.Direction, message.ProviderId?.Value,
        (short)message.Kind, StoredText.Clean(message.Text), message.SentAt.ToUniversalTime(), message.ReceivedAt.ToUniversalTime(),
        (short)message.Status);

    private OutboxRow Row(int number, OutboxMessage message, long? position) => new(
        number, message.Id, message.Channel.Value, ShardHash.Of(new Tenancy.TenantId(tenant), message.Channel), message.Peer.Text,
        message.Sequence, position, StoredText.Clean(message.To), StoredText.Clean(message.Text), message.OwnerEpoch,
        message.CreatedAt.ToUniversalTime());
}
