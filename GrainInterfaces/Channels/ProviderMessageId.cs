using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Platform.Text;

namespace Platform.Channels;

/// <summary>
/// A message's id as its provider gave it: unique per channel and direction, not globally. 1 to 200 printable characters.
/// </summary>
[GenerateSerializer, Immutable, Alias("provider-message-id"), JsonConverter(typeof(ParsableJsonConverter<ProviderMessageId>))]
public readonly record struct ProviderMessageId : IParsable<ProviderMessageId>, IFormattable
{
    private const int LengthMax = 200;

    [Id(0)] private readonly string? _value;

    private ProviderMessageId(string value) => _value = value;

    /// <summary>The provider's text.</summary>
    public string Value => _value ?? throw new InvalidOperationException("This ProviderMessageId was never given a value.");

    /// <summary>Reads the text form; throws <see cref="FormatException"/> on any other.</summary>
    public static ProviderMessageId Parse(string s) =>
        TryParse(s, out var id) ? id : throw new FormatException("A provider message id is 1 to 200 printable characters.");

    /// <summary>Reads the text form; <c>false</c> on any other.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, out ProviderMessageId result)
    {
        var valid = s is { Length: > 0 and <= LengthMax } && s.All(c => c is > ' ' and < '\u007f');
        result = valid ? new ProviderMessageId(s!) : default;
        return valid;
    }

    /// <inheritdoc />
    public override string ToString() => Value;

    /// <inheritdoc />
    public string ToString(string? format, IFormatProvider? formatProvider) => Value;

    static ProviderMessageId IParsable<ProviderMessageId>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<ProviderMessageId>.TryParse(string? s, IFormatProvider? provider, out ProviderMessageId result) => TryParse(s, out result);
}
