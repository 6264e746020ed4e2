namespace Platform.Dialogue;

/// <summary>Where a long text is cut.</summary>
internal static class SentenceCut
{
    /// <summary>
    /// The length of the longest beginning that fits and ends well: after a paragraph, a sentence, a word, else a whole character.
    /// </summary>
    public static int Length(string text, int max)
    {
        if (text.Length <= max) { return text.Length; }
        var window = text.AsSpan(0, max);
        foreach (var ends in (ReadOnlySpan<string[]>)[["\n\n"], [". ", "! ", "? ", "\n"], [" "]])
        {
            var cut = ends.Max(window, end => end.Length);
            // An end in the first half would leave a message too short to be worth it.
            if (cut > max / 2) { return cut; }
        }
        return char.IsHighSurrogate(text[max - 1]) ? max - 1 : max;
    }

    private static int Max(this string[] ends, ReadOnlySpan<char> window, Func<string, int> length)
    {
        var cut = 0;
        foreach (var end in ends)
        {
            var at = window.LastIndexOf(end);
            if (at >= 0) { cut = Math.Max(cut, at + length(end)); }
        }
        return cut;
    }
}
