using System.Collections.Immutable;
using Platform.Channels;
using Platform.Conversations;
using Platform.Identity;
using Platform.Turns;

namespace Platform.Tests.Storage;

/// <summary>What the ports promise, in the plainest terms, for one tenant.</summary>
internal sealed class StoreModel
{
    private readonly Dictionary<StateAddress, StoredState> _states = [];
    private readonly List<Line> _lines = [];
    private readonly List<Row> _outbox = [];
    private readonly HashSet<(ChannelId, ProviderMessageId, DeliveryStatus)> _reports = [];
    private readonly Dictionary<PeerKey, PeerKey> _links = [];
    private readonly SortedDictionary<(string Key, string Name), DateTimeOffset> _alarms = [];

    public IEnumerable<Guid> Sending => _outbox.Where(row => row is { IsOpen: true, Sender: not null }).Select(row => row.Message.Id);

    public StoredState? Load(StateAddress address) => _states.GetValueOrDefault(address);

    public CommitOutcome Commit(Turn turn)
    {
        var messages = turn.Records.OfType<TurnRecord.Message>().ToArray();
        var keys = messages.Where(message => message.ProviderId is not null).Select(Key).ToArray();
        if (keys.Distinct().Count() < keys.Length || keys.Any(key => _lines.Exists(line => Key(line.Message) == key)))
        {
            return new CommitOutcome.Duplicate();
        }
        if (turn.State is { } state)
        {
            if ((Load(state.Address)?.Version ?? 0) != state.ExpectedVersion) { return new CommitOutcome.VersionConflict(); }
            _states[state.Address] = new StoredState(state.ExpectedVersion + 1, state.Json);
        }
        foreach (var record in turn.Records) { Add(record); }
        foreach (var row in _outbox.Where(row => row.IsOpen && turn.WithdrawQueuedFor.Contains(row.Message.Peer)))
        {
            if (row.Sender is null) { Close(row); }
            else { row.IsWithdrawn = true; }
        }
        _outbox.AddRange(turn.Outbox.Select(message => new Row(message) { NotBefore = message.CreatedAt }));
        foreach (var alarm in turn.Alarms)
        {
            if (alarm.Due is { } due) { _alarms[(turn.State!.Address.Key, alarm.Name)] = due; }
            else { _alarms.Remove((turn.State!.Address.Key, alarm.Name)); }
        }
        return new CommitOutcome.Committed(turn.State is { } put ? put.ExpectedVersion + 1 : 0);
    }

    public OutboxItem[] NextDue(ChannelId channel, Guid sender, DateTimeOffset now) =>
        [.. Heads(channel).Where(row => row.Sender != sender && row.NotBefore <= now).Select(row => new OutboxItem(
            row.Message.Id, row.Message.Peer, row.Message.To, row.Message.Text, row.Attempts, row.Uncertain || row.Sender is not null,
            row.Message.CreatedAt, row.Doubts))];

    public DateTimeOffset? NextDueAt(ChannelId channel) =>
        Heads(channel).Where(row => row.Sender is null).Select(row => (DateTimeOffset?)row.NotBefore).Min();

    public bool Claim(OutboxItem item, Guid sender)
    {
        var row = _outbox.Single(row => row.Message.Id == item.Id);
        if (!row.IsOpen || row.Attempts != item.Attempts || row.Sender == sender) { return false; }
        if (row.IsWithdrawn)
        {
            Close(row);
            return false;
        }
        (row.Uncertain, row.Sender, row.Attempts) = (row.Uncertain || row.Sender is not null, sender, row.Attempts + 1);
        return true;
    }

    public void Settle(Guid id, Guid sender, SendOutcome outcome)
    {
        if (_outbox.Find(row => row.Message.Id == id) is not { IsOpen: true } row) { return; }
        switch (outcome)
        {
            case SendOutcome.Accepted(var providerId): Accept(row, providerId); break;
            case SendOutcome.Failed:
            case SendOutcome.TryAgain when row.Sender == sender && row.IsWithdrawn:
                Close(row);
                break;
            case SendOutcome.TryAgain(var notBefore, _, var uncertain, var doubts) when row.Sender == sender:
                (row.Sender, row.NotBefore, row.Uncertain, row.Doubts) = (null, notBefore, row.Uncertain || uncertain, doubts);
                foreach (var later in _outbox.Where(later => later.IsOpen && later.IsBehind(row)))
                {
                    later.NotBefore = Max(later.NotBefore, notBefore);
                }
                break;
        }
    }

    public ImmutableArray<TranscriptLine> Transcript(PeerKey peer) =>
    [
        .. _lines.Where(line => line.Message.Peer == peer || (_links.TryGetValue(line.Message.Peer, out var linked) && linked == peer))
            .Reverse()
            .Select(line => line.Message).Select(said => new TranscriptLine(
                said.Id, said.Channel, said.Direction, said.Kind, said.Text, said.SentAt, said.Status)),
    ];

    public (string, string, DateTimeOffset)[] Alarms() => [.. _alarms.Select(alarm => (alarm.Key.Key, alarm.Key.Name, alarm.Value))];

    private void Add(TurnRecord record)
    {
        switch (record)
        {
            case TurnRecord.Message message:
                _lines.Add(new Line { Message = message });
                if (message is { ProviderId: { } id, Direction: not MessageDirection.Inbound })
                {
                    RaiseByReports(message.Id, message.Channel, id);
                }
                break;
            case TurnRecord.StatusReported report:
                _reports.Add((report.Channel, report.ProviderId, report.Reported));
                foreach (var line in _lines.Where(line => line.Message.Direction != MessageDirection.Inbound
                    && line.Message.Channel == report.Channel && line.Message.ProviderId == report.ProviderId))
                {
                    Told(line.Message.Id, report.Reported, Reported(report.Channel, report.ProviderId));
                }
                break;
            case TurnRecord.IdentityLink link:
                _links[link.Identity] = link.Peer;
                break;
        }
    }

    private void Close(Row row)
    {
        row.IsOpen = false;
        Raise(row.Message.Id, DeliveryStatus.Failed);
    }

    private void Accept(Row row, ProviderMessageId providerId)
    {
        row.IsOpen = false;
        var line = _lines.Find(line => line.Message.Id == row.Message.Id);
        if (line is null) { return; }
        var named = line.Message with { ProviderId = providerId };
        if (!_lines.Exists(other => Key(other.Message) == Key(named))) { line.Message = named; }
        Raise(row.Message.Id, DeliveryStatus.Sent);
        RaiseByReports(row.Message.Id, row.Message.Channel, providerId);
    }

    private void RaiseByReports(Guid id, ChannelId channel, ProviderMessageId providerId)
    {
        var reported = Reported(channel, providerId);
        Told(id, reported, reported);
    }

    private DeliveryStatus Reported(ChannelId channel, ProviderMessageId providerId) =>
        _reports.Where(report => report.Item1 == channel && report.Item2 == providerId)
            .Select(report => report.Item3).DefaultIfEmpty(DeliveryStatus.None).Max();

    // That a provider took a message is no proof: its failure counts as long as nothing else was reported of it.
    private void Told(Guid id, DeliveryStatus report, DeliveryStatus furthest)
    {
        Raise(id, report);
        if (report == DeliveryStatus.Failed && furthest == DeliveryStatus.Failed
            && _lines.Find(line => line.Message.Id == id) is { Message.Status: DeliveryStatus.Sent } line)
        {
            line.Message = line.Message with { Status = DeliveryStatus.Failed };
        }
    }

    private void Raise(Guid id, DeliveryStatus status)
    {
        if (_lines.Find(line => line.Message.Id == id) is { } line && line.Message.Status < status)
        {
            line.Message = line.Message with { Status = status };
        }
    }

    private IEnumerable<Row> Heads(ChannelId channel) =>
        _outbox.Where(row => row.IsOpen && row.Message.Channel == channel && !_outbox.Exists(other => other.IsOpen && row.IsBehind(other)));

    private static (ChannelId, MessageDirection, ProviderMessageId?) Key(TurnRecord.Message message) =>
        (message.Channel, message.Direction, message.ProviderId);

    private static DateTimeOffset Max(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private sealed class Line
    {
        public required TurnRecord.Message Message { get; set; }
    }

    private sealed class Row(OutboxMessage message)
    {
        public OutboxMessage Message => message;

        public bool IsOpen { get; set; } = true;

        public bool IsWithdrawn { get; set; }

        public Guid? Sender { get; set; }

        public int Attempts { get; set; }

        public bool Uncertain { get; set; }

        public int Doubts { get; set; }

        public DateTimeOffset NotBefore { get; set; }

        public bool IsBehind(Row other) =>
            other.Message.Channel == message.Channel && other.Message.Peer == message.Peer && other.Message.Sequence < message.Sequence;
    }
}
