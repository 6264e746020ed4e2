using System.ComponentModel.DataAnnotations;

namespace Platform.Channels;

/// <summary>How channels send. The same for all tenants; each channel has its own pace.</summary>
public sealed class ChannelOptions
{
    /// <summary>
    /// Messages that one channel sends in a second. Default: 50; gateways have no limit of their own and numbers get banned.
    /// </summary>
    [Range(1, 10_000)] public int MessagesPerSecond { get; set; } = 50;

    /// <summary>Contacts that one channel sends to at once; each contact's messages stay in order. Default: 16.</summary>
    [Range(1, 256)] public int ContactsAtOnce { get; set; } = 16;

    /// <summary>A message that could not be sent for so long ends as failed: an answer of yesterday confuses. Default: 24 hours.</summary>
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromHours(24);

    /// <summary>
    /// At this try of which nobody knows whether it was sent, a message ends as failed: customers must not get it again and again. Default: 5,
    /// which take some twenty minutes.
    /// </summary>
    [Range(1, 20)] public int DoubtsMax { get; set; } = 5;

    /// <summary>
    /// How long after something became known of a channel's connection its provider is asked whether it is so still; each wait is longer than
    /// the one before. Default: 10 seconds.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "1.00:00:00")] public TimeSpan AskAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The longest of these waits: how long a lost report can stay unnoticed, and how much ten thousand channels ask. Default: 30 minutes.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")] public TimeSpan AskAtLeastEvery { get; set; } = TimeSpan.FromMinutes(30);
}
