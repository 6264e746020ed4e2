using System.Security.Cryptography;

namespace Platform.Secrets;

/// <summary>
/// Seals bytes with AES-256-GCM; the context is authenticated with them. Layout: version, nonce, tag, ciphertext. Under one key, random
/// nonces are safe for 2³² seals, more than any tenant has secrets.
/// </summary>
internal static class Seal
{
    private const byte Version = 2;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int HeaderBytes = 1 + NonceBytes + TagBytes;

    /// <summary>Seals.</summary>
    public static byte[] Close(byte[] key, byte[] context, ReadOnlySpan<byte> plain)
    {
        var result = new byte[HeaderBytes + plain.Length];
        result[0] = Version;
        var nonce = result.AsSpan(1, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Encrypt(nonce, plain, result.AsSpan(HeaderBytes), result.AsSpan(1 + NonceBytes, TagBytes), context);
        return result;
    }

    /// <summary>Opens what was sealed under the same key and context.</summary>
    /// <exception cref="CryptographicException">It was not, or was altered.</exception>
    public static byte[] Open(byte[] key, byte[] context, ReadOnlySpan<byte> closed)
    {
        if (closed.Length < HeaderBytes || closed[0] != Version)
        {
            throw new CryptographicException("This is not a sealed secret of a known version.");
        }
        var plain = new byte[closed.Length - HeaderBytes];
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Decrypt(closed.Slice(1, NonceBytes), closed[HeaderBytes..], closed.Slice(1 + NonceBytes, TagBytes), plain, context);
        return plain;
    }
}
