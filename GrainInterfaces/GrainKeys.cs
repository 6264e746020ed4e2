using Platform.Alarms;
using Platform.Audit;
using Platform.Backups;
using Platform.Calls;
using Platform.Channels;
using Platform.Conversations;
using Platform.DataRights;
using Platform.Health;
using Platform.Identity;
using Platform.Onboarding;
using Platform.People;
using Platform.Plans;
using Platform.Routing;
using Platform.Tenancy;
using Platform.WorkItems;

namespace Platform;

/// <summary>The one place where grain keys are composed.</summary>
public static class GrainKeys
{
    extension(IGrainFactory grains)
    {
        /// <summary>The tenant.</summary>
        public ITenantGrain Tenant(TenantId tenant) => grains.GetGrain<ITenantGrain>(tenant.Value);

        /// <summary>The tenants as the operator sees them.</summary>
        public ITenantDirectoryGrain TenantDirectory() => grains.GetGrain<ITenantDirectoryGrain>(0);

        /// <summary>The tenant's conversation with a peer.</summary>
        public IConversationGrain Conversation(TenantId tenant, PeerKey peer) =>
            grains.GetGrain<IConversationGrain>(tenant.Value, peer.Text);

        /// <summary>The tenant's view of a provider identity that is not a number.</summary>
        public IIdentityGrain Identity(TenantId tenant, PeerKey identity) =>
            grains.GetGrain<IIdentityGrain>(tenant.Value, identity.Text);

        /// <summary>The sender of a tenant's channel.</summary>
        public IChannelGrain Channel(TenantId tenant, ChannelId channel) => grains.GetGrain<IChannelGrain>(tenant.Value, channel.Value);

        /// <summary>The connection of a tenant's channel.</summary>
        public IChannelLinkGrain ChannelLink(TenantId tenant, ChannelId channel) =>
            grains.GetGrain<IChannelLinkGrain>(tenant.Value, channel.Value);

        /// <summary>The tenant's onboarding.</summary>
        public IOnboardingGrain Onboarding(TenantId tenant) => grains.GetGrain<IOnboardingGrain>(tenant.Value);

        /// <summary>The tenant's calls.</summary>
        public ICallLogGrain CallLog(TenantId tenant) => grains.GetGrain<ICallLogGrain>(tenant.Value);

        /// <summary>What the tenant's people have to do.</summary>
        public IWorkListGrain WorkList(TenantId tenant) => grains.GetGrain<IWorkListGrain>(tenant.Value);

        /// <summary>The record of a call leg.</summary>
        public ICallGrain Call(TenantId tenant, CallId call) => grains.GetGrain<ICallGrain>(tenant.Value, call.Value);

        /// <summary>The outside name of a channel.</summary>
        public IRouteGrain Route(ChannelId name) => grains.GetGrain<IRouteGrain>(name.Value);

        /// <summary>A registered telephone exchange.</summary>
        public IPbxGrain Pbx(string user) => grains.GetGrain<IPbxGrain>(user);

        /// <summary>Takes audit entries.</summary>
        public IAuditGrain Audit() => grains.GetGrain<IAuditGrain>(0);

        /// <summary>What people may ask a tenant for.</summary>
        public IDataRightsGrain DataRights(TenantId tenant) => grains.GetGrain<IDataRightsGrain>(tenant.Value);

        /// <summary>How long a tenant's data is kept.</summary>
        public IRetentionGrain Retention(TenantId tenant) => grains.GetGrain<IRetentionGrain>(tenant.Value);

        /// <summary>What is written about a tenant.</summary>
        public IAuditTrailGrain AuditTrail(TenantId tenant) => grains.GetGrain<IAuditTrailGrain>(tenant.Value);

        /// <summary>The account of one of the tenant's people.</summary>
        public IUserGrain User(TenantId tenant, EmailAddress email) => grains.GetGrain<IUserGrain>(tenant.Value, email.Text);

        /// <summary>The account of one of the operator's people.</summary>
        public IOperatorGrain Operator(EmailAddress email) => grains.GetGrain<IOperatorGrain>(email.Text);

        /// <summary>Who the operator's people are.</summary>
        public IOperatorsGrain Operators() => grains.GetGrain<IOperatorsGrain>(0);

        /// <summary>Which of the operator's people are owed mail.</summary>
        public IOperatorPostGrain OperatorPost() => grains.GetGrain<IOperatorPostGrain>(0);

        /// <summary>The keys that sign tokens.</summary>
        public IKeyRingGrain KeyRing() => grains.GetGrain<IKeyRingGrain>(0);

        /// <summary>A network address from which strangers sign in.</summary>
        public IAddressGrain Address(string address) => grains.GetGrain<IAddressGrain>(address);

        /// <summary>The keys by which programs act for the tenant.</summary>
        public IApiKeysGrain ApiKeys(TenantId tenant) => grains.GetGrain<IApiKeysGrain>(tenant.Value);

        /// <summary>The tenant's backups.</summary>
        public ITenantBackupGrain TenantBackup(TenantId tenant) => grains.GetGrain<ITenantBackupGrain>(tenant.Value);

        /// <summary>Where the tenant's data is, and its moves.</summary>
        public ITenantMoveGrain TenantMove(TenantId tenant) => grains.GetGrain<ITenantMoveGrain>(tenant.Value);

        /// <summary>Who belongs to the tenant.</summary>
        public IPeopleGrain People(TenantId tenant) => grains.GetGrain<IPeopleGrain>(tenant.Value);

        /// <summary>The tenant's subscription.</summary>
        public ISubscriptionGrain Subscription(TenantId tenant) => grains.GetGrain<ISubscriptionGrain>(tenant.Value);

        /// <summary>The plans offered.</summary>
        public IPlanCatalogGrain PlanCatalog() => grains.GetGrain<IPlanCatalogGrain>(0);

        /// <summary>Whether a silo can serve.</summary>
        public IReadinessGrain Readiness() => grains.GetGrain<IReadinessGrain>(0);

        /// <summary>The clock of a shard.</summary>
        public IClockGrain Clock(int shard) => grains.GetGrain<IClockGrain>(shard);
    }
}
