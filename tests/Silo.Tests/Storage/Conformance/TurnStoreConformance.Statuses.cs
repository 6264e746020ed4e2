using Platform.Channels;
using Platform.Conversations;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Tests.Storage;

public abstract partial class TurnStoreConformance
{
    private Task Reported(TenantId tenant, ProviderMessageId id, DeliveryStatus status, ChannelId? channel = null) =>
        Committed(new Turn(tenant) { Records = [new TurnRecord.StatusReported(channel ?? Given.WhatsApp, id, status, Given.Noon)] });

    private async Task<(Guid Id, ProviderMessageId ProviderId)> Sent(TenantId tenant)
    {
        var (id, providerId) = (await Sending(tenant), Given.ProviderId());
        await Settle(tenant, id, new SendOutcome.Accepted(providerId));
        return (id, providerId);
    }

    [Theory]
    [InlineData(DeliveryStatus.Read, DeliveryStatus.Delivered, DeliveryStatus.Read)]
    [InlineData(DeliveryStatus.Delivered, DeliveryStatus.Read, DeliveryStatus.Read)]
    [InlineData(DeliveryStatus.Delivered, DeliveryStatus.Failed, DeliveryStatus.Delivered)]
    [InlineData(DeliveryStatus.Failed, DeliveryStatus.Delivered, DeliveryStatus.Delivered)]
    [InlineData(DeliveryStatus.Failed, DeliveryStatus.Queued, DeliveryStatus.Failed)]
    [InlineData(DeliveryStatus.Failed, DeliveryStatus.Sent, DeliveryStatus.Sent)]
    [InlineData(DeliveryStatus.Sent, DeliveryStatus.Failed, DeliveryStatus.Sent)]
    [InlineData(DeliveryStatus.Queued, DeliveryStatus.None, DeliveryStatus.Sent)]
    public async Task Reports_raise_a_status_and_never_lower_it(DeliveryStatus first, DeliveryStatus second, DeliveryStatus expected)
    {
        var tenant = await Given.Tenant(store);
        var (id, providerId) = await Sent(tenant);
        await Reported(tenant, providerId, first);
        await Reported(tenant, providerId, second);
        Assert.Equal(expected, await StatusOf(tenant, id));
    }

    [Fact]
    public async Task Reports_in_one_turn_count_as_the_highest()
    {
        var tenant = await Given.Tenant(store);
        var (id, providerId) = await Sent(tenant);
        await Committed(new Turn(tenant)
        {
            Records =
            [
                new TurnRecord.StatusReported(Given.WhatsApp, providerId, DeliveryStatus.Delivered, Given.Noon),
                new TurnRecord.StatusReported(Given.WhatsApp, providerId, DeliveryStatus.Read, Given.Noon),
                new TurnRecord.StatusReported(Given.WhatsApp, providerId, DeliveryStatus.Delivered, Given.Noon),
            ],
        });
        Assert.Equal(DeliveryStatus.Read, await StatusOf(tenant, id));
    }

    [Fact]
    public async Task A_report_that_comes_before_the_providers_answer_counts()
    {
        var tenant = await Given.Tenant(store);
        var (id, providerId) = (await Sending(tenant), Given.ProviderId());
        await Reported(tenant, providerId, DeliveryStatus.Delivered);
        Assert.Equal(DeliveryStatus.Queued, await StatusOf(tenant, id));

        await Settle(tenant, id, new SendOutcome.Accepted(providerId));

        Assert.Equal(DeliveryStatus.Delivered, await StatusOf(tenant, id));
    }

    [Fact]
    public async Task A_report_and_the_providers_answer_at_once_both_count()
    {
        for (var round = 0; round < 20; round++)
        {
            var tenant = await Given.Tenant(store);
            var (id, providerId) = (await Sending(tenant), Given.ProviderId());
            await Task.WhenAll(
                Reported(tenant, providerId, DeliveryStatus.Read),
                Settle(tenant, id, new SendOutcome.Accepted(providerId)));
            Assert.Equal(DeliveryStatus.Read, await StatusOf(tenant, id));
        }
    }

    [Fact]
    public async Task A_report_that_comes_before_a_persons_message_counts()
    {
        var tenant = await Given.Tenant(store);
        var providerId = Given.ProviderId();
        await Reported(tenant, providerId, DeliveryStatus.Delivered);
        var message = Given.Said("oi", id: providerId) with { Direction = MessageDirection.Person, Status = DeliveryStatus.Sent };
        await Committed(new Turn(tenant) { Records = [message] });
        Assert.Equal(DeliveryStatus.Delivered, await StatusOf(tenant, message.Id));
    }

    [Fact]
    public async Task Proof_of_delivery_overrides_a_failure()
    {
        var tenant = await Given.Tenant(store);
        var (id, providerId) = (await Sending(tenant), Given.ProviderId());
        await Reported(tenant, providerId, DeliveryStatus.Failed);
        await Settle(tenant, id, new SendOutcome.Accepted(providerId));
        Assert.Equal(DeliveryStatus.Failed, await StatusOf(tenant, id));
        await Reported(tenant, providerId, DeliveryStatus.Read);
        Assert.Equal(DeliveryStatus.Read, await StatusOf(tenant, id));
    }

    [Fact]
    public async Task A_report_means_messages_of_its_channel_only_and_never_what_a_customer_said()
    {
        var tenant = await Given.Tenant(store);
        var (id, providerId) = await Sent(tenant);
        var said = Given.Said("oi", id: providerId);
        await Committed(new Turn(tenant) { Records = [said] });

        await Reported(tenant, providerId, DeliveryStatus.Read, ChannelId.Parse("meta:1065"));
        Assert.Equal(DeliveryStatus.Sent, await StatusOf(tenant, id));

        await Reported(tenant, providerId, DeliveryStatus.Read);
        Assert.Equal(DeliveryStatus.Read, await StatusOf(tenant, id));
        Assert.Equal(DeliveryStatus.None, await StatusOf(tenant, said.Id));
    }
}
