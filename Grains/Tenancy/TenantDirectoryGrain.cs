using Orleans.Concurrency;
using Platform.Audit;
using Platform.Bots;
using Platform.Ids;
using Platform.Onboarding;
using Platform.Routing;

namespace Platform.Tenancy;

/// <summary>Has no state of its own: what decides who wins is the slug's route.</summary>
[StatelessWorker, GrainType("tenant-directory")]
internal sealed class TenantDirectoryGrain(ITenantList list, BotLibrary bots, IIdSource ids) : Grain, ITenantDirectoryGrain
{
    private const int PageMax = 200;

    public async Task<TenantPage> List(string? after, int tenantsMax, CancellationToken cancellationToken)
    {
        RefuseOthers();
        var max = Math.Clamp(tenantsMax, 1, PageMax);
        var found = await list.After(after ?? "", max + 1, cancellationToken);
        return found.Length > max ? new TenantPage(found[..max], found[max - 1].Slug) : new TenantPage(found, After: null);
    }

    public async Task<TenantPage> Find(string slug, CancellationToken cancellationToken)
    {
        RefuseOthers();
        if (!Slug.TryParse(slug, out var known) || await GrainFactory.HolderOf(known, cancellationToken) is not { } id)
        {
            return new TenantPage([], After: null);
        }
        ActingTenant.Set(id);
        return await GrainFactory.Tenant(id).GetProfile(cancellationToken) is { } profile
            ? new TenantPage([new TenantRow(id, profile.Slug, profile.Name, profile.Status)], After: null)
            : new TenantPage([], After: null);
    }

    public async Task<TenantCreation> Create(NewTenant tenant, CancellationToken cancellationToken)
    {
        RefuseOthers();
        var creation = await CreateUnder(await GrainFactory.HolderOf(tenant.Slug, cancellationToken), tenant, cancellationToken);
        if (creation.Outcome != TenantOutcome.SlugTaken) { return creation; }

        // Lost a race for the slug; where the winner asked for the same, both get the same tenant.
        return await CreateUnder(await GrainFactory.HolderOf(tenant.Slug, cancellationToken), tenant, cancellationToken);
    }

    public async Task<TenantCreation> Onboard(OnboardingRequest request, CancellationToken cancellationToken)
    {
        RefuseOthers();
        if (!bots.Serves(request.Company.Sector)) { return new TenantCreation(TenantOutcome.UnknownSector, Tenant: null); }

        // The slug decides whose onboarding it is before anything is begun.
        var id = await GrainFactory.HolderOf(request.Company.Slug, cancellationToken) ?? await Claim(request.Company.Slug, cancellationToken);
        ActingTenant.Set(id);
        return await GrainFactory.Onboarding(id).Start(request, cancellationToken) == OnboardingOutcome.Accepted
            ? new TenantCreation(TenantOutcome.Done, id)
            : new TenantCreation(TenantOutcome.SlugTaken, Tenant: null);
    }

    private async Task<TenantId> Claim(Slug slug, CancellationToken cancellationToken)
    {
        var id = new TenantId(ids.NewId());
        var outcome = await GrainFactory.Route(TenantNames.OfSlug(slug.Value)).Claim(new RouteClaim(id, Secret: null), cancellationToken);
        return outcome == ClaimOutcome.Claimed ? id : await GrainFactory.HolderOf(slug, cancellationToken) ?? id;
    }

    private async Task<TenantCreation> CreateUnder(TenantId? holder, NewTenant tenant, CancellationToken cancellationToken)
    {
        var id = holder ?? new TenantId(ids.NewId());
        ActingTenant.Set(id);
        var outcome = await GrainFactory.Tenant(id).Create(tenant.ProfileOf(id), cancellationToken);
        return new TenantCreation(outcome, outcome == TenantOutcome.Done ? id : null);
    }

    private static void RefuseOthers()
    {
        if (!Actor.Current.IsOfInstallation) { throw new WrongTenantException("The directory of tenants serves the operator only."); }
    }
}
