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

/// <summary>The store's ports by tenant: the registry in the installation's database, everything else where the tenant's data is.</summary>
internal sealed class PlacedStore(TenantRouter router) : ITurnStore, IOutbox, IRecordReader
{
    /// <inheritdoc />
    public Task<StoredState?> Load(StateAddress address, CancellationToken cancellationToken) => address.IsRegistry
        ? router.Main.Turns.Load(address, cancellationToken)
        : router.Run(address.Tenant, database => database.Turns.Load(address, cancellationToken), cancellationToken);

    // A caller who gives up ends the wait, not the commit, wherever its way there has come to.
    /// <inheritdoc />
    public Task<CommitOutcome> Commit(Turn turn, CancellationToken cancellationToken) => turn.State is { Address.IsRegistry: true }
        ? router.Main.Turns.Commit(turn, cancellationToken)
        : router.Run(turn.Tenant, database => database.Turns.Commit(turn, CancellationToken.None), CancellationToken.None)
            .WaitAsync(cancellationToken);

    /// <inheritdoc />
    public Task<ImmutableArray<OutboxItem>> NextDue(
        TenantId tenant, ChannelId channel, Guid sender, DateTimeOffset now, int contactsMax, CancellationToken cancellationToken) =>
        router.Run(
            tenant, database => database.Outbox.NextDue(tenant, channel, sender, now, contactsMax, cancellationToken), cancellationToken);

    /// <inheritdoc />
    public Task<bool> Claim(TenantId tenant, OutboxItem item, Guid sender, DateTimeOffset now, CancellationToken cancellationToken) =>
        router.Run(tenant, database => database.Outbox.Claim(tenant, item, sender, now, cancellationToken), cancellationToken);

    /// <inheritdoc />
    public Task Settle(
        TenantId tenant, Guid messageId, Guid sender, SendOutcome outcome, DateTimeOffset now, CancellationToken cancellationToken) =>
        router.Run(
            tenant,
            async database =>
            {
                await database.Outbox.Settle(tenant, messageId, sender, outcome, now, cancellationToken);
                return true;
            },
            cancellationToken);

    /// <inheritdoc />
    public Task<DateTimeOffset?> NextDueAt(TenantId tenant, ChannelId channel, CancellationToken cancellationToken) =>
        router.Run(tenant, database => database.Outbox.NextDueAt(tenant, channel, cancellationToken), cancellationToken);

    /// <inheritdoc />
    public Task<TranscriptPage> ReadTranscript(
        TenantId tenant, PeerKey peer, string? before, int linesMax, CancellationToken cancellationToken) =>
        router.Run(tenant, database => database.Records.ReadTranscript(tenant, peer, before, linesMax, cancellationToken), cancellationToken);

    /// <inheritdoc />
    public Task<bool> IsOfBot(TenantId tenant, PeerKey peer, PersonMessage message, CancellationToken cancellationToken) =>
        router.Run(tenant, database => database.Records.IsOfBot(tenant, peer, message, cancellationToken), cancellationToken);

    /// <inheritdoc />
    public Task<ImmutableArray<Metered>> ReadUsage(TenantId tenant, BillingPeriod period, CancellationToken cancellationToken) =>
        router.Run(tenant, database => database.Records.ReadUsage(tenant, period, cancellationToken), cancellationToken);

    /// <inheritdoc />
    public Task<ImmutableArray<WorkItem>> ListWorkItems(TenantId tenant, Guid? before, int max, CancellationToken cancellationToken) =>
        router.Run(tenant, database => database.Records.ListWorkItems(tenant, before, max, cancellationToken), cancellationToken);

    /// <inheritdoc />
    public Task<ImmutableArray<CallEntry>> ListCalls(TenantId tenant, CallCursor? before, int max, CancellationToken cancellationToken) =>
        router.Run(tenant, database => database.Records.ListCalls(tenant, before, max, cancellationToken), cancellationToken);
}
