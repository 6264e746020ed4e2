using System.Collections.Immutable;
using Platform.Calls;
using Platform.Channels;
using Platform.Conversations;
using Platform.Identity;
using Platform.Plans;
using Platform.Tenancy;
using Platform.Turns;
using Platform.WorkItems;

namespace Platform.Storage;

/// <summary>The store's ports over the file: reads go to the readers, writes to the writer.</summary>
internal sealed class SqliteTurnStore(SqliteReaders readers, SqliteWriter writer, PositionSource positions)
    : ITurnStore, IOutbox, IDueWork, IRecordReader, IStorageProbe
{
    /// <inheritdoc />
    public Task<StoredState?> Load(StateAddress address, CancellationToken cancellationToken) =>
        readers.Read(reads => reads.Load(address), cancellationToken);

    /// <inheritdoc />
    public Task<CommitOutcome> Commit(Turn turn, CancellationToken cancellationToken) =>
        writer.Write(new CommitWrite(turn, positions), cancellationToken);

    /// <inheritdoc />
    public Task<ImmutableArray<OutboxItem>> NextDue(
        TenantId tenant, ChannelId channel, Guid sender, DateTimeOffset now, int contactsMax, CancellationToken cancellationToken) =>
        readers.Read(reads => reads.Outbox.NextDue(tenant, channel, sender, now, contactsMax), cancellationToken);

    /// <inheritdoc />
    public Task<bool> Claim(TenantId tenant, OutboxItem item, Guid sender, DateTimeOffset now, CancellationToken cancellationToken) =>
        writer.Write(new ClaimWrite(tenant, item, sender, now), cancellationToken);

    /// <inheritdoc />
    public Task Settle(
        TenantId tenant, Guid messageId, Guid sender, SendOutcome outcome, DateTimeOffset now, CancellationToken cancellationToken) =>
        writer.Write(new SettleWrite(tenant, messageId, sender, outcome, now), cancellationToken);

    /// <inheritdoc />
    public Task<DateTimeOffset?> NextDueAt(TenantId tenant, ChannelId channel, CancellationToken cancellationToken) =>
        readers.Read(reads => reads.Outbox.NextDueAt(tenant, channel), cancellationToken);

    /// <inheritdoc />
    public Task<ImmutableArray<DueAlarm>> DueAlarms(
        int shard, int shards, DateTimeOffset now, int max, CancellationToken cancellationToken) =>
        readers.Read(reads => reads.DueAlarms(shard, shards, now, max), cancellationToken);

    /// <inheritdoc />
    public Task Postpone(DueAlarm alarm, DateTimeOffset now, CancellationToken cancellationToken) =>
        writer.Write(new PostponeWrite(alarm, now), cancellationToken);

    /// <inheritdoc />
    public Task<ImmutableArray<DueChannel>> DueChannels(
        int shard, int shards, DateTimeOffset now, int max, CancellationToken cancellationToken) =>
        readers.Read(reads => reads.Outbox.DueChannels(shard, shards, now, max), cancellationToken);

    /// <inheritdoc />
    public async Task<TranscriptPage> ReadTranscript(
        TenantId tenant, PeerKey peer, string? before, int linesMax, CancellationToken cancellationToken)
    {
        var (position, count) = (TranscriptCursor.Before(before), TranscriptPages.LinesToRead(linesMax));
        var lines = await readers.Read(reads => reads.Lines(tenant, peer, position, count), cancellationToken);
        return TranscriptPages.Page(lines, linesMax);
    }

    /// <inheritdoc />
    public Task<bool> IsOfBot(TenantId tenant, PeerKey peer, PersonMessage message, CancellationToken cancellationToken) =>
        readers.Read(reads => reads.Outbox.IsOfBot(tenant, peer, message), cancellationToken);

    /// <inheritdoc />
    public Task<ImmutableArray<Metered>> ReadUsage(TenantId tenant, BillingPeriod period, CancellationToken cancellationToken) =>
        readers.Read(reads => reads.Usage.Read(tenant, period), cancellationToken);

    /// <inheritdoc />
    public Task<ImmutableArray<WorkItem>> ListWorkItems(TenantId tenant, Guid? before, int max, CancellationToken cancellationToken) =>
        readers.Read(reads => reads.Lists.WorkItems(tenant, before, max), cancellationToken);

    /// <inheritdoc />
    public Task<ImmutableArray<CallEntry>> ListCalls(TenantId tenant, CallCursor? before, int max, CancellationToken cancellationToken) =>
        readers.Read(reads => reads.Lists.Calls(tenant, before, max), cancellationToken);

    /// <inheritdoc />
    public async Task<bool> IsReachable(CancellationToken cancellationToken)
    {
        try
        {
            return await readers.Read(reads => reads.Probe(), cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }
}
