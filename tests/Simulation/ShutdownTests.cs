using Platform.Channels;
using Platform.Conversations;
using Platform.Demo;
using Platform.Identity;

namespace Platform.Tests.Simulation;

/// <summary>The process is stopped in order, while replies are on their way.</summary>
public sealed class ShutdownTests
{
    // More than are sent to at once, so that some wait.
    private const int Customers = 60;

    private static readonly DemoCompany Clinic = Town.Companies[0];

    [Fact]
    public void What_is_being_sent_is_settled_first_and_what_waits_is_sent_once_by_the_next_process()
    {
        for (var seed = 1; seed <= 12; seed++) { Run(seed); }
    }

    private static void Run(int seed)
    {
        using var world = new PlatformWorld(seed);
        world.Faults.Active = false;
        world.World.Run(async () =>
        {
            await world.Start();
            await world.Call(
                Town.Id(Clinic), grains => grains.Tenant(Town.Id(Clinic)).Create(Clinic.Profile, CancellationToken.None));
            for (var number = 0; number < Customers; number++) { await Write(world, number); }
            world.Faults.StoreIsSlow = true;
            while (world.Gateway.Sends.Count < 3) { await Task.Delay(TimeSpan.FromMilliseconds(5), world.Clock); }

            await world.Host!.Stop();

            Assert.DoesNotContain(world.Store.Outbox, row => row.Status == OutboxStatus.Sending);
            Assert.Contains(world.Store.Outbox, row => row.Status == OutboxStatus.Queued);
            var sent = world.Gateway.Sends.Count;
            await Task.Delay(TimeSpan.FromMinutes(1), world.Clock);
            Assert.Equal(sent, world.Gateway.Sends.Count);

            world.Faults.StoreIsSlow = false;
            await world.Start();
            await Task.Delay(TimeSpan.FromMinutes(1), world.Clock);
            Assert.Equal(Customers, world.Gateway.Sends.Count);
            Assert.All(world.Store.Outbox, row => Assert.Equal((OutboxStatus.Sent, false), (row.Status, row.Uncertain)));
        });
    }

    private static Task<Receipt> Write(PlatformWorld world, int number) => world.Call(Town.Id(Clinic), grains =>
    {
        var now = world.Clock.GetUtcNow();
        var customer = PhoneNumber.Parse($"5511987{number:D6}");
        var message = new InboundMessage(
            Town.WhatsApp(Clinic), ProviderMessageId.Parse($"m{number}"), $"{customer.Digits}@s.whatsapp.net", "Maria", now, now,
            new MessageContent(MessageKind.Text, "Oi"));
        return grains.Conversation(Town.Id(Clinic), PeerKey.Of(customer)).Receive(message, CancellationToken.None);
    });
}
