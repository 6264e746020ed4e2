using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Platform.Text;

namespace Platform.People;

/// <summary>
/// An e-mail address as people sign in with it: in lower case, at most 254 characters (RFC 5321), without quoted forms. Its text form is
/// masked so that a log line cannot leak it.
/// </summary>
[GenerateSerializer, Immutable, Alias("email-address"), JsonConverter(typeof(ParsableJsonConverter<EmailAddress>))]
public readonly partial record struct EmailAddress : IParsable<EmailAddress>, IFormattable
{
    private const int LengthMax = 254;

    [Id(0)] private readonly string? _value;

    private EmailAddress(string value) => _value = value;

    /// <summary>The whole address. Personal data: never log it.</summary>
    public string Text => _value ?? throw new InvalidOperationException("This EmailAddress was never given a value.");

    /// <summary>Reads the text form; throws <see cref="FormatException"/> on any other.</summary>
    public static EmailAddress Parse(string s) =>
        TryParse(s, out var address) ? address : throw new FormatException("An e-mail address is name@domain.");

    /// <summary>Reads the text form, in any case; <c>false</c> on any other.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, out EmailAddress result)
    {
        var valid = s is { Length: <= LengthMax } && Form().IsMatch(s);
        result = valid ? new EmailAddress(s!.ToLowerInvariant()) : default;
        return valid;
    }

    /// <summary>The first letter and the domain.</summary>
    public override string ToString() => $"{Text[0]}…{Text[Text.IndexOf('@', StringComparison.Ordinal)..]}";

    /// <summary>The whole text for format <c>G</c> (serializers), masked otherwise.</summary>
    public string ToString(string? format, IFormatProvider? formatProvider) => format == "G" ? Text : ToString();

    static EmailAddress IParsable<EmailAddress>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<EmailAddress>.TryParse(string? s, IFormatProvider? provider, out EmailAddress result) => TryParse(s, out result);

    // No slash and no quotation mark: the address is part of keys and of commands.
    [GeneratedRegex(@"\A[A-Za-z0-9.!#$%&*+=?^_{|}~\-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9\-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9\-]{2,63}\z")]
    private static partial Regex Form();
}
