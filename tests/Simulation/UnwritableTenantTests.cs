using Platform.Channels;
using Platform.Conversations;
using Platform.Demo;
using Platform.Identity;
using Platform.Tenancy;

namespace Platform.Tests.Simulation;

/// <summary>One company's database takes nothing in, and many of its alarms are due.</summary>
public sealed class UnwritableTenantTests
{
    // More than the clock calls at once.
    private const int Customers = 100;

    [Fact]
    public void Alarms_that_can_be_neither_served_nor_put_off_hold_up_no_other_company()
    {
        var (ill, well) = (Town.Companies[0], Town.Companies[1]);
        using var world = new PlatformWorld(seed: 1);
        world.Faults.Active = false;
        world.World.Run(async () =>
        {
            await world.Start();
            foreach (var company in (DemoCompany[])[ill, well]) { await Create(world, company); }
            for (var number = 0; number < Customers; number++) { await Write(world, ill, number); }
            await Write(world, well, number: 0);
            world.Crash();
            world.Store.Unwritable = Town.Id(ill);

            await world.Start();
            await Task.Delay(TimeSpan.FromMinutes(1), world.Clock);

            Assert.Contains(world.Gateway.Sends, send => send.Tenant == Town.Id(well));
            Assert.DoesNotContain(world.Gateway.Sends, send => send.Tenant == Town.Id(ill));
        });
    }

    [Fact]
    public void An_alarm_that_fails_is_put_off_and_not_called_for_at_every_look()
    {
        var ill = Town.Companies[0];
        using var world = new PlatformWorld(seed: 1);
        world.Faults.Active = false;
        world.World.Run(async () =>
        {
            await world.Start();
            await Create(world, ill);
            await Write(world, ill, number: 0);
            world.Crash();
            (world.Store.Unwritable, world.Store.PutsOffAlways) = (Town.Id(ill), true);

            await world.Start();
            await Task.Delay(TimeSpan.FromMinutes(1), world.Clock);

            // The clock looks every second; what failed is put off for five at least.
            Assert.InRange(world.Store.Refused, 2, 30);
        });
    }

    private static Task<TenantOutcome> Create(PlatformWorld world, DemoCompany company) =>
        world.Call(Town.Id(company), grains => grains.Tenant(Town.Id(company)).Create(company.Profile, CancellationToken.None));

    private static Task<Receipt> Write(PlatformWorld world, DemoCompany company, int number) => world.Call(Town.Id(company), grains =>
    {
        var now = world.Clock.GetUtcNow();
        var customer = PhoneNumber.Parse($"5511987{number:D6}");
        var message = new InboundMessage(
            Town.WhatsApp(company), ProviderMessageId.Parse($"m{number}"), $"{customer.Digits}@s.whatsapp.net", "Maria", now, now,
            new MessageContent(MessageKind.Text, "Oi"));
        return grains.Conversation(Town.Id(company), PeerKey.Of(customer)).Receive(message, CancellationToken.None);
    });
}
