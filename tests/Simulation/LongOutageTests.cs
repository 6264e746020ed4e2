using Platform.Channels;
using Platform.Conversations;
using Platform.Demo;
using Platform.Identity;

namespace Platform.Tests.Simulation;

/// <summary>The store is away for longer than idle grains stay in memory, just when a reply was sent.</summary>
public sealed class LongOutageTests
{
    private static readonly DemoCompany Clinic = Town.Companies[0];

    [Fact]
    public void A_reply_whose_outcome_could_not_be_stored_for_an_hour_is_not_sent_again()
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            using var world = new PlatformWorld(seed);
            world.Faults.Active = false;
            world.World.Run(() => Run(world));
        }
    }

    private static async Task Run(PlatformWorld world)
    {
        await world.Start();
        await world.Call(Town.Id(Clinic), async grains =>
        {
            await grains.Tenant(Town.Id(Clinic)).Create(Clinic.Profile, CancellationToken.None);
            var now = world.Clock.GetUtcNow();
            var message = new InboundMessage(
                Town.WhatsApp(Clinic), ProviderMessageId.Parse("m1"), "5511987654321@s.whatsapp.net", "Maria", now, now,
                new MessageContent(MessageKind.Text, "Oi"));
            return await grains.Conversation(Town.Id(Clinic), PeerKey.Of(Town.Customers[0])).Receive(message, CancellationToken.None);
        });
        while (world.Gateway.Sends.Count == 0) { await Task.Delay(TimeSpan.FromMilliseconds(10), world.Clock); }

        world.Store.IsDown = true;
        await Task.Delay(TimeSpan.FromHours(1) + TimeSpan.FromMilliseconds(world.World.Random.Next(1_000)), world.Clock);
        world.Store.IsDown = false;
        await Task.Delay(TimeSpan.FromMinutes(2), world.Clock);

        Assert.Single(world.Gateway.Sends);
        Assert.Equal(OutboxStatus.Sent, Assert.Single(world.Store.Outbox).Status);
    }
}
