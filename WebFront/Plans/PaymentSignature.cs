using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Platform.Plans;

/// <summary>
/// The signature of a payment report: <c>t=&lt;unix seconds&gt;,v1=&lt;hex&gt;</c>, where the hex is the HMAC-SHA256 of the time, a full
/// stop and the body's raw bytes. Several <c>v1</c> are allowed while a secret is replaced. Pure.
/// </summary>
internal static class PaymentSignature
{
    internal const string Header = "X-Payment-Signature";

    /// <summary>Parts of a header that are looked at.</summary>
    private const int PartsMax = 8;

    /// <summary>Whether the secret's owner signed these bytes about now.</summary>
    internal static bool IsGenuine(string header, ReadOnlySpan<byte> body, string secret, DateTimeOffset now, TimeSpan tolerance)
    {
        var parts = header.Split(',', PartsMax + 1, StringSplitOptions.TrimEntries);
        var time = parts.FirstOrDefault(part => part.StartsWith("t=", StringComparison.Ordinal))?[2..];
        if (time is null || !IsAbout(time, now, tolerance)) { return false; }

        var expected = Sign(time, body, secret);
        return parts.Take(PartsMax).Where(part => part.StartsWith("v1=", StringComparison.Ordinal)).Any(part => IsEqual(part[3..], expected));
    }

    /// <summary>The header of a report that is sent at <paramref name="at"/>.</summary>
    internal static string Of(DateTimeOffset at, ReadOnlySpan<byte> body, string secret)
    {
        var time = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"t={time},v1={Convert.ToHexStringLower(Sign(time, body, secret))}";
    }

    private static bool IsAbout(string time, DateTimeOffset now, TimeSpan tolerance) =>
        long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && Math.Abs((decimal)now.ToUnixTimeSeconds() - seconds) <= (decimal)tolerance.TotalSeconds;

    private static byte[] Sign(string time, ReadOnlySpan<byte> body, string secret)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.UTF8.GetBytes($"{time}."));
        hmac.AppendData(body);
        return hmac.GetHashAndReset();
    }

    private static bool IsEqual(string hex, byte[] expected)
    {
        Span<byte> given = stackalloc byte[SHA256.HashSizeInBytes];
        return hex.Length == given.Length * 2
            && Convert.FromHexString(hex, given, out _, out var written) == System.Buffers.OperationStatus.Done
            && written == given.Length
            && CryptographicOperations.FixedTimeEquals(given, expected);
    }
}
