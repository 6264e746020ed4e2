using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Platform.Speech;
using Platform.Tenancy;

namespace Platform.FreeSwitch;

/// <summary>
/// The name of a rendered file: a keyed hash of the tenant, the voice and the text. The switch fetches files without credentials, so
/// whoever does not hold the key cannot guess a name, and the same words of two companies are two files.
/// </summary>
internal readonly partial record struct ClipId(string Text)
{
    /// <summary>Bytes of the key.</summary>
    internal const int KeyBytes = 32;

    internal static ClipId Of(ReadOnlySpan<byte> key, TenantId tenant, SpeechOrder order)
    {
        // Fixed-length parts first; the text is the only one that may hold anything, and it is last.
        var name = $"{tenant}\n{order.SampleRate}\n{order.Locale}\n{order.Voice.ReplaceLineEndings("")}\n{order.Text}";
        return new ClipId(Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(name))));
    }

    /// <summary>Reads a name from an address; <c>null</c> for any other text, so that a name is never a path.</summary>
    internal static ClipId? Parse(string text) => Form().IsMatch(text) ? new ClipId(text) : null;

    [GeneratedRegex(@"\A[0-9a-f]{64}\z")]
    private static partial Regex Form();
}
