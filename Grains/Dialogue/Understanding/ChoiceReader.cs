using System.Collections.Immutable;

namespace Platform.Dialogue;

/// <summary>Which of the offered choices a text picks: by number, by order, by title or by a synonym.</summary>
internal static class ChoiceReader
{
    /// <summary>Words around a number that still leave it a choice: "a segunda opção, por favor".</summary>
    private const int FillersMax = 5;

    private const string Yes = "yes";
    private const string No = "no";

    /// <summary>The choice of assent, where the text leans to it.</summary>
    public static string? Assent(ImmutableArray<string> words, ImmutableArray<Choice> choices, Language language) =>
        choices.Any(choice => choice.Id == Yes) && YesNo.Leans(words, language) ? Yes : null;

    public static string? Pick(string text, ImmutableArray<string> words, ImmutableArray<Choice> choices, Language language)
    {
        if (choices.Length == 0) { return null; }
        return ByNumber(words, choices, language) ?? Named(words, choices) ?? ByYesOrNo(text, words, choices, language);
    }

    private static string? ByNumber(ImmutableArray<string> words, ImmutableArray<Choice> choices, Language language)
    {
        if (words.Length is 0 or > FillersMax) { return null; }
        var rest = words.RemoveAll(language.Answers.Fillers.Contains);
        // "The first one".
        if (rest is [_, "one"]) { rest = rest[..1]; }
        if (rest is not [var only]) { return null; }
        if (language.Answers.Last.Contains(only)) { return choices[^1].Id; }
        return Number(only, language) is >= 1 and var number && number <= choices.Length ? choices[number - 1].Id : null;
    }

    private static int Number(string word, Language language)
    {
        if (word.Length == 1 && char.IsAsciiDigit(word[0])) { return word[0] - '0'; }
        // "1o", "2a", "1st", "2nd" come from "1º", "2ª" and their like.
        if (word.Length is 2 or 3 && char.IsAsciiDigit(word[0]) && language.Answers.OrdinalEndings.Contains(word[1..]))
        {
            return word[0] - '0';
        }
        return language.Answers.Ordinals.GetValueOrDefault(word, 0);
    }

    /// <summary>The choice whose title or synonym stands in the text; the longest wording wins.</summary>
    public static string? Named(ImmutableArray<string> words, ImmutableArray<Choice> choices)
    {
        var (best, longest) = ((string?)null, 0);
        foreach (var choice in choices)
        {
            if (Score(words, choice) is var score && score > longest) { (best, longest) = (choice.Id, score); }
        }
        return best;
    }

    // The length of the longest wording that stands in the text: "clínica geral" beats "clínica".
    private static int Score(ImmutableArray<string> words, Choice choice)
    {
        var longest = Length(words, choice.Title);
        foreach (var synonym in choice.Synonyms) { longest = Math.Max(longest, Length(words, synonym)); }
        return longest;
    }

    private static int Length(ImmutableArray<string> words, string wording)
    {
        var wanted = KnownWords.Of(wording);
        return Spelling.Holds(words, wanted) ? wanted.Length : 0;
    }

    private static string? ByYesOrNo(string text, ImmutableArray<string> words, ImmutableArray<Choice> choices, Language language)
    {
        var answer = YesNo.Firm(text, words, language);
        return answer is { } yes && choices.FirstOrDefault(choice => choice.Id == (yes ? Yes : No)) is { } choice ? choice.Id : null;
    }
}
