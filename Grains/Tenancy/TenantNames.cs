using Platform.Channels;

namespace Platform.Tenancy;

/// <summary>The outside names that follow from a company's own.</summary>
internal static class TenantNames
{
    /// <summary>The name that keeps a slug from being given twice, and leads its sub-domain to the company.</summary>
    public static ChannelId OfSlug(string slug) => ChannelId.Parse($"slug:{slug}");
}
