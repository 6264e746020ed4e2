using Platform.Caching;
using Platform.Tenancy;

namespace Platform.FreeSwitch;

/// <summary>
/// How companies answer the telephone, remembered briefly, and for longer while the company's grain cannot answer: the emergency document
/// needs the operator's extension just then.
/// </summary>
internal sealed class CompanyCache(IGrainFactory grains, TimeProvider clock)
{
    // A company that was suspended must not go on answering calls for long.
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan UsableFor = TimeSpan.FromHours(12);

    // One entry per company that had a call; about 1 kB apiece.
    private const int CompaniesMax = 20_000;

    private readonly BriefCache<TenantId, TenantProfile?> _profiles = new(CompaniesMax, FreshFor, clock);

    /// <summary>The company; <c>null</c> when no such tenant exists. The caller already acts for the tenant.</summary>
    internal async ValueTask<TenantProfile?> Get(TenantId tenant, CancellationToken cancellationToken)
    {
        if (_profiles.TryGet(tenant, out var known))
        {
            return known;
        }

        var profile = await grains.Tenant(tenant).GetProfile(cancellationToken).WaitAsync(cancellationToken);
        _profiles.Put(tenant, profile);
        return profile;
    }

    /// <summary>What was last known of the company, without asking anybody.</summary>
    internal TenantProfile? LastKnown(TenantId tenant) => _profiles.TryGet(tenant, UsableFor, out var profile) ? profile : null;
}
