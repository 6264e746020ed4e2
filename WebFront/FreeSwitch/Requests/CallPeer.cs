using Platform.Calls;
using Platform.Identity;

namespace Platform.FreeSwitch;

/// <summary>Who is calling, as far as the switch shows it.</summary>
internal static class CallPeer
{
    // Names that the network shows are short; a longer one is cut, not refused.
    private const int NameLengthMax = 80;

    // A number, an extension or a SIP user: what is longer is noise.
    private const int DialledLengthMax = 64;

    /// <summary>The caller by number, or, where it is withheld or no number, this one call.</summary>
    internal static PeerKey Read(SwitchParameters parameters, CallId call)
    {
        var hidden = string.Equals(parameters["Caller-Privacy-Hide-Number"], "true", StringComparison.OrdinalIgnoreCase);
        return CallerNumbers.Read(parameters["Caller-Caller-ID-Number"], hidden) is { } number
            ? PeerKey.Of(number)
            : PeerKey.OfCall(call.Value);
    }

    /// <summary>The name that the network shows, or <c>null</c> where it is hidden or merely repeats the number.</summary>
    internal static string? ReadName(SwitchParameters parameters)
    {
        var hidden = string.Equals(parameters["Caller-Privacy-Hide-Name"], "true", StringComparison.OrdinalIgnoreCase);
        return hidden || parameters["Caller-Caller-ID-Name"] is not { } name || !name.Any(char.IsLetter) ? null : Cut(name, NameLengthMax);
    }

    /// <summary>What was dialled, or an empty text where the switch does not say.</summary>
    internal static string ReadDialled(SwitchParameters parameters) => Cut(parameters["Caller-Destination-Number"] ?? "", DialledLengthMax);

    private static string Cut(string text, int lengthMax) => text.Length <= lengthMax ? text : text[..lengthMax];
}
