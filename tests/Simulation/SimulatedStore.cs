using System.Collections.Immutable;
using System.Text.Json;
using Platform.Audit;
using Platform.Calls;
using Platform.Channels;
using Platform.Conversations;
using Platform.Identity;
using Platform.Plans;
using Platform.Tenancy;
using Platform.Turns;
using Platform.WorkItems;

namespace Platform.Tests.Simulation;

/// <summary>
/// The store as the ports describe it, in memory and with faults: an operation may be slow, fail before anything was written, or fail after
/// all of
/// it was. It outlives the host that crashes above it.
/// </summary>
internal sealed class SimulatedStore(TimeProvider clock, Faults faults) : ITurnStore, IOutbox, IDueWork, IRecordReader, IAuditLog, IStorageProbe
{
    private readonly Dictionary<StateAddress, StoredState> _states = [];
    private readonly SortedDictionary<AlarmKey, AlarmRow> _alarms = [];
    private readonly List<MessageRow> _messages = [];
    private readonly List<OutboxRow> _outbox = [];

    // How many messages had been queued when a person of the company last wrote to the contact.
    private readonly Dictionary<(TenantId, PeerKey), int> _queuedBeforePerson = [];

    public IReadOnlyList<MessageRow> Messages => _messages;

    public IReadOnlyList<OutboxRow> Outbox => _outbox;

    public List<AuditEntry> Audit { get; } = [];

    public List<(TenantId Tenant, TurnRecord Record)> Others { get; } = [];

    public bool IsDown { get; set; }

    /// <summary>Whose data can be read and not written, as where a company's own database is full.</summary>
    public TenantId? Unwritable { get; set; }

    /// <summary>Whether that company's alarms can be put off all the same.</summary>
    public bool PutsOffAlways { get; set; }

    /// <summary>The type of grains whose state takes ten seconds to load.</summary>
    public string? SlowToLoad { get; set; }

    /// <summary>How many of these loads have begun.</summary>
    public int SlowLoads { get; private set; }

    /// <summary>Turns of that company that were not taken in.</summary>
    public int Refused { get; private set; }

    /// <summary>Whether a conversation still owes an answer.</summary>
    public bool IsReplyOwed => _alarms.Keys.Any(alarm => alarm.Name == "reply");

    /// <summary>
    /// Replies that were committed while the conversation stood with a person, or taken for sending after a person had written.
    /// </summary>
    public List<OutboxMessage> SpokeOutOfTurn { get; } = [];

    /// <summary>How often the owner of a conversation changed.</summary>
    public long EpochOf(TenantId tenant, PeerKey peer) => OwnershipOf(new StateAddress(tenant, "conversation", peer.Text)).Epoch;

    public async Task<StoredState?> Load(StateAddress address, CancellationToken cancellationToken)
    {
        await Before();
        if (address.GrainType == SlowToLoad)
        {
            SlowLoads++;
            await Task.Delay(TimeSpan.FromSeconds(10), clock, cancellationToken);
        }
        return _states.GetValueOrDefault(address);
    }

    public async Task<CommitOutcome> Commit(Turn turn, CancellationToken cancellationToken)
    {
        if (turn.Tenant == Unwritable) { Refused++; }
        await Before(turn.Tenant);
        var outcome = Apply(turn);
        After();
        return outcome;
    }

    public async Task<ImmutableArray<OutboxItem>> NextDue(
        TenantId tenant, ChannelId channel, Guid sender, DateTimeOffset now, int contactsMax, CancellationToken cancellationToken)
    {
        await Before();
        var due = Heads(tenant, channel)
            .Where(head => head.NotBefore <= now && head.ClaimedBy != sender)
            .OrderBy(head => head.Message.CreatedAt)
            .ThenBy(head => head.Message.Id)
            .Take(contactsMax);
        return [.. due.Select(ToItem)];
    }

    public async Task<bool> Claim(TenantId tenant, OutboxItem item, Guid sender, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await Before();
        var row = _outbox.Single(candidate => candidate.Message.Id == item.Id);
        var claimed = row.Tenant == tenant && row.IsOpen && row.Attempts == item.Attempts && row.ClaimedBy != sender;
        if (claimed && row.IsWithdrawn)
        {
            (row.Status, row.Uncertain, claimed) = (OutboxStatus.Withdrawn, true, false);
        }
        if (claimed)
        {
            if (_outbox.IndexOf(row) < _queuedBeforePerson.GetValueOrDefault((tenant, row.Message.Peer))) { SpokeOutOfTurn.Add(row.Message); }
            row.Uncertain |= row.Status == OutboxStatus.Sending;
            (row.Status, row.ClaimedBy, row.Attempts, row.ClaimedAt) = (OutboxStatus.Sending, sender, row.Attempts + 1, now);
        }
        After();
        return claimed;
    }

    public async Task Settle(
        TenantId tenant, Guid messageId, Guid sender, SendOutcome outcome, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await Before();
        var row = _outbox.Single(candidate => candidate.Message.Id == messageId);
        switch (outcome)
        {
            case SendOutcome.Accepted accepted:
                (row.Status, row.ProviderId) = (OutboxStatus.Sent, accepted.ProviderId);
                break;
            case SendOutcome.TryAgain again when row.ClaimedBy == sender && row.IsWithdrawn:
                (row.Status, row.Uncertain) = (OutboxStatus.Withdrawn, row.Uncertain || again.Uncertain);
                break;
            case SendOutcome.TryAgain again when row.ClaimedBy == sender:
                (row.Status, row.NotBefore, row.ClaimedBy, row.Doubts) = (OutboxStatus.Queued, again.NotBefore, null, again.Doubts);
                row.Uncertain |= again.Uncertain;
                break;
            case SendOutcome.Failed:
                row.Status = OutboxStatus.Failed;
                break;
        }
        After();
    }

    public async Task<DateTimeOffset?> NextDueAt(TenantId tenant, ChannelId channel, CancellationToken cancellationToken)
    {
        await Before();
        var queued = Heads(tenant, channel).Where(head => head.Status == OutboxStatus.Queued).ToList();
        return queued.Count == 0 ? null : queued.Min(head => head.NotBefore);
    }

    public async Task<ImmutableArray<DueAlarm>> DueAlarms(int shard, int shards, DateTimeOffset now, int max, CancellationToken cancellationToken)
    {
        await Before();
        return
        [
            .. _alarms.Where(pair => pair.Value.Due <= now && pair.Value.NotBefore <= now && ShardOf(pair.Key.Key, shards) == shard)
                .OrderBy(pair => pair.Value.Due)
                .Take(max)
                .Select(pair => new DueAlarm(new StateAddress(pair.Key.Tenant, pair.Key.GrainType, pair.Key.Key), pair.Key.Name, pair.Value.Due)),
        ];
    }

    public async Task<ImmutableArray<DueChannel>> DueChannels(int shard, int shards, DateTimeOffset now, int max, CancellationToken cancellationToken)
    {
        await Before();
        return
        [
            .. _outbox.Where(row => IsOverdue(row, now) && ShardOf(row.Message.Channel.Value, shards) == shard)
                .Select(row => new DueChannel(row.Tenant, row.Message.Channel))
                .Distinct()
                .Take(max),
        ];
    }

    public async Task Postpone(DueAlarm alarm, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await Before(PutsOffAlways ? null : alarm.Target.Tenant);
        var key = new AlarmKey(alarm.Target.Tenant, alarm.Target.GrainType, alarm.Target.Key, alarm.Name);
        if (_alarms.TryGetValue(key, out var row) && row.Due == alarm.Due)
        {
            _alarms[key] = row with { NotBefore = now + TimeSpan.FromSeconds(5) };
        }
    }

    public Task<TranscriptPage> ReadTranscript(
        TenantId tenant, PeerKey peer, string? before, int linesMax, CancellationToken cancellationToken) =>
        Task.FromResult(new TranscriptPage([], Before: null));

    public Task AppendRefusal(AuditEntry entry, CancellationToken cancellationToken) => Append(entry, cancellationToken);

    public Task<ImmutableArray<WorkItem>> ListWorkItems(TenantId tenant, Guid? before, int max, CancellationToken cancellationToken) =>
        Task.FromResult(ImmutableArray<WorkItem>.Empty);

    public Task<ImmutableArray<CallEntry>> ListCalls(TenantId tenant, CallCursor? before, int max, CancellationToken cancellationToken) =>
        Task.FromResult(ImmutableArray<CallEntry>.Empty);

    public async Task<bool> IsOfBot(TenantId tenant, PeerKey peer, PersonMessage message, CancellationToken cancellationToken)
    {
        await Before();
        return _outbox.Any(row => row.Tenant == tenant && row.Message.Channel == message.Channel && (row.ProviderId == message.Id
            || (row.Message.Peer == peer && row.IsOpen && (row.Status == OutboxStatus.Sending || row.Uncertain) && row.Message.Text == message.Content.Text)));
    }

    public async Task<ImmutableArray<Metered>> ReadUsage(TenantId tenant, BillingPeriod period, CancellationToken cancellationToken)
    {
        await Before();
        return
        [
            .. Others.Where(other => other.Tenant == tenant)
                .Select(other => other.Record)
                .OfType<TurnRecord.Usage>()
                .Where(usage => usage.Period == period || usage.Period == BillingPeriod.AllTime)
                .GroupBy(usage => usage.Meter)
                .OrderBy(meter => meter.Key)
                .Select(meter => new Metered(meter.Key, meter.Sum(usage => usage.Amount))),
        ];
    }

    public Task Append(AuditEntry entry, CancellationToken cancellationToken)
    {
        Audit.Add(entry);
        return Task.CompletedTask;
    }

    public Task<bool> IsReachable(CancellationToken cancellationToken) => Task.FromResult(!IsDown);

    private async Task Before(TenantId? written = null)
    {
        if (faults.StoreDelay() is { } delay) { await Task.Delay(delay, clock); }
        if (IsDown || (written is not null && written == Unwritable) || faults.StoreFailsBefore()) { throw new StoreUnavailableException("The simulated store is away."); }
    }

    private void After()
    {
        if (faults.StoreFailsAfter()) { throw new StoreUnavailableException("The simulated store went away after it committed."); }
    }

    private IEnumerable<OutboxRow> Heads(TenantId tenant, ChannelId channel) => _outbox
        .Where(row => row.Tenant == tenant && row.Message.Channel == channel && row.IsOpen)
        .GroupBy(row => row.Message.Peer)
        .Select(rows => rows.MinBy(row => row.Message.Sequence)!);

    private CommitOutcome Apply(Turn turn)
    {
        if (turn.Records.OfType<TurnRecord.Message>().Any(message => IsKnown(turn.Tenant, message))) { return new CommitOutcome.Duplicate(); }
        if (turn.State is { } change && VersionOf(change.Address) != change.ExpectedVersion) { return new CommitOutcome.VersionConflict(); }

        if (turn.State is { } spoken && OwnershipOf(spoken.Address).Owner == Owner.Person) { SpokeOutOfTurn.AddRange(turn.Outbox); }
        foreach (var peer in turn.WithdrawQueuedFor) { Withdraw(turn.Tenant, peer); }
        foreach (var record in turn.Records) { Add(turn.Tenant, record); }
        foreach (var message in turn.Outbox) { _outbox.Add(new OutboxRow(turn.Tenant, message)); }
        return new CommitOutcome.Committed(turn.State is { } state ? Store(turn, state) : 0);
    }

    private long Store(Turn turn, StateChange state)
    {
        var version = state.ExpectedVersion + 1;
        _states[state.Address] = new StoredState(version, state.Json.ToArray());
        foreach (var alarm in turn.Alarms)
        {
            var key = new AlarmKey(turn.Tenant, state.Address.GrainType, state.Address.Key, alarm.Name);
            _alarms.Remove(key);
            if (alarm.Due is { } due) { _alarms[key] = new AlarmRow(due, due); }
        }
        return version;
    }

    private void Add(TenantId tenant, TurnRecord record)
    {
        if (record is not TurnRecord.Message message)
        {
            Others.Add((tenant, record));
            return;
        }
        _messages.Add(new MessageRow(tenant, message));
        if (message.Direction == MessageDirection.Person) { _queuedBeforePerson[(tenant, message.Peer)] = _outbox.Count; }
    }

    private void Withdraw(TenantId tenant, PeerKey peer)
    {
        foreach (var row in _outbox.Where(row => row.Tenant == tenant && row.Message.Peer == peer && row.IsOpen))
        {
            if (row.Status == OutboxStatus.Queued) { row.Status = OutboxStatus.Withdrawn; }
            else { row.IsWithdrawn = true; }
        }
    }

    private bool IsKnown(TenantId tenant, TurnRecord.Message message) => message.ProviderId is { } id && _messages.Any(row =>
        row.Tenant == tenant && row.Message.Channel == message.Channel && row.Message.Direction == message.Direction && row.Message.ProviderId == id);

    private Ownership OwnershipOf(StateAddress address)
    {
        if (!_states.TryGetValue(address, out var stored)) { return default; }
        using var state = JsonDocument.Parse(stored.Json);
        return state.RootElement.TryGetProperty("Ownership", out var ownership) ? ownership.Deserialize<Ownership>() : default;
    }

    private long VersionOf(StateAddress address) => _states.TryGetValue(address, out var stored) ? stored.Version : 0;

    private static OutboxItem ToItem(OutboxRow row) => new(
        row.Message.Id, row.Message.Peer, row.Message.To, row.Message.Text, row.Attempts,
        row.Uncertain || row.Status == OutboxStatus.Sending, row.Message.CreatedAt, row.Doubts);

    private static bool IsOverdue(OutboxRow row, DateTimeOffset now) =>
        (row.Status == OutboxStatus.Queued && row.NotBefore <= now) || (row.Status == OutboxStatus.Sending && row.ClaimedAt <= now);

    private static int ShardOf(string key, int shards) => key.Sum(c => c) % shards;
}
