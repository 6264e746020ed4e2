using System.Net.Http.Headers;
using System.Text;
using Platform.Channels;

namespace Platform.FreeSwitch;

/// <summary>HTTP basic credentials.</summary>
/// <param name="User">1 to 83 characters that fit a channel's name.</param>
/// <param name="Password">At most <see cref="PasswordLengthMax"/> characters.</param>
internal sealed record PbxCredential(string User, string Password)
{
    // Bounds what a stranger can make us hash.
    internal const int PasswordLengthMax = 256;
    private const int HeaderLengthMax = 1_024;

    /// <summary>Reads an <c>Authorization</c> header; <c>null</c> for another scheme or a user name that no exchange can have.</summary>
    internal static PbxCredential? Read(string? header)
    {
        if (header is null or { Length: > HeaderLengthMax }
            || !AuthenticationHeaderValue.TryParse(header, out var parsed)
            || !parsed.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[HeaderLengthMax];
        if (!Convert.TryFromBase64String(parsed.Parameter ?? "", bytes, out var count))
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(bytes[..count]);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var password = text[(colon + 1)..];
        return colon > 0 && password.Length <= PasswordLengthMax && ChannelId.TryParse($"pbx:{text[..colon]}", out _)
            ? new PbxCredential(text[..colon], password)
            : null;
    }

    /// <summary>Leaves the password out.</summary>
    public override string ToString() => $"PbxCredential {{ User = {User} }}";
}
