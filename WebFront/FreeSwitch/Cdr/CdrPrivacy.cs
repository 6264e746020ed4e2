namespace Platform.FreeSwitch;

/// <summary>
/// Whether a detail record says that the caller withheld the number. Requests say what the switch made of the caller's wish; records hold
/// only the wish: what the network sent (RFC 3323, RFC 3325 and the older Remote-Party-ID) and what the dialplan set.
/// </summary>
internal static class CdrPrivacy
{
    internal static bool HidesNumber(SwitchParameters parameters) =>
        Has(parameters["variable_privacy_hide_number"], "true")
        || Has(parameters["variable_origination_privacy"], "hide_number")
        || Has(parameters["variable_sip_Privacy"], "id", "user", "full")
        || Has(parameters["variable_sip_h_Privacy"], "id", "user", "full")
        || Has(parameters["variable_sip_Remote-Party-ID"], "privacy=full", "privacy=yes", "privacy=uri");

    private static bool Has(string? list, params string[] wanted) => list is not null
        && list.Split([';', ',', ':', '+', '|'], StringSplitOptions.TrimEntries)
            .Any(part => wanted.Contains(part, StringComparer.OrdinalIgnoreCase));
}
