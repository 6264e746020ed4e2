namespace Platform.Tenancy;

/// <summary>A tenant as the operator sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Status">Where it stands in its life.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="StatusSince">When its status last changed.</param>
/// <param name="Suspensions">Why it is suspended.</param>
/// <param name="DeletionDue">When it will be deleted, or <c>null</c>.</param>
/// <param name="Names">The outside names that lead to it.</param>
/// <param name="AccountsLeft">Accounts at a gateway that its deletion waits for.</param>
/// <param name="Company">What it is to its customers; <c>null</c> of a deleted one.</param>
public sealed record TenantView(
    Guid Id,
    TenantStatus Status,
    DateTimeOffset CreatedAt,
    DateTimeOffset StatusSince,
    Suspension[] Suspensions,
    DateTimeOffset? DeletionDue,
    string[] Names,
    string[] AccountsLeft,
    CompanyView? Company)
{
    internal static TenantView Of(TenantId id, TenantOverview tenant) => new(
        id.Value, tenant.Status, tenant.CreatedAt, tenant.StatusSince, [.. tenant.Suspensions], tenant.DeletionDue,
        [.. tenant.Names.Select(name => name.Value)], [.. tenant.AccountsLeft.Select(name => name.Value)],
        tenant.Profile is { } profile ? CompanyView.Of(profile) : null);
}

/// <summary>A company as its own administrators see it.</summary>
public sealed record CompanyView(
    string Slug,
    string Name,
    string Sector,
    string Locale,
    string TimeZone,
    BusinessHours Hours,
    FaqEntry[] Faq,
    string? Address,
    VoiceProfile Voice,
    BrandingForm Branding,
    TenantStatus Status)
{
    internal static CompanyView Of(TenantProfile profile)
    {
        var branding = profile.Branding ?? Tenancy.Branding.None;
        return new CompanyView(
            profile.Slug, profile.Name, profile.Sector, profile.Locale, profile.TimeZone, profile.Hours, [.. profile.Faq], profile.Address,
            profile.Voice, new BrandingForm(branding.Name?.Value, branding.Logo?.Value, branding.Primary?.Value, branding.Accent?.Value),
            profile.Status);
    }
}

/// <summary>A tenant in the operator's list.</summary>
public sealed record TenantItem(Guid Id, string Slug, string Name, TenantStatus Status);

/// <summary>A page of the operator's list.</summary>
/// <param name="Tenants">The tenants, by slug.</param>
/// <param name="After">What the next page is asked for with, or <c>null</c> at the end.</param>
public sealed record TenantList(TenantItem[] Tenants, string? After);
