using Platform.Conversations;
using Platform.Identity;
using Platform.Turns;

namespace Platform.Tests.Storage;

public abstract partial class TurnStoreConformance
{
    [Fact]
    public async Task The_same_grain_of_another_tenant_has_a_state_of_its_own()
    {
        var (one, two) = (await Given.Tenant(store), await Given.Tenant(store));
        await Committed(new Turn(one) { State = Given.State(Given.Conversation(one), 0, "1") });
        Assert.Null(await store.Turns.Load(Given.Conversation(two), Given.Stop));
        await Committed(new Turn(two) { State = Given.State(Given.Conversation(two), 0, "2") });
        Assert.Equal("1", (await store.Turns.Load(Given.Conversation(one), Given.Stop))!.Text());
    }

    [Fact]
    public async Task The_same_provider_id_at_another_tenant_is_another_message()
    {
        var (one, two) = (await Given.Tenant(store), await Given.Tenant(store));
        var providerId = Given.ProviderId();
        await Committed(new Turn(one) { Records = [Given.Said("one", id: providerId)] });
        await Committed(new Turn(two) { Records = [Given.Said("two", id: providerId)] });
        Assert.Equal("one", Assert.Single((await Transcript(one, Given.Maria)).Lines).Text);
        Assert.Equal("two", Assert.Single((await Transcript(two, Given.Maria)).Lines).Text);
    }

    [Fact]
    public async Task Another_tenants_messages_can_neither_be_seen_nor_claimed_nor_settled()
    {
        var (one, two) = (await Given.Tenant(store), await Given.Tenant(store));
        var id = Given.Id();
        await Committed(Given.Answer(one, Given.Maria, Given.WhatsApp, 1, id));
        var item = Assert.Single(await Due(one));

        Assert.Empty(await Due(two));
        Assert.Null(await store.Outbox.NextDueAt(two, Given.WhatsApp, Given.Stop));
        Assert.False(await Claim(two, item));
        await Settle(two, id, new SendOutcome.Failed("not yours"));
        await Settle(two, id, new SendOutcome.Accepted(Given.ProviderId()));
        await Settle(two, id, new SendOutcome.TryAgain(Later, "not yours", true));

        Assert.Equal(item, Assert.Single(await Due(one)));
        Assert.Equal(DeliveryStatus.Queued, await StatusOf(one, id));
    }

    [Fact]
    public async Task Another_tenants_takeover_withdraws_nothing()
    {
        var (one, two) = (await Given.Tenant(store), await Given.Tenant(store));
        await Committed(Given.Answer(one, Given.Maria, Given.WhatsApp, 1, Given.Id()));
        await Committed(new Turn(two) { WithdrawQueuedFor = [Given.Maria] });
        Assert.Single(await Due(one));
    }

    [Fact]
    public async Task Another_tenants_reports_raise_nothing()
    {
        var (one, two) = (await Given.Tenant(store), await Given.Tenant(store));
        var (id, providerId) = await Sent(one);
        await Reported(two, providerId, DeliveryStatus.Read);
        Assert.Equal(DeliveryStatus.Sent, await StatusOf(one, id));

        var early = Given.ProviderId();
        await Reported(two, early, DeliveryStatus.Read);
        var second = Given.Id();
        await Committed(Given.Answer(one, Given.Joao, Given.WhatsApp, 1, second));
        Assert.True(await Claim(one, Assert.Single(await Due(one))));
        await Settle(one, second, new SendOutcome.Accepted(early));
        Assert.Equal(DeliveryStatus.Sent, await StatusOf(one, second, Given.Joao));
    }

    [Fact]
    public async Task Another_tenants_links_and_alarms_are_its_own()
    {
        var (one, two) = (await Given.Tenant(store), await Given.Tenant(store));
        var lid = PeerKey.OfLid("77788899");
        await Committed(new Turn(one) { Records = [Given.Said("secret", lid)] });
        await Committed(new Turn(two) { Records = [new TurnRecord.IdentityLink(lid, Given.Maria, Given.Noon)] });
        Assert.Empty((await Transcript(two, Given.Maria)).Lines);
        Assert.Empty((await Transcript(one, Given.Maria)).Lines);

        await Committed(new Turn(one) { State = Given.State(Given.Conversation(one), 0), Alarms = [new AlarmChange("idle", Given.Noon)] });
        await Committed(new Turn(two) { State = Given.State(Given.Conversation(two), 0), Alarms = [new AlarmChange("idle", null)] });
        Assert.Single(await AlarmsOf(one));
        Assert.Empty(await AlarmsOf(two));
    }
}
