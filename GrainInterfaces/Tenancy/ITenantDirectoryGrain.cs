using System.Collections.Immutable;
using Platform.Onboarding;

namespace Platform.Tenancy;

/// <summary>The tenants as the operator sees them (key: 0). It serves the operator and the platform only.</summary>
[Alias("tenant-directory")]
public interface ITenantDirectoryGrain : IGrainWithIntegerKey
{
    /// <summary>A page of all tenants that were not deleted, by slug.</summary>
    /// <param name="after">The slug that the page before ended with, or <c>null</c> for the first page.</param>
    /// <param name="tenantsMax">Most tenants of the page; at most 200.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("list")]
    Task<TenantPage> List(string? after, int tenantsMax, CancellationToken cancellationToken);

    /// <summary>A page with the one tenant that has the slug, or with none.</summary>
    [Alias("find")]
    Task<TenantPage> Find(string slug, CancellationToken cancellationToken);

    /// <summary>
    /// Creates a tenant under a new id. The same request again gives the same tenant; of several for one slug at once, one wins.
    /// </summary>
    [Alias("create")]
    Task<TenantCreation> Create(NewTenant tenant, CancellationToken cancellationToken);

    /// <summary>Begins a company's onboarding under a new id, or goes on with the one that the same request began.</summary>
    [Alias("onboard")]
    Task<TenantCreation> Onboard(OnboardingRequest request, CancellationToken cancellationToken);
}

/// <summary>A page of tenants.</summary>
/// <param name="Tenants">The tenants.</param>
/// <param name="After">Where the next page begins, or <c>null</c> at the end.</param>
[GenerateSerializer, Immutable, Alias("tenant-page")]
public sealed record TenantPage(ImmutableArray<TenantRow> Tenants, string? After);

/// <summary>A tenant in a list.</summary>
[GenerateSerializer, Immutable, Alias("tenant-row")]
public sealed record TenantRow(TenantId Id, string Slug, string Name, TenantStatus Status);

/// <summary>A tenant as the operator asks for it.</summary>
/// <param name="Slug">Its slug.</param>
/// <param name="Name">Its name.</param>
/// <param name="Sector">The sector bot it begins with.</param>
/// <param name="Configuration">The rest; what it does not give is the platform's default.</param>
[GenerateSerializer, Immutable, Alias("new-tenant")]
public sealed record NewTenant(Slug Slug, TenantName Name, string Sector, TenantConfiguration Configuration)
{
    /// <summary>The profile of the tenant with this id.</summary>
    public TenantProfile ProfileOf(TenantId id) => new(
        id,
        Slug.Value,
        Name.Value,
        Sector,
        Configuration.Locale?.Value ?? "pt-BR",
        Configuration.TimeZone?.Value ?? "America/Sao_Paulo",
        Configuration.Hours ?? BusinessHours.Unknown,
        Configuration.Faq ?? [],
        Configuration.Address is { Length: > 0 } address ? address : null,
        Configuration.Voice ?? new VoiceProfile("flite", "pt-br", TransferTo: null),
        TenantStatus.Active,
        Configuration.Branding);
}

/// <summary>What became of a creation.</summary>
/// <param name="Outcome">Whether there is a tenant as it was asked for.</param>
/// <param name="Tenant">Its id, where there is.</param>
[GenerateSerializer, Immutable, Alias("tenant-creation")]
public sealed record TenantCreation(TenantOutcome Outcome, TenantId? Tenant);
