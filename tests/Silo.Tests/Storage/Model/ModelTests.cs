using FsCheck;
using FsCheck.Fluent;
using Platform.Channels;
using Platform.Conversations;
using Platform.Identity;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Tests.Storage;

/// <summary>Random histories give the same answers and the same rows on both databases, and the answers that a plain model gives.</summary>
public sealed class ModelTests(SqliteStore sqlite, PostgresStore postgres) : IClassFixture<SqliteStore>, IClassFixture<PostgresStore>
{
    private const int HistoriesMax = 20;
    private const int ChoicesMax = 400;

    private static readonly PeerKey[] Peers = [Given.Maria, Given.Joao, PeerKey.OfLid("77788899")];
    private static readonly ChannelId[] Channels = [Given.WhatsApp, ChannelId.Parse("meta:1065")];

    private static readonly Guid[] Senders =
        [Guid.Parse("00000000-0000-0000-0000-00000000000a"), Guid.Parse("00000000-0000-0000-0000-00000000000b")];

    private static readonly DateTimeOffset[] Times = [Given.Noon, Given.Noon.AddMinutes(1), Given.Noon.AddHours(1)];

    [Fact]
    public void Both_databases_answer_any_history_as_the_model_does()
    {
        var histories = Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(ChoicesMax).ToArbitrary();
        var property = Prop.ForAll(histories, stream => Run(new Choices(stream)).GetAwaiter().GetResult());
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(HistoriesMax), property);
    }

    private async Task Run(Choices choices)
    {
        var history = new History(await Given.Tenant(sqlite), sqlite, postgres);
        Assert.IsType<CommitOutcome.Committed>(await postgres.Turns.Commit(Given.TenantTurn(history.Tenant), Given.Stop));
        while (!choices.IsEnded) { await history.Step(choices); }
        await history.CompareReads();
        foreach (var table in Tables.All)
        {
            Assert.Equal(Own(await sqlite.Rows(table), history.Tenant), Own(await postgres.Rows(table), history.Tenant));
        }
    }

    private static string[] Own(IReadOnlyList<string> rows, TenantId tenant) =>
        [.. rows.Where(row => row.Contains($"tenant_id={tenant}", StringComparison.Ordinal))];

    private sealed class History(TenantId tenant, IStoreUnderTest sqlite, IStoreUnderTest postgres)
    {
        private readonly StoreModel _model = new();
        private readonly ProviderMessageId[] _providerIds = [.. Enumerable.Range(0, 6).Select(_ => Given.ProviderId())];
        private readonly List<Guid> _queued = [];
        private long _sequence;

        public TenantId Tenant => tenant;

        public Task Step(Choices choices) => choices.Of(6) switch
        {
            0 or 1 or 2 => Commit(choices),
            3 or 4 => Send(choices),
            _ => Settle(choices),
        };

        public async Task CompareReads()
        {
            foreach (var peer in Peers)
            {
                await Same(
                    _model.Load(Address(peer))?.Version,
                    async store => (await store.Turns.Load(Address(peer), Given.Stop))?.Version);
                await Same(
                    _model.Transcript(peer),
                    async store => (await store.Records.ReadTranscript(tenant, peer, null, 200, Given.Stop)).Lines);
            }
            foreach (var channel in Channels)
            {
                await Same(_model.NextDueAt(channel), store => store.Outbox.NextDueAt(tenant, channel, Given.Stop));
                foreach (var (sender, now) in Senders.SelectMany(sender => Times.Select(now => (sender, now))))
                {
                    await Due(channel, sender, now);
                }
            }
            await Same(_model.Alarms(), async store =>
                (await store.DueWork.DueAlarms(0, 1, DateTimeOffset.MaxValue, 100_000, Given.Stop))
                    .Where(alarm => alarm.Target.Tenant == tenant)
                    .Select(alarm => (alarm.Target.Key, alarm.Name, alarm.Due)).Order().ToArray());
        }

        private Task Commit(Choices choices)
        {
            var turn = Turn(choices);
            return Same(_model.Commit(turn), store => store.Turns.Commit(turn, Given.Stop));
        }

        private async Task Send(Choices choices)
        {
            var (channel, sender, now) = (choices.Of<ChannelId>(Channels), choices.Of<Guid>(Senders), choices.Of<DateTimeOffset>(Times));
            foreach (var item in await Due(channel, sender, now))
            {
                if (!choices.Maybe()) { continue; }
                await Same(_model.Claim(item, sender), store => store.Outbox.Claim(tenant, item, sender, now, Given.Stop));
            }
        }

        private async Task Settle(Choices choices)
        {
            var ids = choices.Of(4) == 0 ? _queued : [.. _model.Sending];
            if (ids.Count == 0) { return; }
            var id = ids[choices.Of(ids.Count)];
            SendOutcome outcome = choices.Of(3) switch
            {
                0 => new SendOutcome.Accepted(choices.Of<ProviderMessageId>(_providerIds)),
                1 => new SendOutcome.TryAgain(choices.Of<DateTimeOffset>(Times), "unavailable", choices.Maybe()),
                _ => new SendOutcome.Failed("refused"),
            };
            var sender = choices.Of<Guid>(Senders);
            _model.Settle(id, sender, outcome);
            await Same(true, async store =>
            {
                await store.Outbox.Settle(tenant, id, sender, outcome, Given.Noon, Given.Stop);
                return true;
            });
        }

        private async Task<OutboxItem[]> Due(ChannelId channel, Guid sender, DateTimeOffset now)
        {
            var due = _model.NextDue(channel, sender, now).OrderBy(item => item.Id).ToArray();
            await Same(due, async store =>
                (await store.Outbox.NextDue(tenant, channel, sender, now, 100, Given.Stop)).OrderBy(item => item.Id).ToArray());
            return due;
        }

        private Turn Turn(Choices choices)
        {
            var peer = choices.Of<PeerKey>(Peers);
            var channel = choices.Of<ChannelId>(Channels);
            var version = Math.Max(0, (_model.Load(Address(peer))?.Version ?? 0) + choices.Of(0, 0, 0, 0, 0, 1, -1));
            var turn = new Turn(tenant) { State = choices.Of(4) == 0 ? null : Given.State(Address(peer), version, $"{version}") };
            if (choices.Of(3) != 0)
            {
                var direction = choices.Of(MessageDirection.Inbound, MessageDirection.Inbound, MessageDirection.Person);
                var said = Given.Said("oi", peer, choices.Of<ProviderMessageId>(_providerIds), channel) with { Direction = direction };
                turn = turn with { Records = [said] };
            }
            for (var i = choices.Of(3); i > 0; i--) { turn = Answer(turn, peer, channel, withLine: choices.Of(5) != 0); }
            for (var i = choices.Of(0, 0, 1, 2); i > 0; i--)
            {
                var report = new TurnRecord.StatusReported(
                    channel, choices.Of<ProviderMessageId>(_providerIds), (DeliveryStatus)choices.Of(7), Given.Noon);
                turn = turn with { Records = turn.Records.Add(report) };
            }
            if (choices.Of(8) == 1)
            {
                turn = turn with { Records = turn.Records.Add(new TurnRecord.IdentityLink(Peers[2], peer, Given.Noon)) };
            }
            if (choices.Of(8) == 1)
            {
                var contact = new TurnRecord.Contact(peer, choices.Of<string?>(null, "M"), channel, choices.Of<DateTimeOffset>(Times));
                turn = turn with { Records = turn.Records.Add(contact) };
            }
            if (choices.Of(6) == 1) { turn = turn with { WithdrawQueuedFor = [choices.Of<PeerKey>(Peers)] }; }
            return turn.State is null ? turn : turn with { Alarms = [.. Enumerable.Range(0, choices.Of(3)).Select(_ => Alarm(choices))] };
        }

        private Turn Answer(Turn turn, PeerKey peer, ChannelId channel, bool withLine)
        {
            var id = Given.Id();
            _queued.Add(id);
            var message = Given.ToSend(id, ++_sequence, "Olá!", peer, channel);
            return turn with
            {
                Records = withLine ? turn.Records.Add(Given.Answered(id, "Olá!", peer, channel)) : turn.Records,
                Outbox = turn.Outbox.Add(message),
            };
        }

        private static AlarmChange Alarm(Choices choices) =>
            new(choices.Of("idle", "reply"), choices.Maybe() ? choices.Of<DateTimeOffset>(Times) : null);

        private StateAddress Address(PeerKey peer) => Given.Conversation(tenant, peer);

        private async Task Same<T>(T expected, Func<IStoreUnderTest, Task<T>> ask)
        {
            Assert.Equal(expected, await ask(sqlite));
            Assert.Equal(expected, await ask(postgres));
        }
    }
}
