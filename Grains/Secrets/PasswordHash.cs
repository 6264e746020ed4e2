using System.Security.Cryptography;

namespace Platform.Secrets;

/// <summary>
/// A salted hash of a program's password, PBKDF2-HMAC-SHA256. Such a password is long and mostly made by us, so a hash of some milliseconds
/// suffices; with a slower one strangers who try wrong passwords would take the processors from the calls that are in progress.
/// </summary>
[GenerateSerializer, Immutable, Alias("password-hash")]
public sealed record PasswordHash([property: Id(0)] byte[] Salt, [property: Id(1)] byte[] Hash)
{
    /// <summary>Two milliseconds. Not fewer: a password chosen by an operator has 16 characters, but perhaps not random ones.</summary>
    public const int IterationsOfNew = 10_000;

    private const int IterationsUnrecorded = 600_000;
    private const int HashBytes = 32;
    private const int SaltBytes = 16;

    /// <summary>Compared with when nobody has the name, so that names cannot be told apart by the time an answer takes.</summary>
    private static readonly PasswordHash Nobody = new(new byte[SaltBytes], new byte[HashBytes]) { Iterations = IterationsOfNew };

    /// <summary>How often it was iterated; 0 where that was not recorded yet.</summary>
    [Id(2)] public int Iterations { get; init; }

    /// <summary>Hashes a new password.</summary>
    public static PasswordHash Of(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return new PasswordHash(salt, Derive(password, salt, IterationsOfNew)) { Iterations = IterationsOfNew };
    }

    /// <summary>Whether the password is the one hashed; always <c>false</c> without a hash, in the same time.</summary>
    public static bool Matches(PasswordHash? stored, string password)
    {
        var compared = stored ?? Nobody;
        var iterations = compared.Iterations > 0 ? compared.Iterations : IterationsUnrecorded;
        return CryptographicOperations.FixedTimeEquals(Derive(password, compared.Salt, iterations), compared.Hash) && stored is not null;
    }

    private static byte[] Derive(string password, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA256, HashBytes);
}
