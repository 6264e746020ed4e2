using System.Text;

namespace Orleans.Runtime;

/// <summary>An identifier kept as UTF-8 bytes together with its stable hash.</summary>
[GenerateSerializer, Immutable]
public readonly struct IdSpan : IEquatable<IdSpan>, IComparable<IdSpan>, ISpanFormattable
{
    [Id(0)] private readonly int _hashCode;
    [Id(1)] private readonly byte[]? _value;

    /// <summary>Takes ownership of the bytes: they must not be changed afterwards.</summary>
    public IdSpan(byte[] value)
    {
        _value = value;
        _hashCode = (int)StableHash.ComputeHash(value);
    }

    public ReadOnlyMemory<byte> Value => _value;

    public bool IsDefault => _value is null || _value.Length == 0;

    public static IdSpan Create(string id) => new(Encoding.UTF8.GetBytes(id));

    public ReadOnlySpan<byte> AsSpan() => _value;

    public uint GetUniformHashCode() => unchecked((uint)_hashCode);

    public bool Equals(IdSpan obj) =>
        ReferenceEquals(_value, obj._value)
        || (_value is not null && obj._value is not null && _hashCode == obj._hashCode && _value.AsSpan().SequenceEqual(obj._value));

    public override bool Equals(object? obj) => obj is IdSpan other && Equals(other);

    public override int GetHashCode() => _hashCode;

    public int CompareTo(IdSpan other) => (_value, other._value) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        var (left, right) => left.AsSpan().SequenceCompareTo(right),
    };

    public override string ToString() => _value is null ? "" : Encoding.UTF8.GetString(_value);

    public bool TryFormat(Span<char> destination, out int charsWritten) => Encoding.UTF8.TryGetChars(_value, destination, out charsWritten);

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    bool ISpanFormattable.TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        TryFormat(destination, out charsWritten);

    public static bool operator ==(IdSpan left, IdSpan right) => left.Equals(right);

    public static bool operator !=(IdSpan left, IdSpan right) => !left.Equals(right);
}
