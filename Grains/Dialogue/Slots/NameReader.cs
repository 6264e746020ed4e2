using System.Globalization;

namespace Platform.Dialogue;

/// <summary>Reads a person's name: "meu nome é maria da silva" gives "Maria da Silva".</summary>
internal static class NameReader
{
    private const int LengthMin = 2;
    private const int LengthMax = 80;
    private const int WordsMax = 7;

    private static readonly string[] _particles = ["da", "de", "do", "das", "dos", "e", "di", "del", "la", "los", "las", "y", "van", "von"];

    /// <summary>The name, or <c>null</c> when the text does not look like one.</summary>
    public static string? Read(string text, Language language)
    {
        var name = WithoutLead(TextForms.Clean(text), language).Trim(' ', '.', ',', '!', ';', ':', '*', '_', '~', '"');
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (name.Length is < LengthMin or > LengthMax || words.Length > WordsMax || !name.All(IsNameLetter)) { return null; }
        if (!words.All(word => word.Any(char.IsLetter)) || TextForms.Words(name).Any(language.Answers.NotNames.Contains)) { return null; }
        return string.Join(' ', IsWritten(name) ? words : words.Select(Capital));
    }

    private static string WithoutLead(string text, Language language)
    {
        var folded = TextForms.Fold(text);
        // Folding keeps the length of composed Latin text; where it does not, the lead is left to the checks below.
        if (folded.Length != text.Length) { return text; }
        var from = 0;
        foreach (var lead in language.Answers.NameLeads)
        {
            var at = folded.IndexOf(lead, StringComparison.Ordinal);
            if (at == 0 || (at > 0 && folded[at - 1] == ' ' && at <= 12)) { from = at + lead.Length; break; }
        }
        return text[from..];
    }

    private static bool IsNameLetter(char letter) =>
        char.IsLetter(letter) || letter is ' ' or '\'' or '’' or '-' or '.'
            || char.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark
            or UnicodeCategory.SpacingCombiningMark || char.IsSurrogate(letter);

    // Mixed case is the customer's own choice; all lower or all upper case is a keyboard's.
    private static bool IsWritten(string name) => name.Any(char.IsUpper) && name.Any(char.IsLower);

    private static string Capital(string word, int index)
    {
        var lower = word.ToLowerInvariant();
        if (index > 0 && _particles.Contains(lower, StringComparer.Ordinal)) { return lower; }
        return char.ToUpperInvariant(lower[0]) + lower[1..];
    }
}
