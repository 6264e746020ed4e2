using Microsoft.Extensions.Options;
using Platform.Gateways;
using Platform.Ids;
using Platform.Turns;

namespace Platform.Channels;

[GrainType("channel-link")]
internal sealed class ChannelLinkGrain(
    ITurnStore turns, IWhatsAppProvisioning gateway, IIdSource ids, TimeProvider clock, IOptions<ChannelOptions> options)
    : DurableGrain<ChannelLinkState>(turns, ChannelLinkJson.Default.ChannelLinkState, new ChannelLinkState(Last: null)), IChannelLinkGrain
{
    private const string Look = "look";

    private DateTimeOffset Now => clock.GetUtcNow();

    public Task<ChannelLink?> Get(CancellationToken cancellationToken) => Task.FromResult(State.Last);

    public Task Report(ChannelLink link, CancellationToken cancellationToken) =>
        Change(LinkWatch.Reported(State, link, Now, options.Value), "provider");

    public Task Watch(CancellationToken cancellationToken) => Change(LinkWatch.Watched(State, Now, options.Value), "platform");

    public async Task OnAlarm(string name, DateTimeOffset due, CancellationToken cancellationToken)
    {
        if (State.NextLook is { } next && next > Now)
        {
            await Commit(State, With(State));
            return;
        }
        var askedAt = Now;
        var answer = await gateway.Look(ChannelId.Parse(Key), cancellationToken);
        await Change(LinkWatch.Looked(State, answer, askedAt, options.Value), "platform");
    }

    private async Task Change(ChannelLinkState next, string by)
    {
        if (next != State) { await Commit(next, With(next, by)); }
    }

    private Turn With(ChannelLinkState next, string by = "platform") => new(Tenant)
    {
        Records = next.Last is { } link && (link.State, link.Reason) != (State.Last?.State, State.Last?.Reason)
            ? [new TurnRecord.Audit(ids.NewId(), $"channel-{link.State}", by, Key, link.At)]
            : [],
        Alarms = [new AlarmChange(Look, next.NextLook)],
    };
}
