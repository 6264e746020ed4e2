using System.Buffers.Text;
using System.Text;

namespace Orleans.Runtime;

/// <summary>
/// The text forms of keys, which end up in storage: a guid is 32 lower-case hexadecimal digits, an integer is
/// upper-case hexadecimal without padding, and an extension follows after a plus sign.
/// </summary>
public static class GrainIdKeyExtensions
{
    private const int GuidLength = 32;
    private const byte Separator = (byte)'+';

    public static IdSpan CreateIntegerKey(long key) => Join(Hex(key), []);

    public static IdSpan CreateIntegerKey(long key, ReadOnlySpan<byte> keyExtension) => Join(Hex(key), keyExtension);

    public static IdSpan CreateIntegerKey(long key, string? keyExtension) => Join(Hex(key), Extension(keyExtension));

    public static IdSpan CreateGuidKey(Guid key) => Join(Digits(key), []);

    public static IdSpan CreateGuidKey(Guid key, ReadOnlySpan<byte> keyExtension) => Join(Digits(key), keyExtension);

    public static IdSpan CreateGuidKey(Guid key, string? keyExtension) => Join(Digits(key), Extension(keyExtension));

    public static bool TryGetIntegerKey(this GrainId grainId, out long key, out string? keyExt)
    {
        keyExt = null;
        var text = grainId.Key.AsSpan();
        if (text.IndexOf(Separator) is var plus and >= 0)
        {
            keyExt = Encoding.UTF8.GetString(text[(plus + 1)..]);
            text = text[..plus];
        }
        return Utf8Parser.TryParse(text, out key, out var read, 'X') && read == text.Length;
    }

    /// <exception cref="ArgumentException">The key is not an integer.</exception>
    public static long GetIntegerKey(this GrainId grainId, out string? keyExt) =>
        grainId.TryGetIntegerKey(out var key, out keyExt) ? key : throw WrongKey(grainId, "an Integer");

    /// <exception cref="ArgumentException">The key is not an integer.</exception>
    public static long GetIntegerKey(this GrainId grainId) => grainId.GetIntegerKey(out _);

    public static bool TryGetGuidKey(this GrainId grainId, out Guid key, out string? keyExt)
    {
        key = default;
        keyExt = null;
        var text = grainId.Key.AsSpan();
        if (text.Length > GuidLength && text[GuidLength] == Separator)
        {
            keyExt = Encoding.UTF8.GetString(text[(GuidLength + 1)..]);
            text = text[..GuidLength];
        }
        return text.Length == GuidLength && Utf8Parser.TryParse(text, out key, out var read, 'N') && read == GuidLength;
    }

    /// <exception cref="ArgumentException">The key is not a guid.</exception>
    public static Guid GetGuidKey(this GrainId grainId, out string? keyExt) =>
        grainId.TryGetGuidKey(out var key, out keyExt) ? key : throw WrongKey(grainId, "a Guid");

    /// <exception cref="ArgumentException">The key is not a guid.</exception>
    public static Guid GetGuidKey(this GrainId grainId) => grainId.GetGuidKey(out _);

    private static byte[] Hex(long key)
    {
        Span<byte> buffer = stackalloc byte[sizeof(long) * 2];
        Utf8Formatter.TryFormat(key, buffer, out var written, 'X');
        return buffer[..written].ToArray();
    }

    private static byte[] Digits(Guid key)
    {
        var buffer = new byte[GuidLength];
        Utf8Formatter.TryFormat(key, buffer, out _, 'N');
        return buffer;
    }

    private static byte[] Extension(string? text) => string.IsNullOrWhiteSpace(text) ? [] : Encoding.UTF8.GetBytes(text);

    private static IdSpan Join(byte[] key, ReadOnlySpan<byte> extension) =>
        new(extension.IsEmpty ? key : [.. key, Separator, .. extension]);

    private static ArgumentException WrongKey(GrainId grainId, string kind) =>
        new($"Value \"{grainId}\" is not in the correct format for {kind} key.", nameof(grainId));
}
