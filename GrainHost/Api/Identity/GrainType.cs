namespace Orleans.Runtime;

/// <summary>The name of a kind of grain; part of storage keys, so it never changes.</summary>
[GenerateSerializer, Immutable]
public readonly struct GrainType : IEquatable<GrainType>, IComparable<GrainType>, ISpanFormattable
{
    [Id(0)] private readonly IdSpan _value;

    public GrainType(IdSpan id) => _value = id;

    public GrainType(byte[] value) => _value = new IdSpan(value);

    public IdSpan Value => _value;

    public bool IsDefault => _value.IsDefault;

    public ReadOnlySpan<byte> AsSpan() => _value.AsSpan();

    public static GrainType Create(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        return new GrainType(IdSpan.Create(value));
    }

    public uint GetUniformHashCode() => _value.GetUniformHashCode();

    public bool Equals(GrainType obj) => _value.Equals(obj._value);

    public override bool Equals(object? obj) => obj is GrainType other && Equals(other);

    public override int GetHashCode() => _value.GetHashCode();

    public int CompareTo(GrainType other) => _value.CompareTo(other._value);

    public override string ToString() => _value.ToString();

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    bool ISpanFormattable.TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        _value.TryFormat(destination, out charsWritten);

    public static bool operator ==(GrainType left, GrainType right) => left.Equals(right);

    public static bool operator !=(GrainType left, GrainType right) => !left.Equals(right);
}
