using System.Text.Json.Serialization;
using Platform.Turns;

namespace Platform.Identity;

/// <summary>An identity as it is stored: the number it was linked to.</summary>
internal sealed record IdentityState(PeerKey? LinkedTo);

[JsonSerializable(typeof(IdentityState))]
internal sealed partial class IdentityJson : JsonSerializerContext;

[GrainType("identity")]
internal sealed class IdentityGrain(ITurnStore turns, TimeProvider clock)
    : DurableGrain<IdentityState>(turns, IdentityJson.Default.IdentityState, new IdentityState(LinkedTo: null)), IIdentityGrain
{
    public async Task<PeerKey> Resolve(PhoneNumber? shownNumber, CancellationToken cancellationToken)
    {
        var self = PeerKey.Parse(Key);
        if (State.LinkedTo is { } linked) { return linked; }
        if (shownNumber is not { } number) { return self; }

        var peer = PeerKey.Of(number);
        await Move(self, peer, cancellationToken);
        await Commit(
            new IdentityState(peer),
            new Turn(Tenant) { Records = [new TurnRecord.IdentityLink(self, peer, clock.GetUtcNow())] });
        return peer;
    }

    public Task Forget(CancellationToken cancellationToken)
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    // The conversation is moved before the link stands, so that a crash between the two repeats the move and loses nothing.
    private async Task Move(PeerKey self, PeerKey peer, CancellationToken cancellationToken)
    {
        var handed = await GrainFactory.Conversation(Tenant, self).HandOff(peer, cancellationToken);
        if (handed is not null)
        {
            await GrainFactory.Conversation(Tenant, peer).Adopt(self, handed, cancellationToken);
        }
    }
}
