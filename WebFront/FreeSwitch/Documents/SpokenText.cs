using System.Globalization;
using System.Text;
using Platform.Calls;

namespace Platform.FreeSwitch;

/// <summary>
/// Makes any text safe to be spoken by a switch: what could be read as markup, as a variable or as engine options is taken out.
/// </summary>
internal static class SpokenText
{
    /// <summary>
    /// Braces go: <c>${…}</c> is a variable, <c>{…}</c> in front are options of the speech engine. Control characters, unpaired
    /// surrogates and what XML forbids go; every kind of space becomes one space. Cut at <see cref="CallReply.SpeechMax"/> characters.
    /// </summary>
    internal static string Clean(string text)
    {
        var clean = new StringBuilder(Math.Min(text.Length, CallReply.SpeechMax));
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > CallReply.SpeechMax)
            {
                break;
            }

            if (Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control)
            {
                AppendSpace(clean);
            }
            else if (IsSpoken(rune))
            {
                clean.Append(rune.ToString());
            }
        }
        return clean.ToString().TrimEnd();
    }

    private static void AppendSpace(StringBuilder text)
    {
        if (text.Length > 0 && text[^1] != ' ')
        {
            text.Append(' ');
        }
    }

    // U+FFFD stands for an unpaired surrogate here; non-characters end in FFFE and FFFF.
    private static bool IsSpoken(Rune rune) =>
        rune.Value is not ('{' or '}' or 0xFFFD)
        && (rune.Value & 0xFFFE) != 0xFFFE
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
