using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Platform.Text;

namespace Platform.Tenancy;

/// <summary>
/// A company's name in hosts and commands, such as <c>drmarco</c>: 3 to 40 of <c>a-z 0-9 -</c>, a letter or digit at both ends, and none
/// of the names that hosts of the installation itself have.
/// </summary>
[GenerateSerializer, Immutable, Alias("slug"), JsonConverter(typeof(ParsableJsonConverter<Slug>))]
public readonly partial record struct Slug : IParsable<Slug>, IFormattable
{
    /// <summary>What a slug must be, fit to be shown.</summary>
    public const string Rule = "A slug is 3 to 40 of a-z, 0-9 and -, begins and ends with a letter or digit, and is not a reserved word.";

    // Names that the installation's own hosts have or may get, and those that would mislead a customer.
    private static readonly FrozenSet<string> Reserved = FrozenSet.ToFrozenSet(
    [
        "admin", "administrator", "api", "app", "apps", "assets", "auth", "autoconfig", "autodiscover", "billing", "blog", "cdn", "console",
        "dashboard", "demo-api", "dev", "docs", "email", "freeswitch", "ftp", "gateway", "git", "grafana", "health", "help", "host", "hooks",
        "imap", "internal", "localhost", "login", "mail", "media", "metrics", "monitor", "mx", "ns1", "ns2", "null", "oauth", "onboarding",
        "operator", "openapi", "pbx", "platform", "pop", "postmaster", "proxy", "public", "root", "security", "setup", "sip", "smtp", "sso",
        "staging", "static", "status", "super", "support", "sys", "system", "tenant", "tenants", "test", "undefined", "vpn", "webhook",
        "webhooks", "webmail", "well-known", "wpad", "www",
    ]);

    [Id(0)] private readonly string? _value;

    private Slug(string value) => _value = value;

    /// <summary>The slug's text.</summary>
    public string Value => _value ?? throw new InvalidOperationException("This Slug was never given a value.");

    /// <summary>Reads the text form; throws <see cref="FormatException"/> on any other.</summary>
    public static Slug Parse(string s) => TryParse(s, out var slug) ? slug : throw new FormatException(Rule);

    /// <summary>Reads the text form; <c>false</c> on any other.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, out Slug result)
    {
        var valid = s is not null && Form().IsMatch(s) && !Reserved.Contains(s) && !s.StartsWith("xn--", StringComparison.Ordinal);
        result = valid ? new Slug(s!) : default;
        return valid;
    }

    /// <inheritdoc />
    public override string ToString() => Value;

    /// <inheritdoc />
    public string ToString(string? format, IFormatProvider? formatProvider) => Value;

    static Slug IParsable<Slug>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<Slug>.TryParse(string? s, IFormatProvider? provider, out Slug result) => TryParse(s, out result);

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9\-]{1,38}[a-z0-9]\z")]
    private static partial Regex Form();
}
