using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Platform.Text;

namespace Platform.Identity;

/// <summary>
/// A canonical telephone number: E.164 digits without the plus sign, Brazilian mobiles always with the ninth digit,
/// Mexican and Argentine mobiles without their WhatsApp prefix. Raw input becomes one by <c>PhoneNumbers.TryRead</c>.
/// Its text form is masked so that a log line cannot leak it.
/// </summary>
[GenerateSerializer, Immutable, Alias("phone-number"), JsonConverter(typeof(ParsableJsonConverter<PhoneNumber>))]
public readonly partial record struct PhoneNumber : IParsable<PhoneNumber>, IFormattable
{
    [Id(0)] private readonly string? _digits;

    private PhoneNumber(string digits) => _digits = digits;

    /// <summary>The digits, country code first. Personal data: never log them.</summary>
    public string Digits => _digits ?? throw new InvalidOperationException("This PhoneNumber was never given a value.");

    /// <summary>The number as E.164 with its plus sign. Personal data: never log it.</summary>
    public string E164 => "+" + Digits;

    /// <summary>Reads the text form; throws <see cref="FormatException"/> on any other.</summary>
    public static PhoneNumber Parse(string s) =>
        TryParse(s, out var number) ? number : throw new FormatException("A phone number is 4 to 15 digits.");

    /// <summary>Reads the text form; <c>false</c> on any other.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, out PhoneNumber result)
    {
        var valid = s is not null && Form().IsMatch(s);
        result = valid ? new PhoneNumber(s!) : default;
        return valid;
    }

    /// <summary>The country's first digits and the last two.</summary>
    public override string ToString() => $"+{Digits[..2]}…{Digits[^2..]}";

    /// <summary>The whole digits for format <c>G</c> (serializers), masked otherwise.</summary>
    public string ToString(string? format, IFormatProvider? formatProvider) => format == "G" ? Digits : ToString();

    static PhoneNumber IParsable<PhoneNumber>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<PhoneNumber>.TryParse(string? s, IFormatProvider? provider, out PhoneNumber result) => TryParse(s, out result);

    [GeneratedRegex(@"\A[1-9][0-9]{3,14}\z")]
    private static partial Regex Form();
}
