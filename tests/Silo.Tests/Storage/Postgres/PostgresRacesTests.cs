using Microsoft.Extensions.DependencyInjection;
using Platform.Conversations;
using Platform.Storage;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Tests.Storage;

/// <summary>Two processes on one database: what one commits at the same moment as the other.</summary>
public sealed class PostgresRacesTests(PostgresStore store) : IClassFixture<PostgresStore>, IAsyncLifetime
{
    private const int Rounds = 100;

    private static readonly Guid Sender = Guid.Parse("00000000-0000-0000-0000-00000000000a");
    private static readonly Guid OtherSender = Guid.Parse("00000000-0000-0000-0000-00000000000b");

    private ServiceProvider? _other;

    private ITurnStore OtherTurns => _other!.GetRequiredService<ITurnStore>();

    private IOutbox OtherOutbox => _other!.GetRequiredService<IOutbox>();

    public async ValueTask InitializeAsync()
    {
        _other = PostgresServer.Services(store.Database);
        await _other.GetRequiredService<IStorageSetup>().Prepare(Given.Stop);
    }

    [Fact]
    public async Task A_delivery_that_both_receive_is_committed_once()
    {
        var tenant = await Given.Tenant(store);
        for (var round = 0; round < Rounds; round++)
        {
            var turn = new Turn(tenant) { Records = [Given.Said("oi")] };
            var outcomes = await Task.WhenAll(store.Turns.Commit(turn, Given.Stop), OtherTurns.Commit(turn, Given.Stop));
            Assert.Single(outcomes, outcome => outcome is CommitOutcome.Committed);
            Assert.Single(outcomes, outcome => outcome is CommitOutcome.Duplicate);
        }
    }

    [Fact]
    public async Task A_version_that_both_decided_on_is_written_once()
    {
        var tenant = await Given.Tenant(store);
        for (var round = 0; round < Rounds; round++)
        {
            var turn = new Turn(tenant) { State = Given.State(Given.Conversation(tenant), round, $"{round}") };
            var outcomes = await Task.WhenAll(store.Turns.Commit(turn, Given.Stop), OtherTurns.Commit(turn, Given.Stop));
            Assert.Single(outcomes, outcome => outcome is CommitOutcome.Committed);
            Assert.Single(outcomes, outcome => outcome is CommitOutcome.VersionConflict);
        }
    }

    [Fact]
    public async Task A_message_that_both_want_to_send_is_claimed_by_one()
    {
        var tenant = await Given.Tenant(store);
        for (var round = 0; round < Rounds; round++)
        {
            var item = await Queued(tenant, round);
            var claims = await Task.WhenAll(
                store.Outbox.Claim(tenant, item, Sender, Given.Noon, Given.Stop),
                OtherOutbox.Claim(tenant, item, OtherSender, Given.Noon, Given.Stop));
            Assert.Single(claims, claimed => claimed);
            await store.Outbox.Settle(tenant, item.Id, Sender, new SendOutcome.Failed("done"), Given.Noon, Given.Stop);
        }
    }

    [Fact]
    public async Task A_report_that_one_takes_while_the_other_settles_its_message_counts()
    {
        var tenant = await Given.Tenant(store);
        for (var round = 0; round < Rounds; round++)
        {
            var (item, providerId) = (await Queued(tenant, round), Given.ProviderId());
            Assert.True(await store.Outbox.Claim(tenant, item, Sender, Given.Noon, Given.Stop));
            var report = new TurnRecord.StatusReported(Given.WhatsApp, providerId, DeliveryStatus.Read, Given.Noon);
            await Task.WhenAll(
                store.Outbox.Settle(tenant, item.Id, Sender, new SendOutcome.Accepted(providerId), Given.Noon, Given.Stop),
                OtherTurns.Commit(new Turn(tenant) { Records = [report] }, Given.Stop));
            var line = (await store.Records.ReadTranscript(tenant, Given.Maria, null, 1, Given.Stop)).Lines[0];
            Assert.Equal((item.Id, DeliveryStatus.Read), (line.MessageId, line.Status));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_other is not null) { await _other.DisposeAsync(); }
    }

    private async Task<OutboxItem> Queued(TenantId tenant, long sequence)
    {
        await store.Turns.Commit(Given.Answer(tenant, Given.Maria, Given.WhatsApp, sequence, Given.Id()), Given.Stop);
        return Assert.Single(await store.Outbox.NextDue(tenant, Given.WhatsApp, Sender, Given.Noon, 10, Given.Stop));
    }
}
