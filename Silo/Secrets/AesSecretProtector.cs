using System.Security.Cryptography;
using System.Text;

namespace Platform.Secrets;

/// <summary>Seals secrets with AES-256-GCM; the purpose is authenticated with them. Layout: version, nonce, tag, ciphertext.</summary>
internal sealed class AesSecretProtector(byte[] masterKey) : ISecretProtector
{
    private const byte Version = 1;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int HeaderBytes = 1 + NonceBytes + TagBytes;

    /// <inheritdoc />
    public byte[] Protect(string purpose, string secret)
    {
        var plain = Encoding.UTF8.GetBytes(secret);
        var result = new byte[HeaderBytes + plain.Length];
        result[0] = Version;
        var nonce = result.AsSpan(1, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(masterKey, TagBytes);
        cipher.Encrypt(nonce, plain, result.AsSpan(HeaderBytes), result.AsSpan(1 + NonceBytes, TagBytes), Encoding.UTF8.GetBytes(purpose));
        return result;
    }

    /// <inheritdoc />
    public string Unprotect(string purpose, byte[] sealedSecret)
    {
        if (sealedSecret.Length < HeaderBytes || sealedSecret[0] != Version)
        {
            throw new CryptographicException("This is not a sealed secret of a known version.");
        }
        var plain = new byte[sealedSecret.Length - HeaderBytes];
        using var cipher = new AesGcm(masterKey, TagBytes);
        cipher.Decrypt(
            sealedSecret.AsSpan(1, NonceBytes),
            sealedSecret.AsSpan(HeaderBytes),
            sealedSecret.AsSpan(1 + NonceBytes, TagBytes),
            plain,
            Encoding.UTF8.GetBytes(purpose));
        return Encoding.UTF8.GetString(plain);
    }
}
