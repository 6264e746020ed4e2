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

    private const double AnswerMin = 0.6;

    /// <summary>The only one needed: it has no state.</summary>
    public static RulesUnderstanding Instance { get; } = new();

    /// <inheritdoc />
    public Meaning Understand(string text, UnderstandingScope scope)
    {
        var folded = TextForms.Fold(text);
        var words = TextForms.WordsOf(folded, WordsMax);
        // What is certain is not compared with everything else: most messages are a choice or a plain request.
        if (ChoiceReader.Pick(text, words, scope.Choices, Language.Of(scope.Locale)) is { } choice)
        {
            return new Meaning(choice, null, null);
        }
        var intent = new IntentReader(folded, words).Read(scope);
        var leadsElsewhere = intent is { Intent.Yields: false } && intent.Intent.GoTo.Flow != scope.Flow;
        if (!leadsElsewhere && ChoiceReader.Assent(words, scope.Choices, Language.Of(scope.Locale)) is { } yes)
        {
            return new Meaning(yes, null, null);
        }
        return new Meaning(null, intent, intent is { Exact: true } ? null : Answer(words, scope));
    }

    private static AnswerMatch? Answer(ImmutableArray<string> words, UnderstandingScope scope)
    {
        var stopWords = Language.Of(scope.Locale).StopWords;
        var asked = words.RemoveAll(stopWords.Contains);
        if (asked.Length == 0) { return null; }
        Question? best = null;
        var score = 0d;
        foreach (var question in scope.Faq.Take(FaqMax))
        {
            foreach (var wording in question.Wordings)
            {
                if (Overlap(asked, KnownWords.Telling(wording, scope.Locale)) is var overlap && overlap > score) { (best, score) = (question, overlap); }
            }
        }
        if (best is not null && score >= AnswerMin) { return new AnswerMatch(best.Answer(), score); }
        return Only(asked, scope) is { } only ? new AnswerMatch(only.Answer(), AnswerMin) : null;
    }

    // "Convênio?", "Aceitam Unimed?": less than one wording of the question has, or of two of them, and all of it in one question alone.
    private static Question? Only(ImmutableArray<string> asked, UnderstandingScope scope)
    {
        Question? only = null;
        foreach (var question in scope.Faq.Take(FaqMax))
        {
            if (!Tells(question, asked, scope.Locale)) { continue; }
            if (only is not null) { return null; }
            only = question;
        }
        return only;
    }

    private static bool Tells(Question question, ImmutableArray<string> asked, string locale)
    {
        foreach (var word in asked)
        {
            if (!question.Wordings.Any(wording => Spelling.IsAmong(KnownWords.Telling(wording, locale), word))) { return false; }
        }
        return true;
    }

    // The share of the question's words that were said, less a little for words that have nothing to do with it.
    private static double Overlap(ImmutableArray<string> asked, ImmutableArray<string> wanted)
    {
        if (wanted.Length == 0) { return 0; }
        var common = 0;
        foreach (var word in wanted)
        {
            if (Spelling.IsAmong(asked, word)) { common++; }
        }
        var foreign = Math.Max(0, asked.Length - common);
        return ((double)common / wanted.Length) - (0.05 * Math.Min(foreign, 6));
    }
}
