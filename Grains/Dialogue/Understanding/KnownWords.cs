using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Platform.Dialogue;

/// <summary>
/// The words of texts that are configured, such as questions and titles: the same few are compared with every message, and folding
/// them anew would be most of a turn's work. A function of the text alone, so whose text it is does not matter.
/// </summary>
internal static class KnownWords
{
    /// <summary>Some hundred companies' questions at about 200 bytes; beyond it everything is forgotten and read anew.</summary>
    private const int TextsMax = 10_000;

    private static readonly ConcurrentDictionary<string, ImmutableArray<string>> _known = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<(string Text, string Locale), ImmutableArray<string>> _telling = [];
    private static readonly ConcurrentDictionary<(string Text, string Locale), string> _senses = [];

    /// <summary>What <see cref="TextForms.Words"/> gives.</summary>
    public static ImmutableArray<string> Of(string text)
    {
        if (_known.TryGetValue(text, out var words)) { return words; }
        if (_known.Count >= TextsMax) { _known.Clear(); }
        return _known[text] = [.. TextForms.Words(text)];
    }

    /// <summary>Of these, once each, those that tell what is meant: not the small words that every sentence of the language has.</summary>
    public static ImmutableArray<string> Telling(string text, string locale)
    {
        if (_telling.TryGetValue((text, locale), out var words)) { return words; }
        if (_telling.Count >= TextsMax) { _telling.Clear(); }
        var stopWords = Language.Of(locale).StopWords;
        var telling = TextForms.Words(text).Where(word => !stopWords.Contains(word)).Distinct(StringComparer.Ordinal);
        return _telling[(text, locale)] = [.. telling.Take(RulesUnderstanding.WordsMax)];
    }

    /// <summary>The same for texts that ask the same in other small words or another order; empty where nothing is asked.</summary>
    public static string Sense(string text, string locale)
    {
        if (_senses.TryGetValue((text, locale), out var sense)) { return sense; }
        if (_senses.Count >= TextsMax) { _senses.Clear(); }
        return _senses[(text, locale)] = string.Join(' ', Telling(text, locale).Order(StringComparer.Ordinal));
    }
}
