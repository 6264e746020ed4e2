using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Platform.Text;

namespace Platform.Identity;

/// <summary>
/// The other party of a conversation, unique within a tenant: the canonical number's digits (<c>5511987654321</c>); where no
/// number is known, the provider's identity (<c>lid-123</c>, <c>user-BR.1349</c>); for a withheld caller, that one call (<c>call-…</c>).
/// Its text form is masked so that a log line cannot leak it.
/// </summary>
[GenerateSerializer, Immutable, Alias("peer-key"), JsonConverter(typeof(ParsableJsonConverter<PeerKey>))]
public readonly partial record struct PeerKey : IParsable<PeerKey>, IFormattable
{
    private const int ShownDigits = 4;
    private const string CallKind = "call-";

    [Id(0)] private readonly string? _value;

    private PeerKey(string value) => _value = value;

    /// <summary>The key's text, as it stands in grain keys and rows. Personal data: never log it.</summary>
    public string Text => _value ?? throw new InvalidOperationException("This PeerKey was never given a value.");

    /// <summary>The canonical number, when the peer is known by one.</summary>
    public PhoneNumber? Number => PhoneNumber.TryParse(Text, out var number) ? number : null;

    /// <summary>Whether it is a caller who withheld the number.</summary>
    public bool IsWithheld => Text.StartsWith(CallKind, StringComparison.Ordinal);

    /// <summary>The peer known by this number.</summary>
    public static PeerKey Of(PhoneNumber number) => new(number.Digits);

    /// <summary>The peer known only by WhatsApp's linked id.</summary>
    public static PeerKey OfLid(string digits) => Parse($"lid-{digits}");

    /// <summary>A caller who withheld the number: a conversation of this call alone.</summary>
    public static PeerKey OfCall(string callId) => Parse(CallKind + callId);

    /// <summary>Reads the text form; throws <see cref="FormatException"/> on any other.</summary>
    public static PeerKey Parse(string s) =>
        TryParse(s, out var key) ? key : throw new FormatException("A peer key is a number's digits or kind-value.");

    /// <summary>Reads the text form; <c>false</c> on any other.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, out PeerKey result)
    {
        var valid = s is not null && Form().IsMatch(s);
        result = valid ? new PeerKey(s!) : default;
        return valid;
    }

    /// <summary>The last digits only.</summary>
    public override string ToString() => $"…{Text[^Math.Min(ShownDigits, Text.Length)..]}";

    /// <summary>The whole text for format <c>G</c> (serializers), masked otherwise.</summary>
    public string ToString(string? format, IFormatProvider? formatProvider) => format == "G" ? Text : ToString();

    static PeerKey IParsable<PeerKey>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<PeerKey>.TryParse(string? s, IFormatProvider? provider, out PeerKey result) => TryParse(s, out result);

    [GeneratedRegex(@"\A(?:[1-9][0-9]{3,14}|(?:lid|user|call)-[A-Za-z0-9_.\-]{1,90})\z")]
    private static partial Regex Form();
}
