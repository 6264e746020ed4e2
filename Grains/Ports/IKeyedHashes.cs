using Platform.Tenancy;

namespace Platform.Secrets;

/// <summary>Hashes that only this installation can make: proofs of what it said, and names that cannot be guessed back.</summary>
public interface IKeyedHashes
{
    /// <summary>HMAC-SHA256 under a key of the tenant's, or of the installation's, that serves this purpose only.</summary>
    Task<byte[]> Hash(TenantId? tenant, string purpose, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);
}
