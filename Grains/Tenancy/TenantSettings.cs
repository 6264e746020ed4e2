using System.Text.Json;

namespace Platform.Tenancy;

/// <summary>Changes of what a company is to its customers. Pure.</summary>
internal static class TenantSettings
{
    /// <summary>Another name.</summary>
    public static TenantChange Rename(TenantState state, TenantName name) =>
        Change(state, "tenant-rename", profile => profile with { Name = name.Value });

    /// <summary>What the configuration gives, the rest as it stood.</summary>
    public static TenantChange Configure(TenantState state, TenantConfiguration given) =>
        Change(state, "tenant-configure", profile => profile with
        {
            Sector = given.Sector ?? profile.Sector,
            Locale = given.Locale?.Value ?? profile.Locale,
            TimeZone = given.TimeZone?.Value ?? profile.TimeZone,
            Hours = given.Hours ?? profile.Hours,
            Faq = given.Faq ?? profile.Faq,
            Address = given.Address is { } address ? address.Length > 0 ? address : null : profile.Address,
            Voice = given.Voice ?? profile.Voice,
            Branding = given.Branding ?? profile.Branding,
        });

    /// <summary>A profile as it is audited.</summary>
    public static string? Written(TenantProfile? profile) =>
        profile is null ? null : JsonSerializer.Serialize(profile, TenantJson.Default.TenantProfile);

    // Lists are compared by what they hold, which their written form shows.
    private static TenantChange Change(TenantState state, string action, Func<TenantProfile, TenantProfile> change)
    {
        if (state.Profile is not { } profile) { return new TenantChange.Refused(TenantOutcome.NoSuchTenant); }
        var next = change(profile);
        var (before, after) = (Written(profile), Written(next));
        return before == after
            ? new TenantChange.None()
            : new TenantChange.To(state with { Profile = next }, action, "", before, after);
    }
}
