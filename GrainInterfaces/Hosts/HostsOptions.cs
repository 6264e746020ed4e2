using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Platform.Hosts;

/// <summary>The names under which the front is reached (<c>Hosts:*</c>).</summary>
public sealed class HostsOptions
{
    private const string Development = "localhost";
    private const int DevelopmentPort = 5080;

    /// <summary>
    /// The operator's own host; companies live below it, such as <c>drmarco.example.com</c>. Default: <c>localhost</c>, below which every name
    /// leads to this machine.
    /// </summary>
    [Required, RegularExpression(@"\A[a-z0-9](?:[a-z0-9.\-]{0,180}[a-z0-9])?\z")]
    public string BaseDomain { get; set; } = Development;

    /// <summary>How browsers reach it: <c>https</c> or <c>http</c>. Default: <c>https</c>, and <c>http</c> below <c>localhost</c>.</summary>
    [RegularExpression(@"\Ahttps?\z")] public string? PublicScheme { get; set; }

    /// <summary>The port that browsers use. Default: the scheme's own; below <c>localhost</c> the one the front listens at, else 5080.</summary>
    [Range(1, 65_535)] public int? PublicPort { get; set; }

    /// <summary>Other names of the operator's own host, such as that of a service inside a cluster. Default: none.</summary>
    public IList<string> OperatorHosts { get; } = [];

    /// <summary>
    /// Addresses or networks (<c>10.0.0.0/8</c>) of the reverse proxies whose <c>X-Forwarded-For</c> and <c>-Proto</c> are believed. Default:
    /// none.
    /// </summary>
    public IList<string> TrustedProxies { get; } = [];

    /// <summary>Whether every name leads to this machine.</summary>
    public bool IsDevelopment => BaseDomain == Development;

    /// <summary>Whether browsers reach it by TLS.</summary>
    public bool IsSecure => (PublicScheme ?? (IsDevelopment ? "http" : "https")) == "https";

    /// <summary>Whether a host is the operator's own or below the base domain, and so led by no company's claim.</summary>
    public bool IsOurs(string host) =>
        host == BaseDomain || host.EndsWith($".{BaseDomain}", StringComparison.Ordinal) || OperatorHosts.Contains(host, StringComparer.OrdinalIgnoreCase);

    /// <summary>The host of the company with this slug.</summary>
    public string HostOf(string slug) => $"{slug}.{BaseDomain}";

    /// <summary>Where browsers find a host, without a slash at the end.</summary>
    public string AddressOf(string host)
    {
        var port = PublicPort ?? (IsDevelopment ? DevelopmentPort : null);
        var shown = port is { } number ? string.Create(CultureInfo.InvariantCulture, $":{number}") : "";
        return $"{(IsSecure ? "https" : "http")}://{host}{shown}";
    }
}
