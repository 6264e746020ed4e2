using Platform.Channels;
using Platform.Conversations;
using Platform.Identity;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Tests.Storage;

public abstract partial class TurnStoreConformance
{
    [Fact]
    public async Task A_takeover_withdraws_what_is_queued_on_all_channels_but_not_what_is_being_sent()
    {
        var tenant = await Given.Tenant(store);
        var meta = ChannelId.Parse("meta:1065");
        var (sending, queued, other, kept, joaos) = (Given.Id(), Given.Id(), Given.Id(), Given.Id(), Given.Id());
        await Committed(Given.Answer(tenant, Given.Maria, Given.WhatsApp, 1, sending, queued));
        await Committed(Given.Answer(tenant, Given.Maria, meta, 3, other));
        await Committed(Given.Answer(tenant, Given.Joao, Given.WhatsApp, 1, joaos));
        var items = await Due(tenant);
        Assert.True(await Claim(tenant, items.Single(item => item.Id == sending)));

        await Committed(Given.Answer(tenant, Given.Maria, Given.WhatsApp, 4, kept) with { WithdrawQueuedFor = [Given.Maria] });

        Assert.Equal(DeliveryStatus.Failed, await StatusOf(tenant, queued));
        Assert.Equal(DeliveryStatus.Failed, await StatusOf(tenant, other));
        Assert.Equal(DeliveryStatus.Queued, await StatusOf(tenant, kept));
        Assert.Equal(DeliveryStatus.Queued, await StatusOf(tenant, joaos, Given.Joao));
        Assert.Empty(await Due(tenant, channel: meta));
        await Settle(tenant, sending, new SendOutcome.Accepted(Given.ProviderId()));
        Assert.Equal(new HashSet<Guid> { joaos, kept }, (await Due(tenant)).Select(item => item.Id).ToHashSet());
    }

    [Fact]
    public async Task A_withdrawn_message_cannot_be_claimed()
    {
        var tenant = await Given.Tenant(store);
        await Committed(Given.Answer(tenant, Given.Maria, Given.WhatsApp, 1, Given.Id()));
        var item = Assert.Single(await Due(tenant));
        await Committed(new Turn(tenant) { WithdrawQueuedFor = [Given.Maria] });
        Assert.False(await Claim(tenant, item));
    }

    [Fact]
    public async Task What_is_being_sent_at_a_takeover_is_not_tried_again()
    {
        var tenant = await Given.Tenant(store);
        var (id, kept) = (await Sending(tenant), Given.Id());
        await Committed(Given.Answer(tenant, Given.Maria, Given.WhatsApp, 2, kept) with { WithdrawQueuedFor = [Given.Maria] });

        await Settle(tenant, id, new SendOutcome.TryAgain(Given.Noon, "unavailable", Uncertain: false));

        Assert.Equal(kept, Assert.Single(await Due(tenant, Later)).Id);
        Assert.Equal(DeliveryStatus.Failed, await StatusOf(tenant, id));
    }

    [Fact]
    public async Task What_was_being_sent_at_a_takeover_is_not_sent_by_another_sender()
    {
        var tenant = await Given.Tenant(store);
        var (id, kept) = (await Sending(tenant), Given.Id());
        await Committed(Given.Answer(tenant, Given.Maria, Given.WhatsApp, 2, kept) with { WithdrawQueuedFor = [Given.Maria] });

        Assert.False(await Claim(tenant, Assert.Single(await Due(tenant, sender: OtherSender)), OtherSender));

        Assert.Equal(kept, Assert.Single(await Due(tenant, sender: OtherSender)).Id);
        Assert.Equal(DeliveryStatus.Failed, await StatusOf(tenant, id));
    }

    [Fact]
    public async Task A_takeover_withdraws_also_what_an_identity_was_told_that_the_contact_turned_out_to_be()
    {
        var tenant = await Given.Tenant(store);
        var lid = PeerKey.OfLid("123456789012345");
        var (toldLid, told) = (Given.Id(), Given.Id());
        await Committed(Given.Answer(tenant, lid, Given.WhatsApp, 1, toldLid));
        await Committed(Given.Answer(tenant, Given.Maria, Given.WhatsApp, 1, told));

        await Committed(new Turn(tenant) { WithdrawQueuedFor = [Given.Maria, lid] });

        Assert.Empty(await Due(tenant, Later));
        Assert.Equal(DeliveryStatus.Failed, await StatusOf(tenant, toldLid, lid));
    }

    [Fact]
    public async Task Takeover_and_claim_at_once_let_one_of_them_win()
    {
        for (var round = 0; round < 20; round++)
        {
            var tenant = await Given.Tenant(store);
            var id = Given.Id();
            await Committed(Given.Answer(tenant, Given.Maria, Given.WhatsApp, 1, id));
            var item = Assert.Single(await Due(tenant));

            var claim = Claim(tenant, item);
            await Committed(new Turn(tenant) { WithdrawQueuedFor = [Given.Maria] });

            Assert.Equal(await claim ? DeliveryStatus.Queued : DeliveryStatus.Failed, await StatusOf(tenant, id));
        }
    }

    [Fact]
    public async Task What_a_person_is_said_to_have_written_is_the_bots_by_its_id_and_while_it_is_being_sent_by_its_text()
    {
        var (tenant, other) = (await Given.Tenant(store), await Given.Tenant(store));
        var providerId = Given.ProviderId();
        Task<bool> IsOfBot(string text, ProviderMessageId id, PeerKey? peer = null, TenantId? of = null) => store.Records.IsOfBot(
            of ?? tenant, peer ?? Given.Maria,
            new PersonMessage(Given.WhatsApp, id, "to", Given.Noon, Given.Noon, new MessageContent(MessageKind.Text, text)), Given.Stop);

        await Committed(Given.Answer(tenant, Given.Maria, Given.WhatsApp, 1, Given.Id()));
        Assert.False(await IsOfBot("line 1", providerId));
        var item = Assert.Single(await Due(tenant));
        Assert.True(await Claim(tenant, item));
        Assert.True(await IsOfBot("line 1", providerId));
        Assert.False(await IsOfBot("line 1", providerId, Given.Joao));
        Assert.False(await IsOfBot("Oi, aqui é a Ana", providerId));

        await Settle(tenant, item.Id, new SendOutcome.TryAgain(Later, "time-out", true));
        Assert.True(await IsOfBot("line 1", providerId));

        Assert.True(await Claim(tenant, Assert.Single(await Due(tenant, Later))));
        await Settle(tenant, item.Id, new SendOutcome.Accepted(providerId));
        Assert.True(await IsOfBot("something else", providerId));
        Assert.False(await IsOfBot("line 1", Given.ProviderId()));
        Assert.False(await IsOfBot("line 1", providerId, of: other));
    }
}
