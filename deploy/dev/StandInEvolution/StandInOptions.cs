namespace Platform.StandIn;

/// <summary>How the stand-in behaves. The defaults suit a person who plays with it; tests shorten the times.</summary>
public sealed record StandInOptions
{
    /// <summary>Where it listens. Default: a free port of this machine.</summary>
    public string Url { get; init; } = "http://127.0.0.1:0";

    /// <summary>The global key that callers must show in <c>apikey</c>.</summary>
    public string ApiKey { get; init; } = "stand-in-key";

    /// <summary>
    /// How long after a code was made somebody scans it; <c>null</c> for never: then <c>/stand-in/instances/{name}/scan</c> does. Default: 1
    /// second, so that a new instance can be played with at once.
    /// </summary>
    public TimeSpan? ScannedAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>From a send to WhatsApp's acknowledgement (one tick). Default: 150 ms.</summary>
    public TimeSpan SentAfter { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>From one tick to two. Default: 250 ms.</summary>
    public TimeSpan DeliveredAfter { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>From two ticks to read. Default: 600 ms.</summary>
    public TimeSpan ReadAfter { get; init; } = TimeSpan.FromMilliseconds(600);

    /// <summary>Tries of one webhook request, as Evolution's <c>WEBHOOK_RETRY_MAX_ATTEMPTS</c>. Default: 10.</summary>
    public int WebhookAttemptsMax { get; init; } = 10;

    /// <summary>Wait before the second try; it doubles from try to try. Default: 5 seconds, as Evolution's.</summary>
    public TimeSpan WebhookFirstDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest wait between tries. Default: 300 seconds, as Evolution's.</summary>
    public TimeSpan WebhookLongestDelay { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>How long one webhook request may take. Default: 30 seconds, as Evolution's.</summary>
    public TimeSpan WebhookTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
