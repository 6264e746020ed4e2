using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json.Serialization;
using Platform.Text;

namespace Platform.Tenancy;

/// <summary>
/// A company's name as customers hear it: 1 to 120 characters after trimming, any script, quotes and emoji included; no control
/// characters and nothing that is not Unicode.
/// </summary>
[GenerateSerializer, Immutable, Alias("tenant-name"), JsonConverter(typeof(ParsableJsonConverter<TenantName>))]
public readonly record struct TenantName : IParsable<TenantName>, IFormattable
{
    /// <summary>What a name must be, fit to be shown.</summary>
    public const string Rule = "A name is 1 to 120 characters without control characters.";

    /// <summary>Fits the title of a page and one spoken sentence.</summary>
    public const int LengthMax = 120;

    [Id(0)] private readonly string? _value;

    private TenantName(string value) => _value = value;

    /// <summary>The name's text.</summary>
    public string Value => _value ?? throw new InvalidOperationException("This TenantName was never given a value.");

    /// <summary>Reads the text form; throws <see cref="FormatException"/> on any other.</summary>
    public static TenantName Parse(string s) => TryParse(s, out var name) ? name : throw new FormatException(Rule);

    /// <summary>Reads the text form, trimmed; <c>false</c> on any other.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, out TenantName result)
    {
        var trimmed = s?.Trim();
        var valid = trimmed is { Length: > 0 and <= LengthMax } && PlainText.IsClean(trimmed);
        result = valid ? new TenantName(trimmed!.Normalize(NormalizationForm.FormC)) : default;
        return valid;
    }

    /// <inheritdoc />
    public override string ToString() => Value;

    /// <inheritdoc />
    public string ToString(string? format, IFormatProvider? formatProvider) => Value;

    static TenantName IParsable<TenantName>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<TenantName>.TryParse(string? s, IFormatProvider? provider, out TenantName result) => TryParse(s, out result);
}
