using Platform.Channels;
using Platform.People;
using Platform.Tenancy;

namespace Platform.Onboarding;

/// <summary>Everything that a new company needs to begin.</summary>
/// <param name="Company">Slug, name, sector and configuration.</param>
/// <param name="Administrator">The first administrator, who is invited.</param>
/// <param name="AdministratorName">The administrator's name.</param>
/// <param name="WhatsApp">Its WhatsApp account, or <c>null</c>.</param>
/// <param name="Host">Its own domain as a name <c>host:…</c>, or <c>null</c>.</param>
/// <param name="Plan">The plan it subscribes to, or <c>null</c>.</param>
/// <param name="Trial">Whether it begins with the plan's trial.</param>
/// <param name="Tier">How far its data is kept apart.</param>
/// <param name="Server">The database server of a dedicated one, or <c>null</c> for the installation's own.</param>
[GenerateSerializer, Immutable, Alias("onboarding-request")]
public sealed record OnboardingRequest(
    NewTenant Company,
    EmailAddress Administrator,
    string AdministratorName,
    WhatsAppRequest? WhatsApp,
    ChannelId? Host,
    string? Plan,
    bool Trial,
    IsolationTier Tier,
    string? Server);

/// <summary>A company's WhatsApp account at the gateway.</summary>
/// <param name="Channel">The instance, such as <c>evolution:DrMarco</c>.</param>
/// <param name="Number">The account's number, or <c>null</c> where it is known when it is scanned.</param>
/// <param name="Front">Where the gateway reaches the platform: its events are posted below this address.</param>
[GenerateSerializer, Immutable, Alias("whatsapp-request")]
public sealed record WhatsAppRequest(ChannelId Channel, string? Number, Uri Front);
