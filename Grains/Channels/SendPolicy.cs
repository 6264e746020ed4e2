using Platform.Gateways;
using Platform.Turns;

namespace Platform.Channels;

/// <summary>What becomes of a message after one try. Pure.</summary>
internal static class SendPolicy
{
    /// <summary>Why a message of a company that is not served ends unsent: it would say something long past when the company is back.</summary>
    public const string NotServed = "tenant-suspended";

    /// <summary>Why a message waits of whose company nobody could say whether it is served.</summary>
    public const string CompanyUnknown = "company-not-asked";

    /// <summary>Why a message waits, or ends, with which the gateway's adapter failed.</summary>
    public const string GatewayFailed = "gateway-error";

    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);

    /// <summary>A gateway that is back after an outage is found within this time.</summary>
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);

    private const int DoublingsMax = 6;

    /// <summary>
    /// Waits after a try of which nobody knows whether it was sent. There may be few of these, so they reach over a gateway's restart, and over
    /// the minutes that an account then takes to be connected.
    /// </summary>
    private static readonly TimeSpan[] DoubtDelays =
        [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15)];

    /// <summary>The outcome to record for <paramref name="item"/>, whose attempts count this try.</summary>
    public static SendOutcome Decide(OutboxItem item, SendResult result, DateTimeOffset now, ChannelOptions options) => result switch
    {
        SendResult.Accepted accepted => new SendOutcome.Accepted(accepted.ProviderId),
        SendResult.Refused refused => new SendOutcome.Failed(refused.Reason),
        SendResult.Unavailable down => Later(item, down.Reason, down.PerhapsSent, Delay(item.Attempts), now, options),
        // Tries that certainly sent nothing do not count: after a long outage a message has as many doubts before it as any other.
        SendResult.Unknown unknown when item.Doubts + 1 >= options.DoubtsMax => new SendOutcome.Failed(unknown.Reason),
        SendResult.Unknown unknown => Later(
            item with { Doubts = item.Doubts + 1 }, unknown.Reason, uncertain: true,
            DoubtDelays[Math.Min(item.Doubts, DoubtDelays.Length - 1)], now, options),
        _ => throw new InvalidOperationException($"Send result {result.GetType().Name} is not handled."),
    };

    private static SendOutcome Later(
        OutboxItem item, string reason, bool uncertain, TimeSpan wait, DateTimeOffset now, ChannelOptions options) =>
        now - item.CreatedAt >= options.GiveUpAfter
            ? new SendOutcome.Failed(reason)
            : new SendOutcome.TryAgain(now + wait, reason, uncertain, item.Doubts);

    private static TimeSpan Delay(int attempts)
    {
        var delay = FirstDelay * (1 << Math.Clamp(attempts - 1, 0, DoublingsMax));
        return delay < LongestDelay ? delay : LongestDelay;
    }
}
