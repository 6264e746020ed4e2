using System.Net.Http.Headers;
using System.Text;

namespace Platform.Auth;

/// <summary>HTTP basic credentials (RFC 7617).</summary>
/// <param name="User">1 to <see cref="UserLengthMax"/> characters.</param>
/// <param name="Password">At most <see cref="PasswordLengthMax"/> characters.</param>
internal sealed record BasicCredential(string User, string Password)
{
    // An e-mail address has at most 254 characters (RFC 5321).
    private const int UserLengthMax = 254;

    // Bounds what a stranger can make us hash.
    private const int PasswordLengthMax = 256;
    private const int HeaderLengthMax = 1_024;

    /// <summary>Reads an <c>Authorization</c> header; <c>null</c> for another scheme or what cannot be a credential.</summary>
    internal static BasicCredential? Read(string? header)
    {
        if (header is null or { Length: > HeaderLengthMax }
            || !AuthenticationHeaderValue.TryParse(header, out var parsed)
            || !parsed.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[HeaderLengthMax];
        if (!Convert.TryFromBase64String(parsed.Parameter ?? "", bytes, out var count)) { return null; }

        var text = Encoding.UTF8.GetString(bytes[..count]);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon is > 0 and <= UserLengthMax && text.Length - colon - 1 <= PasswordLengthMax
            ? new BasicCredential(text[..colon], text[(colon + 1)..])
            : null;
    }

    /// <summary>Leaves the password out.</summary>
    public override string ToString() => $"BasicCredential {{ User = {User} }}";
}
