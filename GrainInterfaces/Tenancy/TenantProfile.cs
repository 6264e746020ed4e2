using System.Collections.Immutable;

namespace Platform.Tenancy;

/// <summary>What a company is to its customers; read by every turn of a conversation.</summary>
/// <param name="Id">The tenant.</param>
/// <param name="Slug">Lower-case name for hosts and commands, such as <c>drmarco</c>.</param>
/// <param name="Name">The company's name as customers hear it.</param>
/// <param name="Sector">The sector bot it uses: <c>clinics</c>, <c>vehicles</c>, <c>gyms</c>, …</param>
/// <param name="Locale">Its customers' language: <c>pt-BR</c>, <c>en</c> or <c>es</c>.</param>
/// <param name="TimeZone">IANA time zone, such as <c>America/Sao_Paulo</c>.</param>
/// <param name="Hours">When people are there to answer.</param>
/// <param name="Faq">The company's own answers, in addition to its bot's.</param>
/// <param name="Address">Street address as it is told to customers, or <c>null</c>.</param>
/// <param name="Voice">How it answers the telephone.</param>
/// <param name="Status">Whether it is served.</param>
/// <param name="Branding">How it looks to its own people; <c>null</c> is <see cref="Branding.None"/>.</param>
[GenerateSerializer, Immutable, Alias("tenant-profile")]
public sealed record TenantProfile(
    TenantId Id,
    string Slug,
    string Name,
    string Sector,
    string Locale,
    string TimeZone,
    BusinessHours Hours,
    ImmutableArray<FaqEntry> Faq,
    string? Address,
    VoiceProfile Voice,
    TenantStatus Status,
    Branding? Branding = null)
{
    /// <summary>Whether its customers are answered and its people may sign in.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsServed => Status == TenantStatus.Active;

    /// <summary>The name that its own people see on pages and in mails.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string ShownName => Branding?.Name?.Value ?? Name;
}

/// <summary>How a company answers the telephone.</summary>
/// <param name="Engine">FreeSWITCH TTS engine for <c>speak</c>, such as <c>flite</c>; used when speech is spoken by the switch.</param>
/// <param name="Name">Voice of that engine, or an espeak-ng voice such as <c>pt-br</c>.</param>
/// <param name="TransferTo">Extension or number of a person, or <c>null</c> when nobody takes calls.</param>
[GenerateSerializer, Immutable, Alias("voice-profile")]
public sealed record VoiceProfile(string Engine, string Name, string? TransferTo);

/// <summary>Whether a tenant is served.</summary>
[GenerateSerializer, Alias("tenant-status")]
public enum TenantStatus
{
    /// <summary>Served.</summary>
    Active,

    /// <summary>Bots, calls and sign-ins are stopped; data stays.</summary>
    Suspended,

    /// <summary>The contract ended: stopped like a suspended one until it is resumed or deleted.</summary>
    Cancelled,

    /// <summary>Its data and names are gone; what remains is that it existed.</summary>
    Deleted,
}
