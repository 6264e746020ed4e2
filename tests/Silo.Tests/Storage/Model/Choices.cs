namespace Platform.Tests.Storage;

/// <summary>A stream of choices that a property test generates and shrinks; it ends with zeros.</summary>
internal sealed class Choices(byte[] stream)
{
    private int _next;

    public bool IsEnded => _next >= stream.Length;

    public int Of(int count) => _next < stream.Length ? stream[_next++] % count : 0;

    public bool Maybe() => Of(2) == 1;

    public T Of<T>(params ReadOnlySpan<T> values) => values[Of(values.Length)];
}
