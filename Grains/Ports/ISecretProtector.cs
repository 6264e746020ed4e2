namespace Platform.Secrets;

/// <summary>Encrypts secrets for rest, bound to where they are kept, so that a copied value does not open elsewhere.</summary>
public interface ISecretProtector
{
    /// <summary>Encrypts.</summary>
    /// <param name="purpose">Where the secret is kept, such as <c>route/evolution:DrMarco</c>.</param>
    /// <param name="secret">The secret.</param>
    byte[] Protect(string purpose, string secret);

    /// <summary>Decrypts what <see cref="Protect"/> made for the same purpose.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It was made for another purpose or key, or
    /// altered.</exception>
    string Unprotect(string purpose, byte[] sealedSecret);
}
