using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Platform.Dialogue;

/// <summary>
/// How all intents of a bot are said in one language, side by side: which phrases a message cannot hold is told by their first letters
/// alone, and few are left to be compared.
/// </summary>
internal sealed class IntentIndex
{
    private const double PatternScore = 0.9;
    private const double ExampleMin = 0.6;

    // Goes with the bot, which never changes.
    private static readonly ConditionalWeakTable<BotDefinition, ImmutableDictionary<string, IntentIndex>> _known = [];

    private readonly Said[] _keywords;
    private readonly Said[] _examples;
    private readonly (int Intent, Regex Pattern)[] _patterns;

    private IntentIndex(BotDefinition bot, string locale)
    {
        Intents = [.. bot.Intents.Values];
        var wordings = Intents.Select(intent => intent.Wordings.GetValueOrDefault(locale, IntentWordings.None)).ToArray();
        _keywords = [.. wordings.SelectMany((said, intent) => said.Keywords.Select(phrase => new Said(intent, phrase)))];
        _examples = [.. wordings.SelectMany((said, intent) => said.Examples.Select(phrase => new Said(intent, phrase)))];
        _patterns = [.. wordings.SelectMany((said, intent) => said.Patterns.Select(pattern => (intent, pattern)))];
    }

    /// <summary>The bot's intents, in the order of their names.</summary>
    public ImmutableArray<BotIntent> Intents { get; }

    /// <summary>The index of a bot in a supported language.</summary>
    public static IntentIndex Of(BotDefinition bot, string locale) => _known.GetValue(
        bot, static bot => Locales.All.ToImmutableDictionary(locale => locale, locale => new IntentIndex(bot, locale)))[locale];

    /// <summary>How much the message says each intent: 0 to 1, and <see cref="double.PositiveInfinity"/> where it says it and nothing else.</summary>
    public void Score(string folded, ImmutableArray<string> words, Span<double> scores)
    {
        scores.Clear();
        var letters = FirstLetters.Of(words);
        foreach (ref readonly var keyword in _keywords.AsSpan())
        {
            if (!letters.MayHold(keyword.Letters) || !Spelling.Holds(words, keyword.Phrase.Words)) { continue; }
            Raise(scores, keyword, Keyword(keyword.Length, words.Length), isAll: keyword.Length == words.Length);
        }
        foreach (ref readonly var example in _examples.AsSpan())
        {
            if (Likeness(example.Length - letters.Missing(example.Letters), example.Length, words.Length) < ExampleMin) { continue; }
            var isAll = example.Length == words.Length && letters.MayHold(example.Letters) && Spelling.Holds(words, example.Phrase.Words);
            Raise(scores, example, Example(words, letters, example.Phrase.Words), isAll);
        }
        // What a message says and nothing else wins over any pattern.
        if (scores.Contains(double.PositiveInfinity)) { return; }
        foreach (var (intent, pattern) in _patterns)
        {
            if (scores[intent] < PatternScore && pattern.IsMatch(folded)) { scores[intent] = PatternScore; }
        }
    }

    private static void Raise(Span<double> scores, in Said said, double score, bool isAll) =>
        scores[said.Intent] = Math.Max(scores[said.Intent], isAll ? double.PositiveInfinity : score);

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
        var likeness = Likeness(common, example.Length, words.Length);
        return likeness >= ExampleMin ? 0.9 * likeness : 0;
    }

    private static double Likeness(int common, int example, int message) => 2d * common / (example + message);

    /// <summary>A phrase that says an intent.</summary>
    private readonly struct Said(int intent, Phrase phrase)
    {
        public int Intent { get; } = intent;

        public int Length { get; } = phrase.Words.Length;

        public FirstLetters Letters { get; } = phrase.Letters;

        public Phrase Phrase { get; } = phrase;
    }
}
