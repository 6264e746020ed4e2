using Platform.Tenancy;

namespace Platform.Secrets;

/// <summary>
/// Encrypts secrets for rest, each tenant's under a key of its own, bound to where they are kept, so that a copied value does not open
/// elsewhere.
/// </summary>
public interface ISecretProtector
{
    /// <summary>Encrypts.</summary>
    /// <param name="tenant">Whose secret it is; <c>null</c> for the installation's.</param>
    /// <param name="purpose">Where the secret is kept, such as <c>route/evolution:DrMarco</c>.</param>
    /// <param name="secret">The secret.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<byte[]> Protect(TenantId? tenant, string purpose, string secret, CancellationToken cancellationToken);

    /// <summary>Decrypts what <see cref="Protect"/> made for the same tenant and purpose.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It was made for another tenant, purpose or key, was
    /// altered, or the tenant's key was erased.</exception>
    Task<string> Unprotect(TenantId? tenant, string purpose, byte[] sealedSecret, CancellationToken cancellationToken);
}
