using System.Security.Cryptography;

namespace Platform.Secrets;

/// <summary>
/// A salted, slow hash of a password: PBKDF2-HMAC-SHA256 with the iterations that OWASP's password storage cheat sheet gives.
/// </summary>
[GenerateSerializer, Immutable, Alias("password-hash")]
public sealed record PasswordHash([property: Id(0)] byte[] Salt, [property: Id(1)] byte[] Hash)
{
    private const int Iterations = 600_000;
    private const int HashBytes = 32;
    private const int SaltBytes = 16;

    /// <summary>Compared with when nobody has the name, so that names cannot be told apart by the time an answer takes.</summary>
    private static readonly PasswordHash Nobody = new(new byte[SaltBytes], new byte[HashBytes]);

    /// <summary>Hashes a new password.</summary>
    public static PasswordHash Of(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return new PasswordHash(salt, Derive(password, salt));
    }

    /// <summary>Whether the password is the one hashed; always <c>false</c> without a hash, in the same time.</summary>
    public static bool Matches(PasswordHash? stored, string password)
    {
        var compared = stored ?? Nobody;
        return CryptographicOperations.FixedTimeEquals(Derive(password, compared.Salt), compared.Hash) && stored is not null;
    }

    private static byte[] Derive(string password, byte[] salt) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, Iterations, HashAlgorithmName.SHA256, HashBytes);
}
