using Platform.Tenancy;

namespace Platform.Channels;

/// <summary>Whether a channel's account is connected at its provider (key: tenant id, <see cref="ChannelId"/> text).</summary>
[Alias("channel-link")]
public interface IChannelLinkGrain : IGrainWithGuidCompoundKey, ITenantScoped
{
    /// <summary>What the provider last reported, or <c>null</c> when it never did.</summary>
    [Alias("get")]
    Task<ChannelLink?> Get(CancellationToken cancellationToken);

    /// <summary>Keeps what the provider reports; an older report and a repeated one change nothing.</summary>
    [Alias("report")]
    Task Report(ChannelLink link, CancellationToken cancellationToken);
}

/// <summary>A channel's connection.</summary>
/// <param name="State"><c>connecting</c>, <c>open</c>, <c>close</c> or <c>refused</c>, as the provider says it.</param>
/// <param name="Reason">The provider's status code, such as 401 for logged out, or <c>null</c>.</param>
/// <param name="At">When it was reported.</param>
[GenerateSerializer, Immutable, Alias("channel-link-state")]
public sealed record ChannelLink(string State, long? Reason, DateTimeOffset At)
{
    /// <summary>Whether messages go through.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsOpen => State == "open";
}
