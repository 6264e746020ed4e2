using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Platform.Text;

namespace Platform.Tenancy;

/// <summary>A company that uses the platform. FusionPBX's <c>domain_uuid</c> fits. Never empty.</summary>
[GenerateSerializer, Immutable, Alias("tenant-id"), JsonConverter(typeof(ParsableJsonConverter<TenantId>))]
public readonly record struct TenantId : IParsable<TenantId>, IFormattable
{
    [Id(0)] private readonly Guid _value;

    /// <summary>Wraps a non-empty id.</summary>
    public TenantId(Guid value) =>
        _value = value != Guid.Empty ? value : throw new ArgumentException("A tenant id is never empty.", nameof(value));

    /// <summary>The id; throws on a <c>default</c> value, so that a forgotten id cannot become a key.</summary>
    public Guid Value => _value != Guid.Empty ? _value : throw new InvalidOperationException("This TenantId was never given a value.");

    /// <summary>Reads the text form; throws <see cref="FormatException"/> on any other.</summary>
    public static TenantId Parse(string s) =>
        TryParse(s, out var id) ? id : throw new FormatException("A tenant id is a non-empty GUID.");

    /// <summary>Reads the text form; <c>false</c> on any other.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, out TenantId result)
    {
        var valid = Guid.TryParse(s, out var value) && value != Guid.Empty;
        result = valid ? new TenantId(value) : default;
        return valid;
    }

    /// <summary>The id as 32 lower-case hex digits in five groups.</summary>
    public override string ToString() => Value.ToString("D");

    /// <inheritdoc />
    public string ToString(string? format, IFormatProvider? formatProvider) => ToString();

    static TenantId IParsable<TenantId>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<TenantId>.TryParse(string? s, IFormatProvider? provider, out TenantId result) => TryParse(s, out result);
}
