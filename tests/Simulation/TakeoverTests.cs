using Platform.Channels;
using Platform.Conversations;
using Platform.Demo;
using Platform.Identity;

namespace Platform.Tests.Simulation;

/// <summary>A person takes the conversation while the bot's reply is on its way out.</summary>
public sealed class TakeoverTests
{
    private static readonly DemoCompany Clinic = Town.Companies[0];
    private static readonly PeerKey Maria = PeerKey.Of(Town.Customers[0]);

    [Fact]
    public void A_reply_whose_sender_still_asks_whether_the_company_is_served_is_not_sent_after_the_takeover()
    {
        using var world = new PlatformWorld(seed: 1);
        world.Faults.Active = false;
        world.Gateway.IsDown = true;
        world.World.Run(async () =>
        {
            await world.Start();
            await world.Call(Town.Id(Clinic), grains => grains.Tenant(Town.Id(Clinic)).Create(Clinic.Profile, CancellationToken.None));
            await world.Call(Town.Id(Clinic), grains => grains.Conversation(Town.Id(Clinic), Maria).Receive(Greeting(world), CancellationToken.None));
            await Until(world, () => world.Store.Outbox.Any(row => row.Attempts > 0));

            world.Crash();
            (world.Gateway.IsDown, world.Store.SlowToLoad) = (false, "tenant");
            await world.Start();
            await Until(world, () => world.Store.SlowLoads > 0);
            await world.Call(Town.Id(Clinic), grains => grains.Conversation(Town.Id(Clinic), Maria).TakeOver(CancellationToken.None));
            await Task.Delay(TimeSpan.FromMinutes(2), world.Clock);

            Assert.Empty(world.Gateway.Sends);
            Assert.Equal(OutboxStatus.Withdrawn, Assert.Single(world.Store.Outbox).Status);
        });
    }

    private static async Task Until(PlatformWorld world, Func<bool> holds)
    {
        while (!holds()) { await Task.Delay(TimeSpan.FromMilliseconds(20), world.Clock); }
    }

    private static InboundMessage Greeting(PlatformWorld world)
    {
        var now = world.Clock.GetUtcNow();
        return new InboundMessage(
            Town.WhatsApp(Clinic), ProviderMessageId.Parse("m1"), "5511987654321@s.whatsapp.net", "Maria", now, now,
            new MessageContent(MessageKind.Text, "Oi"));
    }
}
