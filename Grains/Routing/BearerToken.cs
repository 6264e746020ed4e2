using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Platform.Routing;

/// <summary>
/// The bearer token that Evolution API makes from an instance's <c>jwt_key</c>: a JWT (RFC 7519) signed with HS256, with claims
/// <c>exp</c>, <c>app</c> = <c>evolution</c> and <c>action</c> = <c>webhook</c>.
/// </summary>
internal static class BearerToken
{
    /// <summary>
    /// Evolution signs once per event and retries for about 20 minutes and up to ten time-outs of 30 s: late tries carry an expired token.
    /// </summary>
    private static readonly TimeSpan LateRetry = TimeSpan.FromMinutes(30);

    private const int LengthMax = 2_048;

    /// <summary>Whether the token was signed with <paramref name="secret"/> and is not older than its retries can be.</summary>
    public static bool IsGenuine(string token, string secret, DateTimeOffset now)
    {
        if (token.Length > LengthMax || token.Split('.') is not [var header, var claims, var signature]) { return false; }

        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes($"{header}.{claims}"));
        return TryDecode(signature, out var given)
            && CryptographicOperations.FixedTimeEquals(given, expected)
            && Holds(header, "alg", "HS256")
            && Holds(claims, "app", "evolution")
            && Holds(claims, "action", "webhook")
            && IsFresh(claims, now);
    }

    private static bool Holds(string part, string name, string value) =>
        TryRead(part, name, out var found) && found.ValueKind == JsonValueKind.String && found.ValueEquals(value);

    private static bool IsFresh(string claims, DateTimeOffset now) =>
        TryRead(claims, "exp", out var expiry) && expiry.TryGetInt64(out var seconds)
        && seconds >= (now - LateRetry).ToUnixTimeSeconds();

    private static bool TryRead(string part, string name, out JsonElement value)
    {
        value = default;
        if (!TryDecode(part, out var bytes)) { return false; }
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var found = document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(name, out value);
            value = found ? value.Clone() : default;
            return found;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool TryDecode(string part, out byte[] bytes)
    {
        bytes = Base64Url.IsValid(part) ? Base64Url.DecodeFromChars(part) : [];
        return bytes.Length > 0;
    }
}
