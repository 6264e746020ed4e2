using Platform.Channels;
using Platform.Tenancy;

namespace Platform.FreeSwitch;

/// <summary>
/// What we ask the switch to send back with every further request of the call, so that the front keeps nothing between them.
/// Channel variables come with the first request only. A tenant that comes back is checked against the exchange's scope like any other.
/// </summary>
/// <param name="Tenant">The tenant that the call was resolved to.</param>
/// <param name="Channel">The channel that it came in by.</param>
internal sealed record StickyParameters(TenantId Tenant, ChannelId Channel)
{
    internal const string TenantName = "platform_tenant";
    internal const string ChannelName = "platform_channel";

    /// <summary>Present while a prompt waits for an answer.</summary>
    internal const string Asked = "platform_asked";

    /// <summary>Bytes of all documents of the call so far.</summary>
    internal const string Bytes = "platform_bytes";

    internal static StickyParameters? Read(SwitchParameters parameters) =>
        TenantId.TryParse(parameters[TenantName], out var tenant) && ChannelId.TryParse(parameters[ChannelName], out var channel)
            ? new(tenant, channel)
            : null;
}
