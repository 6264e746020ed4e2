using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Platform.Text;

namespace Platform.Calls;

/// <summary>A call leg's id at the switch: FreeSWITCH's channel UUID. 1 to 64 letters, digits, <c>-</c> and <c>_</c>.</summary>
[GenerateSerializer, Immutable, Alias("call-id"), JsonConverter(typeof(ParsableJsonConverter<CallId>))]
public readonly partial record struct CallId : IParsable<CallId>, IFormattable
{
    [Id(0)] private readonly string? _value;

    private CallId(string value) => _value = value;

    /// <summary>The id's text.</summary>
    public string Value => _value ?? throw new InvalidOperationException("This CallId was never given a value.");

    /// <summary>Reads the text form; throws <see cref="FormatException"/> on any other.</summary>
    public static CallId Parse(string s) =>
        TryParse(s, out var id) ? id : throw new FormatException("A call id is 1 to 64 letters, digits, - and _.");

    /// <summary>Reads the text form; <c>false</c> on any other.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, out CallId result)
    {
        var valid = s is not null && Form().IsMatch(s);
        result = valid ? new CallId(s!) : default;
        return valid;
    }

    /// <inheritdoc />
    public override string ToString() => Value;

    /// <inheritdoc />
    public string ToString(string? format, IFormatProvider? formatProvider) => Value;

    static CallId IParsable<CallId>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<CallId>.TryParse(string? s, IFormatProvider? provider, out CallId result) => TryParse(s, out result);

    [GeneratedRegex(@"\A[A-Za-z0-9_\-]{1,64}\z")]
    private static partial Regex Form();
}
