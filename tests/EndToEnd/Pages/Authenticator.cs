using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Platform.Tests.Pages;

/// <summary>The application on somebody's telephone that shows one-time codes (RFC 6238: 30 seconds, six digits, SHA-1).</summary>
internal static class Authenticator
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The code that it shows now for a secret as a page shows it, in groups.</summary>
    public static string CodeNow(string secret)
    {
        Span<byte> step = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(step, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // Authenticators know nothing else.
        var hash = HMACSHA1.HashData(Decode(secret.Replace(" ", "", StringComparison.Ordinal)), step);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xf)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    // RFC 4648 base 32: five bits a letter.
    private static byte[] Decode(string secret)
    {
        var bytes = new byte[secret.Length * 5 / 8];
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var isSet = (Letters.IndexOf(secret[bit / 5], StringComparison.Ordinal) >> (4 - bit % 5) & 1) == 1;
            if (isSet) { bytes[bit / 8] |= (byte)(0x80 >> bit % 8); }
        }
        return bytes;
    }
}
