using System.Net.Http.Headers;
using System.Text;

namespace Platform.Commands.Simulate.Calls;

/// <summary>A telephone exchange, as far as a call shows it.</summary>
/// <param name="Front">Address of the platform's front.</param>
/// <param name="User">The exchange's user name.</param>
/// <param name="Password">Its password.</param>
/// <param name="Domain">SIP domain of the company called.</param>
/// <param name="Dialled">What the caller dialled.</param>
/// <param name="CallerNumber">The caller's number, or <c>null</c> when withheld.</param>
/// <param name="CallerName">The name that the network shows.</param>
internal sealed record SimulatedSwitch(
    Uri Front, string User, string Password, string Domain, string Dialled, string? CallerNumber, string? CallerName)
{
    /// <summary>The credential's header.</summary>
    internal AuthenticationHeaderValue Authorization =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}")));

    /// <summary>The parameters that every request of a call has, in the switch's order.</summary>
    internal IEnumerable<KeyValuePair<string, string>> CallerParameters(string call) =>
    [
        new("session_id", call),
        new("httapi_profile", "platform"),
        new("hostname", "simulated-pbx"),
        new("Caller-Direction", "inbound"),
        new("Caller-Logical-Direction", "inbound"),
        new("Caller-Dialplan", "XML"),
        new("Caller-Caller-ID-Name", CallerName ?? "anonymous"),
        new("Caller-Caller-ID-Number", CallerNumber ?? "anonymous"),
        new("Caller-Network-Addr", "127.0.0.1"),
        new("Caller-ANI", CallerNumber ?? "anonymous"),
        new("Caller-Destination-Number", Dialled),
        new("Caller-Unique-ID", call),
        new("Caller-Source", "mod_sofia"),
        new("Caller-Context", "public"),
        new("Caller-Privacy-Hide-Name", CallerNumber is null ? "true" : "false"),
        new("Caller-Privacy-Hide-Number", CallerNumber is null ? "true" : "false"),
    ];

    /// <summary>Channel variables, which come with the first request and with the exit.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Variables(string call) =>
    [
        new("direction", "inbound"),
        new("uuid", call),
        new("domain_name", Domain),
        new("sip_req_user", Dialled),
        new("sip_req_host", Domain),
        new("sip_to_user", Dialled),
        new("sip_to_host", Domain),
    ];

    /// <summary>Encodes as the switch does: bytes of UTF-8, spaces as <c>%20</c>, and some characters bare.</summary>
    internal static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length);
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            if (char.IsAsciiLetterOrDigit((char)b) || "/,()'$*!~-_.".Contains((char)b, StringComparison.Ordinal))
            {
                encoded.Append((char)b);
            }
            else
            {
                encoded.Append('%').Append(b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            }
        }
        return encoded.ToString();
    }

    /// <summary>An urlencoded form as the switch writes it.</summary>
    internal static string Form(IEnumerable<KeyValuePair<string, string>> parameters) =>
        string.Join('&', parameters.Select(pair => $"{Encode(pair.Key)}={Encode(pair.Value)}"));
}
