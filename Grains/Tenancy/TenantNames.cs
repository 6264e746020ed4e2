using Platform.Channels;

namespace Platform.Tenancy;

/// <summary>The outside names that follow from a company's own.</summary>
internal static class TenantNames
{
    /// <summary>The name that keeps a slug from being given twice, and leads its sub-domain to the company.</summary>
    public static ChannelId OfSlug(string slug) => ChannelId.Parse($"slug:{slug}");

    /// <summary>The name that keeps one WhatsApp number from being two companies'.</summary>
    public static ChannelId OfNumber(string digits) => ChannelId.Parse($"whatsapp:{digits}");

    /// <summary>Whether a name is a channel that a plan counts: a WhatsApp instance or number.</summary>
    public static bool IsChannel(ChannelId name) => IsAskable(name) || name.Value.StartsWith("meta:", StringComparison.Ordinal);

    /// <summary>Whether the name's gateway can be asked for the state of its connection.</summary>
    public static bool IsAskable(ChannelId name) => name.Value.StartsWith("evolution:", StringComparison.Ordinal);

    /// <summary>
    /// The tenant that holds the slug, or <c>null</c>. It may not exist yet: a creation that was cut short claimed the slug, and the next one
    /// goes on with its id.
    /// </summary>
    public static async Task<TenantId?> HolderOf(this IGrainFactory grains, Slug slug, CancellationToken cancellationToken) =>
        (await grains.Route(OfSlug(slug.Value)).Resolve(cancellationToken))?.Tenant;
}
