using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Platform.Ids;
using Platform.Turns;

namespace Platform.Identity;

/// <summary>An identity as it is stored.</summary>
/// <param name="LinkedTo">The number it is linked to.</param>
/// <param name="ShownAt">When that number was first shown beside it.</param>
internal sealed record IdentityState(PeerKey? LinkedTo, DateTimeOffset? ShownAt = null);

[JsonSerializable(typeof(IdentityState))]
internal sealed partial class IdentityJson : JsonSerializerContext;

[GrainType("identity")]
internal sealed class IdentityGrain(ITurnStore turns, IIdSource ids, TimeProvider clock)
    : DurableGrain<IdentityState>(turns, IdentityJson.Default.IdentityState, new IdentityState(LinkedTo: null)), IIdentityGrain
{
    public async Task<PeerKey> Resolve(PhoneNumber? shownNumber, DateTimeOffset? shownAt, CancellationToken cancellationToken)
    {
        var self = PeerKey.Parse(Key);
        if (shownNumber is not { } number) { return State.LinkedTo ?? self; }

        var (peer, now) = (PeerKey.Of(number), clock.GetUtcNow());
        var at = shownAt ?? now;
        if (State.LinkedTo is { } linked && (linked == peer || at < State.ShownAt)) { return linked; }

        await Move(self, peer, cancellationToken);
        await Commit(
            new IdentityState(peer, at),
            new Turn(Tenant) { Records = [new TurnRecord.IdentityLink(self, peer, now), .. Audited(self, peer, now)] });
        return peer;
    }

    public Task Forget(CancellationToken cancellationToken)
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    // The conversation is moved before the link stands, so that a crash between the two repeats the move and loses nothing. What was given
    // once is not given again: to whoever has another number, the person comes as somebody new.
    private async Task Move(PeerKey self, PeerKey peer, CancellationToken cancellationToken)
    {
        var handed = await GrainFactory.Conversation(Tenant, self).HandOff(peer, cancellationToken);
        if (handed is not null && State.LinkedTo is null)
        {
            await GrainFactory.Conversation(Tenant, peer).Adopt(self, handed, cancellationToken);
        }
    }

    private ImmutableArray<TurnRecord> Audited(PeerKey self, PeerKey peer, DateTimeOffset now) => State.LinkedTo is { } before
        ?
        [
            new TurnRecord.Audit(
                ids.NewId(), "identity-relinked", "provider", $"identity {self}", now, Before: $"{before}", After: $"{peer}"),
        ]
        : [];
}
