using System.Text;

namespace Platform.Storage;

/// <summary>Text as every database can hold it.</summary>
internal static class StoredText
{
    private const char Replacement = '\ufffd';

    /// <summary>
    /// The text with NUL characters and lone surrogates replaced by U+FFFD, so that a customer's message can never make a turn fail.
    /// </summary>
    public static string Clean(string text)
    {
        var first = FirstSuspicious(text);
        return first < 0 ? text : Replace(text, first);
    }

    // PostgreSQL refuses NUL in text, and a surrogate without its other half has no UTF-8 form.
    private static int FirstSuspicious(ReadOnlySpan<char> text)
    {
        // Two plain scans: one search for all of these characters at once is slower by far where there are accents.
        var (nul, surrogate) = (text.IndexOf('\0'), FirstLoneSurrogate(text));
        return nul < 0 || surrogate < 0 ? Math.Max(nul, surrogate) : Math.Min(nul, surrogate);
    }

    // Emoji are pairs, and most texts of a bot have some.
    private static int FirstLoneSurrogate(ReadOnlySpan<char> text)
    {
        for (var at = 0; text[at..].IndexOfAnyInRange('\ud800', '\udfff') is >= 0 and var next; at += 2)
        {
            at += next;
            if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1])) { return at; }
        }
        return -1;
    }

    private static string Replace(string text, int first)
    {
        var clean = new StringBuilder(text.Length).Append(text, 0, first);
        foreach (var rune in text.AsSpan(first).EnumerateRunes())
        {
            // The enumeration itself yields U+FFFD for a lone surrogate.
            if (rune.Value == 0) { clean.Append(Replacement); } else { clean.Append(rune.ToString()); }
        }
        return clean.ToString();
    }
}
