using Platform.Channels;
using Platform.Conversations;
using Platform.Demo;
using Platform.Identity;
using Platform.Turns;

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

    [Fact]
    public void Who_was_told_the_linked_id_just_before_it_was_linked_still_reaches_the_number() => Run(async world =>
    {
        await Resolve(world);
        await On(world, PeerKey.Of(Number), talk => talk.TakeOver(CancellationToken.None));

        await Write(world, Lid, "m1");
        await Settle(world);

        Assert.Empty(world.Gateway.Sends);
        Assert.Equal(PeerKey.Of(Number), Assert.Single(world.Store.Messages).Message.Peer);
    });

    [Fact]
    public void A_linked_id_shown_with_another_number_goes_with_the_person_and_leaves_what_was_said_where_it_is() => Run(async world =>
    {
        await Write(world, Lid, "m1");
        await Settle(world);
        await Resolve(world);
        var next = Town.Customers[1];

        Assert.Equal(PeerKey.Of(next), await Resolve(world, next));
        Assert.Equal(PeerKey.Of(next), await Resolve(world, null));
        await On(world, Lid, talk => talk.TakeOver(CancellationToken.None));

        Assert.Equal(Owner.Person, (await On(world, PeerKey.Of(next), talk => talk.GetOwnership(CancellationToken.None))).Owner);
        Assert.Equal(Owner.Bot, (await On(world, PeerKey.Of(Number), talk => talk.GetOwnership(CancellationToken.None))).Owner);
        var relinked = Assert.Single(
            world.Store.Others.Select(other => other.Record).OfType<TurnRecord.Audit>(), entry => entry.Action == "identity-relinked");
        Assert.Equal(($"{PeerKey.Of(Number)}", $"{PeerKey.Of(next)}"), (relinked.Before, relinked.After));
    });

    [Fact]
    public void A_number_that_a_late_message_shows_takes_no_link_from_the_one_shown_since() => Run(async world =>
    {
        var (now, next) = (world.Clock.GetUtcNow(), Town.Customers[1]);
        await Resolve(world, Number, now.AddDays(-2));
        await Resolve(world, next, now);

        Assert.Equal(PeerKey.Of(next), await Resolve(world, Number, now.AddDays(-1)));
        Assert.Equal(PeerKey.Of(Number), await Resolve(world, Number, now.AddMinutes(1)));
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

    private static Task<PeerKey> Resolve(PlatformWorld world) => Resolve(world, Number);

    private static Task<PeerKey> Resolve(PlatformWorld world, PhoneNumber? shown, DateTimeOffset? at = null) =>
        world.Call(Town.Id(Clinic), grains => grains.Identity(Town.Id(Clinic), Lid).Resolve(shown, at, CancellationToken.None));

    private static Task<T> On<T>(PlatformWorld world, PeerKey peer, Func<IConversationGrain, Task<T>> act) =>
        world.Call(Town.Id(Clinic), grains => act(grains.Conversation(Town.Id(Clinic), peer)));

    // Longer than a burst, a retry of the gateway's and the clock's look together.
    private static Task Settle(PlatformWorld world) => Task.Delay(TimeSpan.FromMinutes(2), world.Clock);
}
