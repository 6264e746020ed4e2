using Orleans.Concurrency;
using Platform.Audit;
using Platform.Bots;
using Platform.Channels;
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

        // What cannot be had is said before anything is begun; who asks for the same name in this very moment fails in that step.
        var holder = await GrainFactory.HolderOf(request.Company.Slug, cancellationToken);
        if (await WhatIsTaken(request, holder, cancellationToken) is { } taken) { return new TenantCreation(taken, Tenant: null); }

        // The slug decides whose onboarding it is.
        var id = holder ?? await Claim(request.Company.Slug, cancellationToken);
        ActingTenant.Set(id);
        return await GrainFactory.Onboarding(id).Start(request, cancellationToken) == OnboardingOutcome.Accepted
            ? new TenantCreation(TenantOutcome.Done, id)
            : new TenantCreation(TenantOutcome.SlugTaken, Tenant: null);
    }

    private async Task<TenantOutcome?> WhatIsTaken(OnboardingRequest request, TenantId? holder, CancellationToken cancellationToken)
    {
        (ChannelId? Name, TenantOutcome Outcome)[] names =
        [
            (request.Host, TenantOutcome.HostTaken),
            (request.WhatsApp?.Channel, TenantOutcome.InstanceTaken),
            (request.WhatsApp?.Number is { } number ? TenantNames.OfNumber(number) : null, TenantOutcome.NumberTaken),
        ];
        foreach (var (name, outcome) in names)
        {
            if (name is { } asked && await GrainFactory.Route(asked).Resolve(cancellationToken) is { } route && route.Tenant != holder)
            {
                return outcome;
            }
        }
        return null;
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
