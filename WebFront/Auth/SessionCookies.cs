using Microsoft.Extensions.Options;
using Platform.Hosts;

namespace Platform.Auth;

/// <summary>
/// The cookies of browsers. Where the front is reached by TLS their names begin with <c>__Host-</c>: browsers then take them from this host
/// alone, so that no sibling below the base domain can plant one.
/// </summary>
internal sealed class SessionCookies(IOptions<HostsOptions> hosts)
{
    private static readonly TimeSpan SessionLifetime = TimeSpan.FromHours(24);

    // So long a browser is known after its last sign-in.
    private static readonly TimeSpan DeviceLifetime = TimeSpan.FromDays(180);

    private string SessionName => NameOf("session");

    private string DeviceName => NameOf("device");

    internal bool HasSession(HttpRequest request) => request.Cookies.ContainsKey(SessionName);

    internal SessionTicket? ReadSession(HttpRequest request) =>
        SessionTicket.TryRead(request.Cookies[SessionName], out var ticket) ? ticket : null;

    internal void WriteSession(HttpResponse response, SessionTicket ticket) =>
        response.Cookies.Append(SessionName, ticket.Text, Options(SessionLifetime));

    internal void ForgetSession(HttpResponse response) => response.Cookies.Delete(SessionName, Options(lifetime: null));

    internal Secret? ReadDevice(HttpRequest request) => Secret.TryRead(request.Cookies[DeviceName], out var device) ? device : null;

    internal void WriteDevice(HttpResponse response, Secret device) => response.Cookies.Append(DeviceName, device.Text, Options(DeviceLifetime));

    private string NameOf(string name) => hosts.Value.IsSecure ? $"__Host-{name}" : name;

    private CookieOptions Options(TimeSpan? lifetime) => new()
    {
        HttpOnly = true,
        Secure = hosts.Value.IsSecure,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        MaxAge = lifetime,
        IsEssential = true,
    };
}
