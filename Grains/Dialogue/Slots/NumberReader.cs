using System.Globalization;

namespace Platform.Dialogue;

/// <summary>Reads whole numbers in digits or words: "15", "1.500", "vinte e cinco", "trinta mil".</summary>
internal static class NumberReader
{
    /// <summary>Numbers above this are no answer to any question asked here.</summary>
    public const long Max = 999_999_999_999;

    private static readonly Pattern _grouped = new(@"\b\d{1,3}([.,]\d{3})+\b");
    private static readonly Pattern _digits = new(@"\b\d{1,12}\b");

    /// <summary>The number that the text is, or the only one that stands in it; <c>null</c> when there is none or several.</summary>
    public static long? Read(string folded, Language language)
    {
        var plain = _grouped.Replace(folded, match => new string([.. match.Value.Where(char.IsAsciiDigit)]));
        var words = TextForms.WordsOf(plain);
        return Words(words, language) ?? WordsWithin(words, language) ?? Digits(plain);
    }

    private static long? Digits(string plain)
    {
        var match = _digits.Match(plain);
        if (!match.Success || match.NextMatch().Success) { return null; }
        return long.Parse(match.Value, CultureInfo.InvariantCulture) is <= Max and var number ? number : null;
    }

    // Filler words around a number in words: "somos três pessoas".
    private static long? WordsWithin(IReadOnlyList<string> words, Language language)
    {
        var numbers = language.Numbers;
        var start = words.ToList().FindIndex(word => IsNumberWord(word, numbers) && !numbers.Joins.Contains(word) && !numbers.Hundreds.Contains(word));
        if (start < 0) { return null; }
        var run = words.Skip(start).TakeWhile(word => IsNumberWord(word, numbers)).ToList();
        while (run.Count > 0 && numbers.Joins.Contains(run[^1])) { run.RemoveAt(run.Count - 1); }
        return words.Skip(start + run.Count).Any(word => numbers.Values.ContainsKey(word) || Plain(word) is not null) ? null : Words(run, language);
    }

    private static bool IsNumberWord(string word, NumberWords numbers) =>
        numbers.Values.ContainsKey(word) || numbers.Scales.ContainsKey(word) || numbers.Hundreds.Contains(word)
            || numbers.Joins.Contains(word) || Plain(word) is not null;

    /// <summary>The number that the words are together; <c>null</c> when one of them is no number word.</summary>
    private static long? Words(IReadOnlyList<string> words, Language language)
    {
        var numbers = language.Numbers;
        long total = 0, group = 0;
        var any = false;
        foreach (var word in words)
        {
            if (numbers.Joins.Contains(word) && any) { continue; }
            any = true;
            if (numbers.Values.TryGetValue(word, out var value))
            {
                if (!Follows(group, value)) { return null; }
                group += value;
            }
            else if (Plain(word) is { } digits && group == 0) { group = digits; }
            else if (numbers.Hundreds.Contains(word)) { group = Math.Max(group, 1) * 100; }
            else if (numbers.Scales.TryGetValue(word, out var scale))
            {
                if (IsAnother(total, scale)) { return null; }
                (total, group) = Scaled(total, group, scale);
            }
            else { return null; }
            if (total + group > Max) { return null; }
        }
        return any ? total + group : null;
    }

    // "Vinte e um" is one number, "um dois" are two.
    private static bool Follows(long group, int value) => group % (value switch { < 10 => 10, < 100 => 100, _ => 1_000 }) == 0;

    // "Vinte mil e trinta mil" are two numbers: within one, a scale comes only after larger ones.
    private static bool IsAnother(long total, int scale) => total >= scale && total % (scale * 1_000L) != 0;

    // "Um milhão duzentos mil": a smaller scale multiplies only its own group; "mil milhões" multiplies all before it.
    private static (long Total, long Group) Scaled(long total, long group, int scale) =>
        total > 0 && total < scale ? ((total + group) * scale, 0) : (total + (Math.Max(group, 1) * scale), 0);

    private static long? Plain(string word) =>
        word.Length <= 12 && word.All(char.IsAsciiDigit) ? long.Parse(word, CultureInfo.InvariantCulture) : null;
}
