using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Platform.Text;

namespace Platform.Tenancy;

/// <summary>The language of a company's customers: <c>pt-BR</c>, <c>en</c> or <c>es</c>.</summary>
[GenerateSerializer, Immutable, Alias("locale"), JsonConverter(typeof(ParsableJsonConverter<Locale>))]
public readonly record struct Locale : IParsable<Locale>, IFormattable
{
    /// <summary>What a locale must be, fit to be shown.</summary>
    public const string Rule = "A locale is pt-BR, en or es.";

    [Id(0)] private readonly string? _value;

    private Locale(string value) => _value = value;

    /// <summary>The locale's text.</summary>
    public string Value => _value ?? throw new InvalidOperationException("This Locale was never given a value.");

    /// <summary>Reads the text form; throws <see cref="FormatException"/> on any other.</summary>
    public static Locale Parse(string s) => TryParse(s, out var locale) ? locale : throw new FormatException(Rule);

    /// <summary>Reads the text form; <c>false</c> on any other.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, out Locale result)
    {
        var valid = s is "pt-BR" or "en" or "es";
        result = valid ? new Locale(s!) : default;
        return valid;
    }

    /// <inheritdoc />
    public override string ToString() => Value;

    /// <inheritdoc />
    public string ToString(string? format, IFormatProvider? formatProvider) => Value;

    static Locale IParsable<Locale>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<Locale>.TryParse(string? s, IFormatProvider? provider, out Locale result) => TryParse(s, out result);
}
