using System.Collections.Immutable;
using Platform.Channels;
using Platform.Identity;
using Platform.Tenancy;

namespace Platform.FreeSwitch;

/// <summary>What in a request may tell whose call it is, the surest first.</summary>
/// <param name="Tenants">Tenants named by id: ours that came back, then FusionPBX's <c>domain_uuid</c>.</param>
/// <param name="Routes">Names that may be claimed routes: the SIP domain, then the number dialled.</param>
internal sealed record CallClues(ImmutableArray<TenantId> Tenants, ImmutableArray<ChannelId> Routes)
{
    // A shorter number is an extension, which many companies have.
    private const int DidDigitsMin = 8;

    internal static CallClues Read(SwitchParameters parameters) => new(
        [
            .. ReadAll(parameters, StickyParameters.TenantName, "variable_domain_uuid", "domain_uuid")
                .Select(ReadTenant)
                .OfType<TenantId>()
                .Distinct(),
        ],
        [.. ReadDomains(parameters).Concat(ReadDids(parameters)).Distinct()]);

    /// <summary>
    /// The SIP domain's route, where the text is a host name; an address or a context such as <c>public</c> is looked up in vain.
    /// </summary>
    internal static ChannelId? DomainRoute(string? domain) =>
        ChannelId.TryParse($"sip:{domain?.Trim().TrimEnd('.').ToLowerInvariant()}", out var route) ? route : null;

    /// <summary>The route of a number that is dialled, where the text is one that can be dialled from outside.</summary>
    internal static ChannelId? NumberRoute(string? dialled) =>
        PhoneNumbers.TryRead(dialled, out var number) && number.Digits.Length >= DidDigitsMin ? ChannelId.Parse($"did:{number.Digits}") : null;

    // What the dialplan says goes before what the caller's own equipment wrote into the invitation.
    private static IEnumerable<ChannelId> ReadDomains(SwitchParameters parameters) =>
        ReadAll(parameters, "variable_domain_name", "domain_name", "Caller-Context", "variable_sip_req_host", "variable_sip_to_host")
            .Select(DomainRoute)
            .OfType<ChannelId>();

    private static IEnumerable<ChannelId> ReadDids(SwitchParameters parameters) =>
        ReadAll(parameters, "Caller-Destination-Number", "variable_sip_req_user", "variable_sip_to_user", "Caller-RDNIS")
            .Select(NumberRoute)
            .OfType<ChannelId>();

    private static TenantId? ReadTenant(string text) => TenantId.TryParse(text, out var tenant) ? tenant : null;

    private static IEnumerable<string> ReadAll(SwitchParameters parameters, params string[] names) =>
        names.Select(name => parameters[name]).OfType<string>();
}
