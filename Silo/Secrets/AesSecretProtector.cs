using System.Security.Cryptography;
using System.Text;
using Platform.Tenancy;

namespace Platform.Secrets;

/// <summary>
/// Seals secrets with AES-256-GCM; tenant and purpose are authenticated with them. Layout: version, nonce, tag, ciphertext.
/// </summary>
internal sealed class AesSecretProtector(byte[] masterKey) : ISecretProtector
{
    private const byte Version = 1;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int HeaderBytes = 1 + NonceBytes + TagBytes;

    /// <inheritdoc />
    public Task<byte[]> Protect(TenantId? tenant, string purpose, string secret, CancellationToken cancellationToken) =>
        Task.FromResult(Seal(Context(tenant, purpose), secret));

    /// <inheritdoc />
    public Task<string> Unprotect(TenantId? tenant, string purpose, byte[] sealedSecret, CancellationToken cancellationToken) =>
        Task.FromResult(Open(Context(tenant, purpose), sealedSecret));

    private static byte[] Context(TenantId? tenant, string purpose) => Encoding.UTF8.GetBytes($"{tenant}/{purpose}");

    private byte[] Seal(byte[] context, string secret)
    {
        var plain = Encoding.UTF8.GetBytes(secret);
        var result = new byte[HeaderBytes + plain.Length];
        result[0] = Version;
        var nonce = result.AsSpan(1, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(masterKey, TagBytes);
        cipher.Encrypt(nonce, plain, result.AsSpan(HeaderBytes), result.AsSpan(1 + NonceBytes, TagBytes), context);
        return result;
    }

    private string Open(byte[] context, byte[] sealedSecret)
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
            context);
        return Encoding.UTF8.GetString(plain);
    }
}
