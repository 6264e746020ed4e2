using Platform.Channels;
using Platform.Tenancy;

namespace Platform.Webhooks.Evolution;

/// <summary>The instance that the current request proved to speak for, and the tenant that claimed it.</summary>
/// <param name="Tenant">The tenant: from the claimed route, never from the body.</param>
/// <param name="Channel">The instance's channel.</param>
/// <param name="Instance">Its name at the gateway; upper and lower case differ.</param>
internal sealed record ClaimedInstance(TenantId Tenant, ChannelId Channel, string Instance);
