using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Platform.People;

namespace Platform.Auth;

/// <summary>A secret of 256 random bits, which only its holder keeps; the platform keeps its hash.</summary>
internal readonly record struct Secret(byte[] Bytes)
{
    private const int Length = 32;

    internal byte[] Hash => SHA256.HashData(Bytes);

    internal string Text => Base64Url.EncodeToString(Bytes);

    internal static Secret New() => new(RandomNumberGenerator.GetBytes(Length));

    internal static bool TryRead(string? text, out Secret secret)
    {
        var bytes = Read(text);
        secret = new Secret(bytes);
        return bytes.Length == Length;
    }

    internal static byte[] Read(string? text) => text is { Length: <= 512 } && Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : [];
}

/// <summary>What a browser or an API client holds to go on with a session: whose it is, which, and its secret.</summary>
/// <param name="Email">Whose.</param>
/// <param name="Session">Which; empty in cookies, whose secret tells.</param>
/// <param name="Secret">What opens it.</param>
internal sealed record SessionTicket(EmailAddress Email, Guid Session, Secret Secret)
{
    private const int LengthMax = 600;

    internal string Text => $"{Base64Url.EncodeToString(Encoding.ASCII.GetBytes(Email.Text))}.{Session:N}.{Secret.Text}";

    internal static bool TryRead(string? text, [NotNullWhen(true)] out SessionTicket? ticket)
    {
        ticket = text is { Length: <= LengthMax } && text.Split('.') is [var email, var session, var secret]
            && EmailAddress.TryParse(Encoding.UTF8.GetString(Secret.Read(email)), out var address)
            && Guid.TryParseExact(session, "N", out var id)
            && Secret.TryRead(secret, out var opened)
            ? new SessionTicket(address, id, opened)
            : null;
        return ticket is not null;
    }

    /// <summary>Leaves the secret out.</summary>
    public override string ToString() => "SessionTicket";
}

/// <summary>The text of an API key: <c>pk_</c>, its id, its secret.</summary>
internal static class ApiKeyText
{
    internal const string Prefix = "pk_";

    internal static string Write(Guid key, Secret secret) => $"{Prefix}{key:N}_{secret.Text}";

    internal static bool TryRead(string text, out Guid key, out Secret secret)
    {
        (key, secret) = (default, default);
        var parts = text.Split('_', 3);
        return parts.Length == 3 && Guid.TryParseExact(parts[1], "N", out key) && Secret.TryRead(parts[2], out secret);
    }
}
