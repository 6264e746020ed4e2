using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Platform.Text;

namespace Platform.Tenancy;

/// <summary>An IANA time zone that this machine knows, such as <c>America/Sao_Paulo</c>.</summary>
[GenerateSerializer, Immutable, Alias("zone-name"), JsonConverter(typeof(ParsableJsonConverter<ZoneName>))]
public readonly record struct ZoneName : IParsable<ZoneName>, IFormattable
{
    /// <summary>What a zone must be, fit to be shown.</summary>
    public const string Rule = "A time zone is an IANA name such as America/Sao_Paulo.";

    // The longest IANA name has 32 characters.
    private const int LengthMax = 64;

    [Id(0)] private readonly string? _value;

    private ZoneName(string value) => _value = value;

    /// <summary>The zone's name.</summary>
    public string Value => _value ?? throw new InvalidOperationException("This ZoneName was never given a value.");

    /// <summary>Reads the text form; throws <see cref="FormatException"/> on any other.</summary>
    public static ZoneName Parse(string s) => TryParse(s, out var zone) ? zone : throw new FormatException(Rule);

    /// <summary>Reads the text form; <c>false</c> on any other.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, out ZoneName result)
    {
        var valid = s is { Length: > 0 and <= LengthMax } && IsName(s)
            && TimeZoneInfo.TryFindSystemTimeZoneById(s, out var zone) && zone.HasIanaId;
        result = valid ? new ZoneName(s!) : default;
        return valid;
    }

    /// <inheritdoc />
    public override string ToString() => Value;

    /// <inheritdoc />
    public string ToString(string? format, IFormatProvider? formatProvider) => Value;

    static ZoneName IParsable<ZoneName>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<ZoneName>.TryParse(string? s, IFormatProvider? provider, out ZoneName result) => TryParse(s, out result);

    // Zones are files on most systems: what is not a name of one is not looked for.
    private static bool IsName(string text) =>
        (text == "UTC" || text.Contains('/', StringComparison.Ordinal))
        && text[0] != '/' && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '_' or '-' or '+');
}
