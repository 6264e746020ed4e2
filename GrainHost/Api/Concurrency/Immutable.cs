namespace Orleans.Concurrency;

/// <summary>A value that its owner promises not to change any more, so that it is passed without a copy.</summary>
[GenerateSerializer, Immutable]
public readonly struct Immutable<T>
{
    [Id(0)] public readonly T Value;

    public Immutable(T value) => Value = value;
}

/// <summary>Wraps values.</summary>
public static class ImmutableExtensions
{
    public static Immutable<T> AsImmutable<T>(this T value) => new(value);
}
