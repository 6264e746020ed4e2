using Platform.Channels;
using Platform.Conversations;
using Platform.Demo;
using Platform.Identity;

namespace Platform.Tests.Simulation;

/// <summary>A customer who is first known by a linked id alone, and then turns out to have a number.</summary>
public sealed class MergeTests
{
    private static readonly DemoCompany Clinic = Town.Companies[0];
    private static readonly PeerKey Lid = PeerKey.OfLid("123456789012345");
    private static readonly PhoneNumber Number = Town.Customers[0];

    [Fact]
    public void A_burst_that_turns_out_to_be_a_known_number_is_answered_once() => Run(async world =>
    {
        await Write(world, Lid, "m1");
        await Resolve(world);
        await Settle(world);

        Assert.Single(world.Gateway.Sends, send => send.Text.Contains(Clinic.Profile.Name, StringComparison.Ordinal));
    });

    [Fact]
    public void Whoever_takes_over_by_the_linked_id_has_the_conversation_of_the_number() => Run(async world =>
    {
        await Write(world, Lid, "m1");
        await Settle(world);
        await Resolve(world);

        await On(world, Lid, talk => talk.TakeOver(CancellationToken.None));

        Assert.Equal(Owner.Person, (await On(world, PeerKey.Of(Number), talk => talk.GetOwnership(CancellationToken.None))).Owner);
        Assert.Equal(Owner.Person, (await On(world, Lid, talk => talk.GetOwnership(CancellationToken.None))).Owner);
        await On(world, Lid, talk => talk.Release(CancellationToken.None));
        Assert.Equal(Owner.Bot, (await On(world, PeerKey.Of(Number), talk => talk.GetOwnership(CancellationToken.None))).Owner);
    });

    [Fact]
    public void A_takeover_silences_also_what_was_said_to_the_linked_id() => Run(async world =>
    {
        world.Gateway.IsDown = true;
        await Write(world, Lid, "m1");
        await Settle(world);
        await Resolve(world);

        await On(world, PeerKey.Of(Number), talk => talk.TakeOver(CancellationToken.None));
        world.Gateway.IsDown = false;
        await Settle(world);

        Assert.Empty(world.Gateway.Sends);
    });

    private static void Run(Func<PlatformWorld, Task> body)
    {
        using var world = new PlatformWorld(seed: 1);
        world.Faults.Active = false;
        world.World.Run(async () =>
        {
            await world.Start();
            await world.Call(Town.Id(Clinic), async grains =>
            {
                await grains.Tenant(Town.Id(Clinic)).Create(Clinic.Profile, CancellationToken.None);
                return true;
            });
            await body(world);
        });
    }

    private static Task<Receipt> Write(PlatformWorld world, PeerKey peer, string id)
    {
        var now = world.Clock.GetUtcNow();
        var message = new InboundMessage(
            Town.WhatsApp(Clinic), ProviderMessageId.Parse(id), "123456789012345@lid", "Maria", now, now, new MessageContent(MessageKind.Text, "Oi"));
        return On(world, peer, talk => talk.Receive(message, CancellationToken.None));
    }

    private static Task<PeerKey> Resolve(PlatformWorld world) =>
        world.Call(Town.Id(Clinic), grains => grains.Identity(Town.Id(Clinic), Lid).Resolve(Number, CancellationToken.None));

    private static Task<T> On<T>(PlatformWorld world, PeerKey peer, Func<IConversationGrain, Task<T>> act) =>
        world.Call(Town.Id(Clinic), grains => act(grains.Conversation(Town.Id(Clinic), peer)));

    // Longer than a burst, a retry of the gateway's and the clock's look together.
    private static Task Settle(PlatformWorld world) => Task.Delay(TimeSpan.FromMinutes(2), world.Clock);
}
