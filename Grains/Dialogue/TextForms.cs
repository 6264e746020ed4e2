using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Platform.Dialogue;

/// <summary>
/// The forms of a customer's text that parsers read. Safe for any string: lone surrogates, invisible marks, emoji and
/// right-to-left controls are dropped, other scripts' digits and full-width letters become plain ones.
/// </summary>
public static class TextForms
{
    /// <summary>Characters of a message that are read: far above what a question needs, and a bound on the work.</summary>
    public const int TextMax = 1_000;

    /// <summary>The text without what cannot be seen or spoken, with single spaces; case and accents stay.</summary>
    public static string Clean(string text)
    {
        if (IsCleanAscii(text)) { return text; }
        var result = new StringBuilder(Math.Min(text.Length, TextMax));
        foreach (var rune in WellFormed(Cut(text, TextMax)).Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            Append(result, rune);
        }
        return result.ToString().Trim();
    }

    /// <summary>The clean text in lower case without accents; punctuation stays.</summary>
    public static string Fold(string text)
    {
        var lower = Clean(text).ToLowerInvariant();
        if (Ascii.IsValid(lower)) { return lower; }
        var result = new StringBuilder(lower.Length);
        foreach (var rune in lower.Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark) { continue; }
            result.AppendRune(rune);
        }
        return result.ToString();
    }

    /// <summary>The words of the folded text: runs of letters and digits.</summary>
    public static IReadOnlyList<string> Words(string text) => WordsOf(Fold(text));

    /// <summary>The words of a text that is folded already, the first <paramref name="max"/> of them.</summary>
    internal static ImmutableArray<string> WordsOf(string folded, int max = int.MaxValue)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        var (start, at) = (0, 0);
        foreach (var rune in folded.EnumerateRunes())
        {
            if (!Rune.IsLetterOrDigit(rune))
            {
                if (at > start && words.Count < max) { words.Add(folded[start..at]); }
                start = at + rune.Utf16SequenceLength;
            }
            at += rune.Utf16SequenceLength;
        }
        if (at > start && words.Count < max) { words.Add(folded[start..at]); }
        return words.DrainToImmutable();
    }

    /// <summary>At most <paramref name="max"/> characters of the text, never half a surrogate pair.</summary>
    public static string Cut(string text, int max)
    {
        if (text.Length <= max) { return text; }
        return char.IsHighSurrogate(text[max - 1]) ? text[..(max - 1)] : text[..max];
    }

    // Most of what is written needs no work: letters, digits and marks with single spaces between.
    private static bool IsCleanAscii(string text)
    {
        if (text.Length > TextMax || text is [' ', ..] or [.., ' ']) { return false; }
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is < ' ' or > '~' or '^' or '`' || (text[i] == ' ' && text[i - 1] == ' ')) { return false; }
        }
        return true;
    }

    // Normalization throws on lone surrogates; the runes of a string never contain one.
    private static string WellFormed(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\ud800', '\udfff') && !text.Contains('\ufffd')) { return text; }
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune != Rune.ReplacementChar) { result.AppendRune(rune); }
        }
        return result.ToString();
    }

    private static void Append(StringBuilder result, Rune rune)
    {
        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.DecimalDigitNumber:
                result.Append((int)Rune.GetNumericValue(rune));
                break;
            case UnicodeCategory.Control or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator:
                if (result.Length > 0 && result[^1] != ' ') { result.Append(' '); }
                break;
            case UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol or UnicodeCategory.EnclosingMark:
                break;
            case UnicodeCategory.NonSpacingMark when rune.Value is >= 0xFE00 and <= 0xFE0F: // the emoji variation selectors
                break;
            default:
                result.AppendRune(rune);
                break;
        }
    }
}
