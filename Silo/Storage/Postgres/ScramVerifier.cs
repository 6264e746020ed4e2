using System.Security.Cryptography;
using System.Text;

namespace Platform.Storage;

/// <summary>
/// What a server keeps of a password (RFC 5803, as PostgreSQL writes it). Given instead of the password, so that the password stands in no
/// statement: servers log statements, and keep them in their statistics.
/// </summary>
internal static class ScramVerifier
{
    private const int SaltBytes = 16;

    // As many as PostgreSQL's own; the passwords that the platform makes are random.
    private const int Iterations = 4_096;

    /// <summary>The verifier of a password, with a salt of its own.</summary>
    public static string Of(string password) => Of(password, RandomNumberGenerator.GetBytes(SaltBytes));

    /// <summary>The verifier of a password with this salt.</summary>
    public static string Of(string password, byte[] salt)
    {
        var normal = Encoding.UTF8.GetBytes(password.Normalize(NormalizationForm.FormKC));
        var salted = Rfc2898DeriveBytes.Pbkdf2(normal, salt, Iterations, HashAlgorithmName.SHA256, SHA256.HashSizeInBytes);
        var stored = SHA256.HashData(HMACSHA256.HashData(salted, "Client Key"u8));
        var server = HMACSHA256.HashData(salted, "Server Key"u8);
        return $"SCRAM-SHA-256${Iterations}:{Convert.ToBase64String(salt)}${Convert.ToBase64String(stored)}:{Convert.ToBase64String(server)}";
    }
}
