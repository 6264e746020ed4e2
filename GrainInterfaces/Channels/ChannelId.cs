using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Platform.Text;

namespace Platform.Channels;

/// <summary>
/// A channel of a tenant: the route it was claimed by, such as <c>evolution:DrMarco</c>, <c>meta:106540352242922</c> or
/// <c>sip:drmarco.pbx.example</c>. At most 100 characters of letters, digits and <c>_ - . : + @</c>.
/// </summary>
[GenerateSerializer, Immutable, Alias("channel-id"), JsonConverter(typeof(ParsableJsonConverter<ChannelId>))]
public readonly partial record struct ChannelId : IParsable<ChannelId>, IFormattable
{
    [Id(0)] private readonly string? _value;

    private ChannelId(string value) => _value = value;

    /// <summary>The channel's text.</summary>
    public string Value => _value ?? throw new InvalidOperationException("This ChannelId was never given a value.");

    /// <summary>Reads the text form; throws <see cref="FormatException"/> on any other.</summary>
    public static ChannelId Parse(string s) =>
        TryParse(s, out var id) ? id : throw new FormatException("A channel id is provider:name.");

    /// <summary>Reads the text form; <c>false</c> on any other.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, out ChannelId result)
    {
        var valid = s is not null && Form().IsMatch(s);
        result = valid ? new ChannelId(s!) : default;
        return valid;
    }

    /// <inheritdoc />
    public override string ToString() => Value;

    /// <inheritdoc />
    public string ToString(string? format, IFormatProvider? formatProvider) => Value;

    static ChannelId IParsable<ChannelId>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<ChannelId>.TryParse(string? s, IFormatProvider? provider, out ChannelId result) => TryParse(s, out result);

    [GeneratedRegex(@"\A[a-z]{2,16}:[A-Za-z0-9_\-.:+@]{1,83}\z")]
    private static partial Regex Form();
}
