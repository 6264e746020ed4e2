using System.Collections.Immutable;

namespace Platform.Dialogue;

/// <summary>
/// Understanding by rules, without network: keywords, patterns, example sentences, typing errors forgiven. Always there, and
/// bounded: a text is cut to <see cref="TextForms.TextMax"/> characters and <see cref="WordsMax"/> words.
/// </summary>
public sealed class RulesUnderstanding : IUnderstanding
{
    /// <summary>Words of a text that are looked at: a few sentences; what matters is said in them.</summary>
    public const int WordsMax = 120;

    /// <summary>Questions of a company that are compared, so that a huge list cannot slow a turn.</summary>
    public const int FaqMax = 200;

    private const double IntentMin = 0.55;
    private const double AnswerMin = 0.6;

    /// <summary>The only one needed: it has no state.</summary>
    public static RulesUnderstanding Instance { get; } = new();

    /// <inheritdoc />
    public Meaning Understand(string text, UnderstandingScope scope)
    {
        var folded = TextForms.Fold(text);
        ImmutableArray<string> words = [.. TextForms.WordsOf(folded).Take(WordsMax)];
        // What is certain is not compared with everything else: most messages are a choice or a plain request.
        if (ChoiceReader.Pick(text, words, scope.Choices, Language.Of(scope.Locale)) is { } choice)
        {
            return new Meaning(choice, null, null);
        }
        var intent = Intent(folded, words, scope);
        var leadsElsewhere = intent is { Intent.Yields: false } && intent.Intent.GoTo.Flow != scope.Flow;
        if (!leadsElsewhere && ChoiceReader.Assent(text, scope.Choices, Language.Of(scope.Locale)) is { } yes)
        {
            return new Meaning(yes, null, null);
        }
        return new Meaning(null, intent, intent is { Exact: true } ? null : Answer(words, scope));
    }

    private static IntentMatch? Intent(string folded, ImmutableArray<string> words, UnderstandingScope scope)
    {
        if (words.Length == 0) { return null; }
        if (Intent(folded, words, scope.Bot, scope.Locale) is { } own) { return own; }
        return Locales.All.Where(locale => locale != scope.Locale)
            .Select(locale => Intent(folded, words, scope.Bot, locale))
            .FirstOrDefault(match => match is not null && (match.Exact || Sounds(words, match.Locale) > Sounds(words, scope.Locale)));
    }

    // A word in common is no change of language; more of its small words than of one's own are.
    private static int Sounds(ImmutableArray<string> words, string locale) => words.Count(Language.Of(locale).StopWords.Contains);

    private static IntentMatch? Intent(string folded, ImmutableArray<string> words, BotDefinition bot, string locale)
    {
        IntentMatch? best = null;
        foreach (var intent in bot.Intents.Values)
        {
            var (score, exact) = IntentScore.Of(folded, words, intent.Wordings.GetValueOrDefault(locale, IntentWordings.None));
            if (score < IntentMin) { continue; }
            var match = new IntentMatch(intent, score, exact, locale);
            if (best is null || Wins(match, best)) { best = match; }
        }
        return best;
    }

    // A message that says one thing and nothing else means it; otherwise a greeting yields to the request that comes with it.
    private static bool Wins(IntentMatch match, IntentMatch best)
    {
        if (match.Exact != best.Exact) { return match.Exact; }
        return match.Intent.Yields == best.Intent.Yields ? match.Score > best.Score : best.Intent.Yields;
    }

    private static AnswerMatch? Answer(ImmutableArray<string> words, UnderstandingScope scope)
    {
        var stopWords = Language.Of(scope.Locale).StopWords;
        var asked = words.Where(word => !stopWords.Contains(word)).ToImmutableArray();
        if (asked.Length == 0) { return null; }
        var best = scope.Faq.Take(FaqMax)
            .SelectMany(entry => entry.Questions, (entry, question) => new AnswerMatch(entry.Answer, Overlap(asked, question, stopWords)))
            .MaxBy(match => match.Score);
        return best is { Score: >= AnswerMin } ? best : null;
    }

    // The share of the question's words that were said, less a little for words that have nothing to do with it.
    private static double Overlap(ImmutableArray<string> asked, string question, ImmutableHashSet<string> stopWords)
    {
        var words = KnownWords.Of(question).Where(word => !stopWords.Contains(word));
        var wanted = words.Distinct(StringComparer.Ordinal).Take(WordsMax).ToArray();
        if (wanted.Length == 0) { return 0; }
        var common = wanted.Count(word => Spelling.IsAmong(asked, word));
        var foreign = Math.Max(0, asked.Length - common);
        return ((double)common / wanted.Length) - (0.05 * Math.Min(foreign, 6));
    }
}
