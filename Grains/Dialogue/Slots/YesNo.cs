using System.Collections.Immutable;

namespace Platform.Dialogue;

/// <summary>Reads yes and no, in words or by thumbs.</summary>
internal static class YesNo
{
    /// <summary>Words of an answer that is only yes or no; longer ones say something else.</summary>
    private const int WordsMax = 8;

    private static readonly string[] _yesSigns = ["👍", "👌", "✅", "🆗", "🙌"];
    private static readonly string[] _noSigns = ["👎", "❌", "🚫"];

    /// <summary><c>true</c> for yes, <c>false</c> for no, <c>null</c> for neither. A denial outweighs: "não, pode deixar".</summary>
    public static bool? Read(string text, Language language)
    {
        var words = TextForms.WordsOf(TextForms.Fold(text), WordsMax + 1);
        return Firm(text, words, language) ?? (Leans(words, language) ? true : null);
    }

    /// <summary>Only what can hardly be anything else.</summary>
    public static bool? Firm(string text, ImmutableArray<string> words, Language language)
    {
        if (words.Length == 0) { return BySign(text); }
        if (words.Length > WordsMax || words.Any(language.Answers.Unsure.Contains)) { return null; }
        if (words.Any(language.Answers.No.Contains)) { return false; }
        return words.Any(language.Answers.Yes.Contains) ? true : null;
    }

    /// <summary>Words that assent at the beginning of an answer, and often begin something else: "quero", "pode", "isso".</summary>
    public static bool Leans(ImmutableArray<string> words, Language language) =>
        words.Length is > 0 and <= WordsMax && language.Answers.YesFirst.Contains(words[0])
            && !words.Any(language.Answers.Unsure.Contains) && !words.Any(language.Answers.No.Contains);

    private static bool? BySign(string text)
    {
        var seen = TextForms.Cut(text, TextForms.TextMax);
        if (_noSigns.Any(sign => seen.Contains(sign, StringComparison.Ordinal))) { return false; }
        return _yesSigns.Any(sign => seen.Contains(sign, StringComparison.Ordinal)) ? true : null;
    }
}
