using System.Text;

namespace Platform.Dialogue;

/// <summary>
/// Builds text rune by rune. The builder itself has no such method: given a rune, it would make an object and a string of each.
/// </summary>
internal static class RuneText
{
    /// <summary>Appends the rune's one or two characters.</summary>
    public static void AppendRune(this StringBuilder text, Rune rune)
    {
        Span<char> characters = stackalloc char[2];
        text.Append(characters[..rune.EncodeToUtf16(characters)]);
    }
}
