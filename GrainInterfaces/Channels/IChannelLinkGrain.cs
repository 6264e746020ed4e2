using Orleans.Concurrency;
using Platform.Alarms;
using Platform.Tenancy;

namespace Platform.Channels;

/// <summary>
/// Whether a channel's account is connected at its provider (key: tenant id, <see cref="ChannelId"/> text). Reports get lost, so the
/// provider is asked as well, more and more seldom while nothing changes.
/// </summary>
[Alias("channel-link")]
public interface IChannelLinkGrain : IGrainWithGuidCompoundKey, ITenantScoped, IAlarmTarget
{
    /// <summary>What is known of the connection, or <c>null</c> when the provider neither reported nor answered yet.</summary>
    [AlwaysInterleave, Alias("get")]
    Task<ChannelLink?> Get(CancellationToken cancellationToken);

    /// <summary>Keeps what the provider reports; an older report and a repeated one change nothing.</summary>
    [Alias("report")]
    Task Report(ChannelLink link, CancellationToken cancellationToken);

    /// <summary>Begins to ask the provider, now and then and for good; repeating it changes nothing.</summary>
    [Alias("watch")]
    Task Watch(CancellationToken cancellationToken);
}

/// <summary>A channel's connection.</summary>
/// <param name="State"><c>connecting</c>, <c>open</c>, <c>close</c> or <c>refused</c>, as the provider says it; <c>missing</c> when it knows
/// of no such account, <c>unknown</c> when it never answered.</param>
/// <param name="Reason">The provider's status code, such as 401 for logged out, or <c>null</c>.</param>
/// <param name="At">Since when it is known.</param>
/// <param name="CheckedAt">When the provider was last asked, or <c>null</c>.</param>
/// <param name="Problem">Why the provider did not answer when it was last asked, or <c>null</c>.</param>
[GenerateSerializer, Immutable, Alias("channel-link-state")]
public sealed record ChannelLink(string State, long? Reason, DateTimeOffset At, DateTimeOffset? CheckedAt = null, string? Problem = null)
{
    /// <summary>Whether messages go through.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsOpen => State == "open";
}
