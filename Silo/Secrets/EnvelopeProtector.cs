using System.Security.Cryptography;
using System.Text;
using Platform.Tenancy;

namespace Platform.Secrets;

/// <summary>Seals secrets, and makes keyed hashes, under the data key of the tenant or of the installation.</summary>
internal sealed class EnvelopeProtector(DataKeys keys) : ISecretProtector, IKeyedHashes
{
    /// <inheritdoc />
    public async Task<byte[]> Protect(TenantId? tenant, string purpose, string secret, CancellationToken cancellationToken)
    {
        var key = await keys.Get(tenant, make: true, cancellationToken);
        return Seal.Close(key.Bytes, Context(key.SealsFor, purpose), Encoding.UTF8.GetBytes(secret));
    }

    /// <inheritdoc />
    public async Task<string> Unprotect(TenantId? tenant, string purpose, byte[] sealedSecret, CancellationToken cancellationToken)
    {
        var key = await keys.Get(tenant, make: false, cancellationToken);
        return Encoding.UTF8.GetString(Seal.Open(key.Bytes, Context(key.SealsFor, purpose), sealedSecret));
    }

    /// <inheritdoc />
    public async Task<byte[]> Hash(TenantId? tenant, string purpose, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var key = await keys.Get(tenant, make: true, cancellationToken);
        var own = HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Bytes, key.Bytes.Length, salt: null, info: Encoding.UTF8.GetBytes($"hash/{purpose}"));
        return HMACSHA256.HashData(own, content.Span);
    }

    private static byte[] Context(TenantId? tenant, string purpose) => Encoding.UTF8.GetBytes($"{tenant}/{purpose}");
}
