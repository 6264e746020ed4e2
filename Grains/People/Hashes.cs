using System.Security.Cryptography;
using System.Text;

namespace Platform.People;

/// <summary>Hashes of secrets that are random themselves, and so need neither salt nor slowness.</summary>
internal static class Hashes
{
    internal static bool AreEqual(byte[]? one, byte[]? other) =>
        one is { Length: > 0 } && other is not null && CryptographicOperations.FixedTimeEquals(one, other);

    internal static byte[] Of(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
