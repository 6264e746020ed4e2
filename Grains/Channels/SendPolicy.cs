using Platform.Gateways;
using Platform.Turns;

namespace Platform.Channels;

/// <summary>What becomes of a message after one try. Pure.</summary>
internal static class SendPolicy
{
    /// <summary>Why a message of a company that is not served ends unsent: it would say something long past when the company is back.</summary>
    public const string NotServed = "tenant-suspended";

    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);

    /// <summary>A gateway that is back after an outage is found within this time.</summary>
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);

    private const int DoublingsMax = 6;

    /// <summary>The outcome to record for <paramref name="item"/>, whose attempts count this try.</summary>
    public static SendOutcome Decide(OutboxItem item, SendResult result, DateTimeOffset now, ChannelOptions options) => result switch
    {
        SendResult.Accepted accepted => new SendOutcome.Accepted(accepted.ProviderId),
        SendResult.Refused refused => new SendOutcome.Failed(refused.Reason),
        SendResult.Unavailable down => Later(item, down.Reason, uncertain: false, now, options),
        SendResult.Unknown unknown when item.Uncertain && item.Attempts >= options.UncertainAttemptsMax =>
            new SendOutcome.Failed(unknown.Reason),
        SendResult.Unknown unknown => Later(item, unknown.Reason, uncertain: true, now, options),
        _ => throw new InvalidOperationException($"Send result {result.GetType().Name} is not handled."),
    };

    private static SendOutcome Later(OutboxItem item, string reason, bool uncertain, DateTimeOffset now, ChannelOptions options) =>
        now - item.CreatedAt >= options.GiveUpAfter
            ? new SendOutcome.Failed(reason)
            : new SendOutcome.TryAgain(now + Delay(item.Attempts), reason, uncertain);

    private static TimeSpan Delay(int attempts)
    {
        var delay = FirstDelay * (1 << Math.Clamp(attempts - 1, 0, DoublingsMax));
        return delay < LongestDelay ? delay : LongestDelay;
    }
}
