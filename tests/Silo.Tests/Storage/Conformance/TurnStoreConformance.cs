using System.Collections.Immutable;
using Platform.Channels;
using Platform.Conversations;
using Platform.Identity;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Tests.Storage;

/// <summary>What every store does. Each adapter runs it by one subclass.</summary>
public abstract partial class TurnStoreConformance(IStoreUnderTest store)
{
    private static readonly Guid Sender = Guid.Parse("00000000-0000-0000-0000-00000000000a");
    private static readonly Guid OtherSender = Guid.Parse("00000000-0000-0000-0000-00000000000b");

    protected IStoreUnderTest Store => store;

    private async Task Committed(Turn turn) =>
        Assert.IsType<CommitOutcome.Committed>(await store.Turns.Commit(turn, Given.Stop));

    private Task<TranscriptPage> Transcript(TenantId tenant, PeerKey peer, string? before = null, int max = 50) =>
        store.Records.ReadTranscript(tenant, peer, before, max, Given.Stop);

    private async Task<DeliveryStatus> StatusOf(TenantId tenant, Guid messageId, PeerKey? peer = null) =>
        (await Transcript(tenant, peer ?? Given.Maria)).Lines.Single(line => line.MessageId == messageId).Status;

    private Task<ImmutableArray<OutboxItem>> Due(
        TenantId tenant, DateTimeOffset? now = null, Guid? sender = null, int max = 100, ChannelId? channel = null) =>
        store.Outbox.NextDue(tenant, channel ?? Given.WhatsApp, sender ?? Sender, now ?? Given.Noon, max, Given.Stop);

    private Task<bool> Claim(TenantId tenant, OutboxItem item, Guid? sender = null) =>
        store.Outbox.Claim(tenant, item, sender ?? Sender, Given.Noon, Given.Stop);

    private Task Settle(TenantId tenant, Guid id, SendOutcome outcome, Guid? sender = null) =>
        store.Outbox.Settle(tenant, id, sender ?? Sender, outcome, Given.Noon, Given.Stop);

    /// <summary>Queues one message to Maria and takes it for sending.</summary>
    private async Task<Guid> Sending(TenantId tenant)
    {
        var id = Given.Id();
        await Committed(Given.Answer(tenant, Given.Maria, Given.WhatsApp, 1, id));
        Assert.True(await Claim(tenant, Assert.Single(await Due(tenant))));
        return id;
    }
}
