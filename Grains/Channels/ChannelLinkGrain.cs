using System.Text.Json.Serialization;
using Platform.Ids;
using Platform.Turns;

namespace Platform.Channels;

/// <summary>A channel's connection as it is stored.</summary>
internal sealed record ChannelLinkState(ChannelLink? Last);

[JsonSerializable(typeof(ChannelLinkState))]
internal sealed partial class ChannelLinkJson : JsonSerializerContext;

[GrainType("channel-link")]
internal sealed class ChannelLinkGrain(ITurnStore turns, IIdSource ids)
    : DurableGrain<ChannelLinkState>(turns, ChannelLinkJson.Default.ChannelLinkState, new ChannelLinkState(Last: null)), IChannelLinkGrain
{
    public Task<ChannelLink?> Get(CancellationToken cancellationToken) => Task.FromResult(State.Last);

    public Task Report(ChannelLink link, CancellationToken cancellationToken)
    {
        if (State.Last is { } last && SaysNothingNew(last, link)) { return Task.CompletedTask; }

        var audit = new TurnRecord.Audit(ids.NewId(), $"channel-{link.State}", "provider", Key, link.At, Before: null, After: null);
        return Commit(new ChannelLinkState(link), new Turn(Tenant) { Records = [audit] });
    }

    // Reports come in any order, by our time of arrival. One that it connects, after one that it is connected, is late, or is followed by
    // the outcome: an account that is lost is reported as closed.
    private static bool SaysNothingNew(ChannelLink last, ChannelLink link) =>
        last.At > link.At
        || (last.State, last.Reason) == (link.State, link.Reason)
        || (last.IsOpen && link.State == "connecting");
}
