using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Platform.Dialogue;

/// <summary>Whether two words are the same but for a typing error.</summary>
internal static class Spelling
{
    /// <summary>Words longer than this are compared exactly: none in a vocabulary is, and the work stays small.</summary>
    public const int WordMax = 24;

    // "Para" is in every other sentence, and one letter away from "parar".
    private static readonly FrozenSet<string> _smallWords = Locales.All.SelectMany(locale => Language.Of(locale).StopWords).ToFrozenSet();

    /// <summary>Errors forgiven in a word of this length: none where an error makes another word.</summary>
    public static int ErrorsMax(int length) => length switch { < 5 => 0, < 9 => 1, _ => 2 };

    /// <summary>Whether <paramref name="word"/> is <paramref name="known"/>, give or take the errors forgiven in it.</summary>
    public static bool IsLike(string word, string known)
    {
        // A first letter is seldom mistyped; requiring it keeps "anotar" from being "notar", and most comparisons short.
        if (word.Length == 0 || known.Length == 0 || word[0] != known[0]) { return false; }
        if (word == known) { return true; }
        var errors = ErrorsMax(known.Length);
        if (errors == 0 || word.Length > WordMax || known.Length > WordMax || Math.Abs(word.Length - known.Length) > errors)
        {
            return false;
        }
        return Distance(word, known) <= errors && !_smallWords.Contains(word);
    }

    /// <summary>Whether one of the words is <paramref name="known"/>, give or take.</summary>
    public static bool IsAmong(ImmutableArray<string> words, string known)
    {
        foreach (var word in words)
        {
            if (IsLike(word, known)) { return true; }
        }
        return false;
    }

    /// <summary>Whether the phrase stands in the words, give or take the errors forgiven in it. An empty phrase stands nowhere.</summary>
    public static bool Holds(ImmutableArray<string> words, ImmutableArray<string> phrase)
    {
        for (var start = 0; start + phrase.Length <= words.Length && phrase.Length > 0; start++)
        {
            var at = 0;
            while (at < phrase.Length && IsLike(words[start + at], phrase[at])) { at++; }
            if (at == phrase.Length) { return true; }
        }
        return false;
    }

    /// <summary>Edit distance with neighbours swapped counted once (optimal string alignment).</summary>
    public static int Distance(string left, string right)
    {
        Span<int> before = stackalloc int[WordMax + 1], above = stackalloc int[WordMax + 1], row = stackalloc int[WordMax + 1];
        for (var column = 0; column <= right.Length; column++) { above[column] = column; }
        for (var line = 1; line <= left.Length; line++)
        {
            row[0] = line;
            for (var column = 1; column <= right.Length; column++)
            {
                var change = left[line - 1] == right[column - 1] ? 0 : 1;
                row[column] = Math.Min(Math.Min(row[column - 1] + 1, above[column] + 1), above[column - 1] + change);
                if (line > 1 && column > 1 && left[line - 1] == right[column - 2] && left[line - 2] == right[column - 1])
                {
                    row[column] = Math.Min(row[column], before[column - 2] + 1);
                }
            }
            above.CopyTo(before);
            row.CopyTo(above);
        }
        return above[right.Length];
    }
}
