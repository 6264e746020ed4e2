using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Platform.Text;

namespace Platform.Tenancy;

/// <summary>How a company looks to its own people.</summary>
/// <param name="Name">The product's name on pages and in mails, or <c>null</c> for the company's own.</param>
/// <param name="Logo">Address of its logo, or <c>null</c>.</param>
/// <param name="Primary">Main colour, or <c>null</c> for the platform's.</param>
/// <param name="Accent">Second colour, or <c>null</c> for the platform's.</param>
[GenerateSerializer, Immutable, Alias("branding")]
public sealed record Branding(TenantName? Name, LogoUrl? Logo, Colour? Primary, Colour? Accent)
{
    /// <summary>The platform's own looks.</summary>
    public static Branding None { get; } = new(null, null, null, null);
}

/// <summary>A colour as <c>#rrggbb</c>.</summary>
[GenerateSerializer, Immutable, Alias("colour"), JsonConverter(typeof(ParsableJsonConverter<Colour>))]
public readonly partial record struct Colour : IParsable<Colour>, IFormattable
{
    /// <summary>What a colour must be, fit to be shown.</summary>
    public const string Rule = "A colour is # and six hexadecimal digits.";

    [Id(0)] private readonly string? _value;

    private Colour(string value) => _value = value;

    /// <summary>The colour's text, in lower case.</summary>
    public string Value => _value ?? throw new InvalidOperationException("This Colour was never given a value.");

    /// <summary>Reads the text form; throws <see cref="FormatException"/> on any other.</summary>
    public static Colour Parse(string s) => TryParse(s, out var colour) ? colour : throw new FormatException(Rule);

    /// <summary>Reads the text form; <c>false</c> on any other.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, out Colour result)
    {
        var valid = s is not null && Form().IsMatch(s);
        result = valid ? new Colour(s!.ToLowerInvariant()) : default;
        return valid;
    }

    /// <inheritdoc />
    public override string ToString() => Value;

    /// <inheritdoc />
    public string ToString(string? format, IFormatProvider? formatProvider) => Value;

    static Colour IParsable<Colour>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<Colour>.TryParse(string? s, IFormatProvider? provider, out Colour result) => TryParse(s, out result);

    [GeneratedRegex(@"\A#[0-9A-Fa-f]{6}\z")]
    private static partial Regex Form();
}

/// <summary>The address of an image: https, at most 500 characters, no user, no fragment.</summary>
[GenerateSerializer, Immutable, Alias("logo-url"), JsonConverter(typeof(ParsableJsonConverter<LogoUrl>))]
public readonly record struct LogoUrl : IParsable<LogoUrl>, IFormattable
{
    /// <summary>What a logo's address must be, fit to be shown.</summary>
    public const string Rule = "A logo is an https address of at most 500 characters.";

    private const int LengthMax = 500;

    [Id(0)] private readonly string? _value;

    private LogoUrl(string value) => _value = value;

    /// <summary>The address.</summary>
    public string Value => _value ?? throw new InvalidOperationException("This LogoUrl was never given a value.");

    /// <summary>Reads the text form; throws <see cref="FormatException"/> on any other.</summary>
    public static LogoUrl Parse(string s) => TryParse(s, out var logo) ? logo : throw new FormatException(Rule);

    /// <summary>Reads the text form; <c>false</c> on any other.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, out LogoUrl result)
    {
        var valid = s is { Length: <= LengthMax } && Uri.TryCreate(s, UriKind.Absolute, out var address)
            && address is { Scheme: "https", UserInfo: "", Fragment: "" };
        result = valid ? new LogoUrl(new Uri(s!).AbsoluteUri) : default;
        return valid;
    }

    /// <inheritdoc />
    public override string ToString() => Value;

    /// <inheritdoc />
    public string ToString(string? format, IFormatProvider? formatProvider) => Value;

    static LogoUrl IParsable<LogoUrl>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<LogoUrl>.TryParse(string? s, IFormatProvider? provider, out LogoUrl result) => TryParse(s, out result);
}
