using Platform.Channels;
using Platform.Conversations;
using Platform.Identity;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Tests.Storage;

public abstract partial class TurnStoreConformance
{
    private static readonly DateTimeOffset Later = Given.Noon.AddMinutes(5);

    [Fact]
    public async Task Only_the_oldest_message_of_each_contact_is_due()
    {
        var tenant = await Given.Tenant(store);
        var (m1, m2, j1) = (Given.Id(), Given.Id(), Given.Id());
        await Committed(Given.Answer(tenant, Given.Maria, Given.WhatsApp, 1, m1, m2));
        await Committed(Given.Answer(tenant, Given.Joao, Given.WhatsApp, 1, j1));

        var due = await Due(tenant);

        Assert.Equal(new HashSet<Guid> { m1, j1 }, due.Select(item => item.Id).ToHashSet());
        Assert.Contains(new OutboxItem(m1, Given.Maria, "5511987654321@s.whatsapp.net", "line 1", 0, false, Given.Noon), due);
    }

    [Fact]
    public async Task No_more_contacts_are_due_than_asked_for()
    {
        var tenant = await Given.Tenant(store);
        for (var i = 0; i < 5; i++)
        {
            await Committed(Given.Answer(tenant, PeerKey.Parse($"551198765432{i}"), Given.WhatsApp, 1, Given.Id(), Given.Id()));
        }
        Assert.Equal(3, (await Due(tenant, max: 3)).Length);
    }

    [Fact]
    public async Task A_message_is_claimed_once()
    {
        var tenant = await Given.Tenant(store);
        await Committed(Given.Answer(tenant, Given.Maria, Given.WhatsApp, 1, Given.Id()));
        var item = Assert.Single(await Due(tenant));

        var claims = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Claim(tenant, item, i % 2 == 0 ? Sender : OtherSender)));

        Assert.Single(claims, claimed => claimed);
    }

    [Fact]
    public async Task While_a_contacts_message_is_being_sent_the_next_one_waits()
    {
        var tenant = await Given.Tenant(store);
        await Committed(Given.Answer(tenant, Given.Maria, Given.WhatsApp, 1, Given.Id(), Given.Id()));
        Assert.True(await Claim(tenant, Assert.Single(await Due(tenant))));
        Assert.Empty(await Due(tenant));
    }

    [Fact]
    public async Task After_a_message_is_sent_the_next_one_is_due()
    {
        var tenant = await Given.Tenant(store);
        var (first, second) = (Given.Id(), Given.Id());
        await Committed(Given.Answer(tenant, Given.Maria, Given.WhatsApp, 1, first, second));
        Assert.True(await Claim(tenant, Assert.Single(await Due(tenant))));

        await Settle(tenant, first, new SendOutcome.Accepted(Given.ProviderId()));

        Assert.Equal(second, Assert.Single(await Due(tenant)).Id);
        Assert.Equal(DeliveryStatus.Sent, await StatusOf(tenant, first));
        Assert.Equal(DeliveryStatus.Queued, await StatusOf(tenant, second));
    }

    [Fact]
    public async Task A_message_that_cannot_be_sent_ends_as_failed_and_the_next_one_is_due()
    {
        var tenant = await Given.Tenant(store);
        var (first, second) = (Given.Id(), Given.Id());
        await Committed(Given.Answer(tenant, Given.Maria, Given.WhatsApp, 1, first, second));
        Assert.True(await Claim(tenant, Assert.Single(await Due(tenant))));

        await Settle(tenant, first, new SendOutcome.Failed("not on WhatsApp"));

        Assert.Equal(second, Assert.Single(await Due(tenant)).Id);
        Assert.Equal(DeliveryStatus.Failed, await StatusOf(tenant, first));
    }

    [Fact]
    public async Task A_message_to_be_tried_again_is_due_at_its_time_and_holds_the_contacts_next_one()
    {
        var tenant = await Given.Tenant(store);
        var (first, second) = (Given.Id(), Given.Id());
        await Committed(Given.Answer(tenant, Given.Maria, Given.WhatsApp, 1, first, second));
        Assert.True(await Claim(tenant, Assert.Single(await Due(tenant))));

        await Settle(tenant, first, new SendOutcome.TryAgain(Later, "unavailable", false));

        Assert.Empty(await Due(tenant, Later.AddMilliseconds(-1)));
        var item = Assert.Single(await Due(tenant, Later));
        Assert.Equal((first, 1, false), (item.Id, item.Attempts, item.Uncertain));
        Assert.Equal(DeliveryStatus.Queued, await StatusOf(tenant, first));
        Assert.Equal(Later, await store.Outbox.NextDueAt(tenant, Given.WhatsApp, Given.Stop));
    }

    [Fact]
    public async Task What_may_have_been_sent_stays_uncertain()
    {
        var tenant = await Given.Tenant(store);
        var id = await Sending(tenant);
        await Settle(tenant, id, new SendOutcome.TryAgain(Later, "time-out", true, Doubts: 1));
        Assert.True(await Claim(tenant, Assert.Single(await Due(tenant, Later))));
        await Settle(tenant, id, new SendOutcome.TryAgain(Later, "unavailable", false, Doubts: 1));

        var item = Assert.Single(await Due(tenant, Later));
        Assert.Equal((2, true, 1), (item.Attempts, item.Uncertain, item.Doubts));
    }

    [Fact]
    public async Task What_another_sender_left_comes_back_as_uncertain_and_is_claimed_once()
    {
        var tenant = await Given.Tenant(store);
        var id = await Sending(tenant);

        Assert.Empty(await Due(tenant, sender: Sender));
        var left = Assert.Single(await Due(tenant, sender: OtherSender));
        Assert.Equal((id, true), (left.Id, left.Uncertain));

        Assert.True(await Claim(tenant, left, OtherSender));
        Assert.False(await Claim(tenant, left, OtherSender));
        Assert.False(await Claim(tenant, left, Guid.Parse("00000000-0000-0000-0000-00000000000c")));
        await Settle(tenant, id, new SendOutcome.TryAgain(Later, "unavailable", false), OtherSender);
        Assert.True(Assert.Single(await Due(tenant, Later)).Uncertain);
    }

    [Fact]
    public async Task A_sender_that_lost_a_message_to_another_does_not_put_it_back_but_what_it_sent_is_sent()
    {
        var tenant = await Given.Tenant(store);
        var id = await Sending(tenant);
        Assert.True(await Claim(tenant, Assert.Single(await Due(tenant, sender: OtherSender)), OtherSender));

        await Settle(tenant, id, new SendOutcome.TryAgain(Later, "unavailable", false), Sender);
        Assert.Empty(await Due(tenant, Later, OtherSender));

        await Settle(tenant, id, new SendOutcome.Accepted(Given.ProviderId()), Sender);
        Assert.Equal(DeliveryStatus.Sent, await StatusOf(tenant, id));
    }

    [Fact]
    public async Task What_is_sent_cannot_be_claimed()
    {
        var tenant = await Given.Tenant(store);
        await Committed(Given.Answer(tenant, Given.Maria, Given.WhatsApp, 1, Given.Id()));
        var item = Assert.Single(await Due(tenant));
        Assert.True(await Claim(tenant, item));
        await Settle(tenant, item.Id, new SendOutcome.Accepted(Given.ProviderId()));
        Assert.False(await Claim(tenant, item, OtherSender));
        Assert.False(await Claim(tenant, item with { Attempts = 1 }, OtherSender));
    }

    [Fact]
    public async Task Settling_twice_changes_nothing()
    {
        var tenant = await Given.Tenant(store);
        var id = await Sending(tenant);
        await Settle(tenant, id, new SendOutcome.Accepted(Given.ProviderId()));
        await Settle(tenant, id, new SendOutcome.Failed("late"));
        await Settle(tenant, id, new SendOutcome.TryAgain(Given.Noon, "late", false));
        Assert.Equal(DeliveryStatus.Sent, await StatusOf(tenant, id));
        Assert.Empty(await Due(tenant, Later, OtherSender));
    }

    [Fact]
    public async Task A_provider_that_gives_an_id_twice_does_not_stop_the_outbox()
    {
        var tenant = await Given.Tenant(store);
        var (first, second, providerId) = (Given.Id(), Given.Id(), Given.ProviderId());
        await Committed(Given.Answer(tenant, Given.Maria, Given.WhatsApp, 1, first, second));
        foreach (var id in new[] { first, second })
        {
            Assert.True(await Claim(tenant, Assert.Single(await Due(tenant))));
            await Settle(tenant, id, new SendOutcome.Accepted(providerId));
            Assert.Equal(DeliveryStatus.Sent, await StatusOf(tenant, id));
        }
    }

    [Fact]
    public async Task A_channel_without_waiting_messages_has_no_next_time()
    {
        var tenant = await Given.Tenant(store);
        Assert.Null(await store.Outbox.NextDueAt(tenant, Given.WhatsApp, Given.Stop));
        await Sending(tenant);
        Assert.Null(await store.Outbox.NextDueAt(tenant, Given.WhatsApp, Given.Stop));
    }

    [Fact]
    public async Task A_message_to_send_without_a_line_in_the_transcript_is_sent_all_the_same()
    {
        var tenant = await Given.Tenant(store);
        var id = Given.Id();
        await Committed(new Turn(tenant) { Outbox = [Given.ToSend(id, 1)] });
        Assert.True(await Claim(tenant, Assert.Single(await Due(tenant))));
        await Settle(tenant, id, new SendOutcome.Accepted(Given.ProviderId()));
        Assert.Empty(await Due(tenant, Later, OtherSender));
    }
}
