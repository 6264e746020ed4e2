using System.Collections.Immutable;
using System.Text;
using Platform.Calls;
using Platform.Channels;
using Platform.Conversations;
using Platform.Identity;
using Platform.Plans;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Tests.Storage;

/// <summary>Turns and parts of turns that tests commit.</summary>
public static class Given
{
    private static int _ids;

    public static readonly DateTimeOffset Noon = new(2026, 3, 9, 12, 0, 0, TimeSpan.Zero);

    public static readonly ChannelId WhatsApp = ChannelId.Parse("evolution:DrMarco");

    public static readonly PeerKey Maria = PeerKey.Parse("5511987654321");

    public static readonly PeerKey Joao = PeerKey.Parse("5521912345678");

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static Guid Id() => Guid.CreateVersion7();

    public static ProviderMessageId ProviderId() => ProviderMessageId.Parse($"3EB0{Interlocked.Increment(ref _ids):X12}");

    public static async Task<TenantId> Tenant(IStoreUnderTest store)
    {
        var tenant = new TenantId(Guid.CreateVersion7());
        var outcome = await store.Turns.Commit(TenantTurn(tenant), Stop);
        Assert.Equal(new CommitOutcome.Committed(1), outcome);
        await store.Place(tenant);
        return tenant;
    }

    public static Turn TenantTurn(TenantId tenant) => new(tenant)
    {
        State = new StateChange(new StateAddress(tenant, "tenant", ""), 0, Json("{}")),
        Records = [new TurnRecord.TenantEntry($"t-{tenant.Value:N}", "A company", TenantStatus.Active)],
    };

    public static StateAddress Conversation(TenantId tenant, PeerKey? peer = null) => new(tenant, "conversation", (peer ?? Maria).Text);

    public static ReadOnlyMemory<byte> Json(string json) => Encoding.UTF8.GetBytes(json);

    public static string Text(this StoredState state) => Encoding.UTF8.GetString(state.Json.Span);

    public static StateChange State(StateAddress address, long expected, string json = """{"step":"menu"}""") =>
        new(address, expected, Json(json));

    public static TurnRecord.Message Said(
        string text, PeerKey? peer = null, ProviderMessageId? id = null, ChannelId? channel = null, DateTimeOffset? at = null) =>
        new(Id(), channel ?? WhatsApp, peer ?? Maria, MessageDirection.Inbound, id ?? ProviderId(), MessageKind.Text, text, at ?? Noon,
            (at ?? Noon).AddSeconds(1), DeliveryStatus.None);

    public static TurnRecord.Message Answered(Guid id, string text, PeerKey? peer = null, ChannelId? channel = null) =>
        new(id, channel ?? WhatsApp, peer ?? Maria, MessageDirection.Bot, null, MessageKind.Text, text, Noon, Noon, DeliveryStatus.Queued);

    public static OutboxMessage ToSend(
        Guid id, long sequence, string text = "Olá!", PeerKey? peer = null, ChannelId? channel = null, DateTimeOffset? at = null) =>
        new(id, channel ?? WhatsApp, peer ?? Maria, sequence, $"{(peer ?? Maria).Text}@s.whatsapp.net", text, 0, at ?? Noon);

    /// <summary>A turn that answers: each text is a line of the transcript and a message to send.</summary>
    public static Turn Answer(TenantId tenant, PeerKey peer, ChannelId channel, long firstSequence, params ReadOnlySpan<Guid> ids)
    {
        var records = ImmutableArray.CreateBuilder<TurnRecord>();
        var outbox = ImmutableArray.CreateBuilder<OutboxMessage>();
        foreach (var id in ids)
        {
            records.Add(Answered(id, $"line {firstSequence}", peer, channel));
            outbox.Add(ToSend(id, firstSequence, $"line {firstSequence}", peer, channel));
            firstSequence++;
        }
        return new Turn(tenant) { Records = records.ToImmutable(), Outbox = outbox.ToImmutable() };
    }

    public static CallDetails Details(CallId call, PeerKey? peer = null) => new(
        call, peer ?? Maria, ChannelId.Parse("sip:drmarco.pbx.example"), "551140000001", CallDirection.Inbound, Noon, Noon.AddSeconds(2),
        Noon.AddSeconds(62), TimeSpan.FromSeconds(62), TimeSpan.FromSeconds(60), "NORMAL_CLEARING", null);

    /// <summary>A new tenant with rows of every kind there is.</summary>
    public static async Task<TenantId> EveryKindOfRow(IStoreUnderTest store)
    {
        var tenant = await Tenant(store);
        var call = CallId.Parse($"call-{Id():N}");
        var turn = Answer(tenant, Maria, WhatsApp, 1, Id());
        turn = turn with
        {
            State = State(Conversation(tenant), 0),
            Alarms = [new AlarmChange("idle", Noon)],
            Records =
            [
                .. turn.Records,
                Said("oi"),
                new TurnRecord.Contact(Maria, "Maria", WhatsApp, Noon),
                new TurnRecord.IdentityLink(PeerKey.OfLid("77788899"), Maria, Noon),
                new TurnRecord.WorkItem(Id(), Maria, "appointment-request", "Consulta", """{"day":"2026-03-10"}""", Noon),
                new TurnRecord.CallStarted(call, Maria, ChannelId.Parse("sip:drmarco.pbx.example"), "551140000001", Noon),
                new TurnRecord.StatusReported(WhatsApp, ProviderId(), DeliveryStatus.Delivered, Noon),
                new TurnRecord.Usage(BillingPeriod.Parse("2026-03"), Meter.Messages, 2),
                new TurnRecord.Audit(Id(), "takeover", "agent", "…4321", Noon),
            ],
        };
        Assert.IsType<CommitOutcome.Committed>(await store.Turns.Commit(turn, Stop));
        return tenant;
    }
}
