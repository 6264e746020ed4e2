using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Platform.People;

/// <summary>One-time codes by time: RFC 6238 with SHA-1, six digits, steps of 30 seconds, as all authenticator apps have them.</summary>
internal static class Totp
{
    internal const int SecretBytes = 20;
    private const int StepSeconds = 30;

    /// <summary>The clock of a telephone may be a step ahead or behind.</summary>
    private const int Drift = 1;

    /// <summary>The step at a time.</summary>
    internal static long StepAt(DateTimeOffset time) => time.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>The code of a step.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "RFC 6238's default; an HMAC does not rest on SHA-1's collisions.")]
    internal static string CodeOf(byte[] secret, long step, int digits = 6)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        var hash = HMACSHA1.HashData(secret, counter);
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xf)) & int.MaxValue;
        var modulus = (int)Math.Pow(10, digits);
        return (number % modulus).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }

    /// <summary>The step that the code belongs to, within the drift; <c>null</c> when it belongs to none.</summary>
    internal static long? Match(byte[] secret, string code, DateTimeOffset now)
    {
        long? found = null;
        for (var step = StepAt(now) - Drift; step <= StepAt(now) + Drift; step++)
        {
            // All are compared, whichever fits, so that the time taken tells nothing.
            if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(CodeOf(secret, step)), Encoding.UTF8.GetBytes(code))) { found = step; }
        }
        return found;
    }
}
