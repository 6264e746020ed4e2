using System.Collections.Immutable;

namespace Platform.Dialogue;

/// <summary>Which of a bot's intents a text shows.</summary>
internal readonly struct IntentReader(string folded, ImmutableArray<string> words)
{
    private const double IntentMin = 0.55;

    // So many scores go on the stack; a bot has some dozens of intents.
    private const int FewIntents = 128;

    /// <summary>So many more of its small words show that a text is of another language: "¿cuál es el horario?".</summary>
    private const int PlainlyMore = 2;

    /// <summary>The intent in the language spoken; in another one where the text sounds more like that.</summary>
    public IntentMatch? Read(UnderstandingScope scope)
    {
        if (words.Length == 0) { return null; }
        var own = Read(scope.Bot, scope.Locale);
        if (own is { Exact: true }) { return own; }
        var sounds = Sounds(scope.Locale);
        foreach (var locale in Locales.All)
        {
            if (locale == scope.Locale) { continue; }
            var more = Sounds(locale) - sounds;
            if ((own is not null && more <= 0) || Read(scope.Bot, locale) is not { } match) { continue; }
            if (own is null ? more > 0 || match.Exact : more >= PlainlyMore || match.Score > own.Score) { return match; }
        }
        return own;
    }

    private IntentMatch? Read(BotDefinition bot, string locale)
    {
        var index = IntentIndex.Of(bot, locale);
        Span<double> scores = index.Intents.Length <= FewIntents ? stackalloc double[index.Intents.Length] : new double[index.Intents.Length];
        index.Score(folded, words, scores);
        IntentMatch? best = null;
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] < IntentMin) { continue; }
            var match = new IntentMatch(index.Intents[i], Math.Min(scores[i], 1), Exact: double.IsPositiveInfinity(scores[i]), locale);
            if (best is null || Wins(match, best)) { best = match; }
        }
        return best;
    }

    // A word in common is no change of language; more of its small words than of one's own are.
    private int Sounds(string locale)
    {
        var (stopWords, count) = (Language.Of(locale).StopWords, 0);
        foreach (var word in words)
        {
            if (stopWords.Contains(word)) { count++; }
        }
        return count;
    }

    // A message that says one thing and nothing else means it; otherwise a greeting yields to the request that comes with it.
    private static bool Wins(IntentMatch match, IntentMatch best)
    {
        if (match.Exact != best.Exact) { return match.Exact; }
        return match.Intent.Yields == best.Intent.Yields ? match.Score > best.Score : best.Intent.Yields;
    }
}
