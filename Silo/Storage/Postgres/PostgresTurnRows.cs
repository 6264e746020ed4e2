using Npgsql;
using Platform.Turns;

namespace Platform.Storage;

/// <summary>Turns as rows.</summary>
internal sealed class PostgresTurnRows
{
    private readonly List<StateRow> _states = [];
    private readonly List<MessageRow> _messages = [];
    private readonly List<ContactRow> _contacts = [];
    private readonly List<ReportRow> _reports = [];
    private readonly List<WithdrawalRow> _withdrawals = [];
    private readonly List<OutboxRow> _outbox = [];
    private readonly List<AlarmRow> _alarms = [];
    private readonly List<UsageRow> _usage = [];

    /// <summary>Whether a turn has records of kinds that are not rows here.</summary>
    public bool HasRarerRecords { get; private set; }

    /// <summary>Whether a turn may create its tenant.</summary>
    public bool HasTenantEntry { get; private set; }

    /// <summary>What the turns used.</summary>
    public List<UsageRow> Usage => _usage;

    /// <summary>Adds a turn to its tenant's group.</summary>
    public void Add(GroupRow group, CommitWrite write)
    {
        var (turn, number) = (write.Turn, ++group.Turns);
        if (turn.State is { } state)
        {
            _states.Add(new(number, state.Address.GrainType, state.Address.Key, state.ExpectedVersion, state.Json));
            group.States++;
        }
        for (var i = 0; i < turn.Records.Length; i++) { Add(group, turn.Records[i], write.PositionAt(i)); }
        AddWithdrawals(group, turn);
        foreach (var message in turn.Outbox)
        {
            _outbox.Add(Row(number, turn.Tenant, message, write.PositionOf(message.Id)));
            group.Outbox++;
        }
        AddAlarms(group, turn);
    }

    /// <summary>Gives the statement its rows.</summary>
    public NpgsqlBatchCommand AddTo(NpgsqlBatchCommand statement) =>
        statement.With(_states).With(_messages).With(_contacts).With(_reports).With(_withdrawals).With(_outbox).With(_alarms);

    private void Add(GroupRow group, TurnRecord record, long position)
    {
        switch (record)
        {
            case TurnRecord.Message message:
                _messages.Add(Row(group.Turns, message, position));
                group.Messages++;
                HasRarerRecords |= PostgresRecords.MayHaveEarlierReports(message);
                break;
            case TurnRecord.Contact contact:
                AddContact(group, contact);
                break;
            case TurnRecord.StatusReported report:
                _reports.Add(new(
                    group.Turns, report.Channel.Value, report.ProviderId.Value, (short)report.Reported, report.At.ToUniversalTime()));
                group.Reports++;
                break;
            case TurnRecord.Usage usage:
                _usage.Add(new(group.Turns, usage.Period.Number, (short)usage.Meter, usage.Amount));
                group.Usage++;
                break;
            default:
                HasRarerRecords = true;
                HasTenantEntry |= record is TurnRecord.TenantEntry;
                break;
        }
    }

    private void AddWithdrawals(GroupRow group, Turn turn)
    {
        foreach (var peer in turn.WithdrawQueuedFor)
        {
            _withdrawals.Add(new(group.Turns, peer.Text));
            group.Withdrawals++;
            HasRarerRecords = true;
        }
    }

    // One statement can write a row once only: of a turn's contacts with one key, the outcome is written.
    private void AddContact(GroupRow group, TurnRecord.Contact contact)
    {
        var row = new ContactRow(
            group.Turns, contact.Peer.Text, contact.Name is { } name ? StoredText.Clean(name) : null, contact.LastChannel.Value,
            contact.LastSeenAt.ToUniversalTime());
        var first = _contacts.Count - group.Contacts;
        var earlier = _contacts.FindIndex(first, other => other.Turn == row.Turn && other.PeerKey == row.PeerKey);
        if (earlier < 0)
        {
            _contacts.Add(row);
            group.Contacts++;
        }
        else if (row.LastSeenAt >= _contacts[earlier].LastSeenAt)
        {
            _contacts[earlier] = row with { Name = row.Name ?? _contacts[earlier].Name };
        }
    }

    // For the same reason, an alarm's last change within the turn.
    private void AddAlarms(GroupRow group, Turn turn)
    {
        for (var i = 0; i < turn.Alarms.Length; i++)
        {
            var alarm = turn.Alarms[i];
            if (IsChangedAgain(turn.Alarms.AsSpan()[(i + 1)..], alarm.Name)) { continue; }
            var address = turn.State!.Address;
            _alarms.Add(new(
                group.Turns, address.GrainType, address.Key, alarm.Name, alarm.Due?.UtcTicks, alarm.Due?.ToUniversalTime(),
                ShardHash.Of(address)));
            group.Alarms++;
        }
    }

    private static bool IsChangedAgain(ReadOnlySpan<AlarmChange> later, string name)
    {
        foreach (var change in later)
        {
            if (change.Name == name) { return true; }
        }
        return false;
    }

    private static MessageRow Row(int number, TurnRecord.Message message, long position) => new(
        number, message.Peer.Text, position, message.Id, message.Channel.Value, (short)message.Direction, message.ProviderId?.Value,
        (short)message.Kind, StoredText.Clean(message.Text), message.SentAt.ToUniversalTime(), message.ReceivedAt.ToUniversalTime(),
        (short)message.Status);

    private static OutboxRow Row(int number, Tenancy.TenantId tenant, OutboxMessage message, long? position) => new(
        number, message.Id, message.Channel.Value, ShardHash.Of(tenant, message.Channel), message.Peer.Text, message.Sequence, position,
        StoredText.Clean(message.To), StoredText.Clean(message.Text), message.OwnerEpoch, message.CreatedAt.ToUniversalTime());
}
