using Platform.Channels;
using Platform.Conversations;
using Platform.Identity;

namespace Platform.Tests.Simulation;

/// <summary>The gateway's adapter throws instead of telling what became of a message.</summary>
public sealed class BrokenGatewayTests
{
    [Fact]
    public void A_message_with_which_the_adapter_fails_each_time_ends_as_failed_after_a_few_tries()
    {
        var clinic = Town.Companies[0];
        using var world = new PlatformWorld(seed: 1);
        world.Faults.Active = false;
        world.Gateway.IsBroken = true;
        world.World.Run(async () =>
        {
            await world.Start();
            await world.Call(Town.Id(clinic), async grains =>
            {
                await grains.Tenant(Town.Id(clinic)).Create(clinic.Profile, CancellationToken.None);
                var now = world.Clock.GetUtcNow();
                var message = new InboundMessage(
                    Town.WhatsApp(clinic), ProviderMessageId.Parse("m1"), "5511987654321@s.whatsapp.net", "Maria", now, now,
                    new MessageContent(MessageKind.Text, "Oi"));
                return await grains.Conversation(Town.Id(clinic), PeerKey.Of(Town.Customers[0])).Receive(message, CancellationToken.None);
            });
            await Task.Delay(TimeSpan.FromHours(1), world.Clock);

            Assert.Equal(new ChannelOptions().DoubtsMax, world.Gateway.Failures);
            Assert.Equal(OutboxStatus.Failed, Assert.Single(world.Store.Outbox).Status);
        });
    }
}
