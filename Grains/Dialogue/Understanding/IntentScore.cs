using System.Collections.Immutable;

namespace Platform.Dialogue;

/// <summary>How much a text says an intent: 0 to 1.</summary>
internal static class IntentScore
{
    private const double PatternScore = 0.9;
    private const double ExampleMin = 0.6;

    public static (double Score, bool Exact) Of(
        string folded, ImmutableArray<string> words, FirstLetters letters, IntentWordings wordings)
    {
        var best = 0d;
        foreach (var phrase in wordings.Keywords)
        {
            if (!letters.MayHold(phrase.Letters) || !Spelling.Holds(words, phrase.Words)) { continue; }
            if (phrase.Words.Length == words.Length) { return (1, true); }
            best = Math.Max(best, Keyword(phrase.Words.Length, words.Length));
        }
        foreach (var example in wordings.Examples)
        {
            if (example.Words.Length == words.Length && letters.MayHold(example.Letters) && Spelling.Holds(words, example.Words)) { return (1, true); }
            best = Math.Max(best, Example(words, letters, example.Words));
        }
        foreach (var pattern in wordings.Patterns)
        {
            if (pattern.IsMatch(folded)) { best = Math.Max(best, PatternScore); }
        }
        return (best, false);
    }

    // Longer phrases are surer, and so are phrases that are most of the message.
    private static double Keyword(int phrase, int message) =>
        0.6 + (0.08 * Math.Min(phrase, 3)) + (0.15 * phrase / message);

    private static double Example(ImmutableArray<string> words, FirstLetters letters, ImmutableArray<string> example)
    {
        if (example.Length < 2) { return 0; }
        var common = 0;
        foreach (var word in example)
        {
            if (letters.MayHold(word) && Spelling.IsAmong(words, word)) { common++; }
        }
        var likeness = 2d * common / (example.Length + words.Length);
        return likeness >= ExampleMin ? 0.9 * likeness : 0;
    }
}
