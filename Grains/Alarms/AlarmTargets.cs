using Platform.Channels;
using Platform.Identity;
using Platform.People;
using Platform.Turns;

namespace Platform.Alarms;

/// <summary>Which grains set alarms.</summary>
internal static class AlarmTargets
{
    /// <summary>The grain that set an alarm at this address.</summary>
    public static IAlarmTarget Find(IGrainFactory grains, StateAddress address) => address.GrainType switch
    {
        "channel-link" => grains.ChannelLink(address.Tenant, ChannelId.Parse(address.Key)),
        "conversation" => grains.Conversation(address.Tenant, PeerKey.Parse(address.Key)),
        "onboarding" => grains.Onboarding(address.Tenant),
        "user" => grains.User(address.Tenant, EmailAddress.Parse(address.Key)),
        "tenant" => grains.Tenant(address.Tenant),
        "tenant-backup" => grains.TenantBackup(address.Tenant),
        "tenant-move" => grains.TenantMove(address.Tenant),
        "retention" => grains.Retention(address.Tenant),
        "subscription" => grains.Subscription(address.Tenant),
        var other => throw new InvalidOperationException($"A {other} grain sets no alarms."),
    };
}
