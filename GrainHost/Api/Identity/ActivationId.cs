namespace Orleans.Runtime;

/// <summary>Tells one activation of a grain from the next.</summary>
[GenerateSerializer, Immutable]
public readonly struct ActivationId : IEquatable<ActivationId>
{
    [Id(0)] private readonly Guid _key;

    public ActivationId(Guid key) => _key = key;

    public bool IsDefault => _key == Guid.Empty;

    public bool Equals(ActivationId other) => _key == other._key;

    public override bool Equals(object? obj) => obj is ActivationId other && Equals(other);

    public override int GetHashCode() => _key.GetHashCode();

    public override string ToString() => $"@{_key:N}";

    public static bool operator ==(ActivationId left, ActivationId right) => left.Equals(right);

    public static bool operator !=(ActivationId left, ActivationId right) => !left.Equals(right);
}
