using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Platform.Dialogue;

/// <summary>Written text as it is said aloud: dates, times, money, telephone numbers and abbreviations in words.</summary>
internal static class SpokenText
{
    private static readonly Pattern _money = new(@"(?<c>R\$|US\$|\$|€)\s?(?<n>\d{1,3}([.,]\d{3})+([.,]\d{2})?|\d{1,9}([.,]\d{2})?)\b");
    private static readonly Pattern _phone = new(@"(\+\d{1,3}[ -]?)?(\(\d{2,3}\)|\b\d{2})[ -]?\d{4,5}-?\d{4}\b");
    private static readonly Pattern _date = new(@"\b(?<d>\d{1,2})/(?<m>\d{1,2})(/(?<y>\d{4}))?\b");
    private static readonly Pattern _namedDate =
        new($@"\b(?<month>{string.Join('|', English.Words.Months)}) (?<d>\d{{1,2}})(, (?<y>\d{{4}}))?\b");
    private static readonly Pattern _time =
        new(@"\b(?<h>\d{1,2})(:(?<m>\d{2})( ?(?<half>am|pm|AM|PM))?|h(?<m>\d{2})?| ?(?<half>am|pm|AM|PM))\b");
    private static readonly Pattern _percent = new(@"\b(?<n>\d{1,3})%");
    private static readonly Pattern _digits = new(@"\b\d{1,9}\b");

    /// <summary>The text as one line of words.</summary>
    public static string Speak(string text, string locale)
    {
        var speech = Language.Of(locale).Speech;
        var spoken = Plain(text);
        spoken = _money.Replace(spoken, match => Money(match, locale) ?? match.Value);
        spoken = _phone.Replace(spoken, match => Digits(match.Value, locale));
        spoken = _date.Replace(spoken, match => Date(match, Number(match, "m"), speech) ?? match.Value);
        if (locale == Locales.English) { spoken = _namedDate.Replace(spoken, match => Date(match, Month(match), speech) ?? match.Value); }
        spoken = _time.Replace(spoken, match => Time(match, speech) ?? match.Value);
        spoken = _percent.Replace(spoken, match => $"{Words(Number(match, "n"), locale)} {speech.Percent}");
        // "At two p.m." ends its sentence with its own dot, and a bracket is heard as a pause.
        spoken = spoken.Replace("..", ".", StringComparison.Ordinal).Replace(" (", ", ", StringComparison.Ordinal)
            .Replace(")", "", StringComparison.Ordinal);
        foreach (var (written, said) in speech.Corrections) { spoken = spoken.Replace(written, said, StringComparison.Ordinal); }
        return Abbreviations(spoken, speech);
    }

    /// <summary>Numbers that are left in a text as words.</summary>
    public static string SpeakDigits(string text, string locale) =>
        _digits.Replace(text, match => match.Value is ['0', _, ..]
            ? match.Value
            : Words(int.Parse(match.Value, CultureInfo.InvariantCulture), locale));

    /// <summary>A number digit by digit, in groups as it was written.</summary>
    public static string Digits(string number, string locale)
    {
        var groups = TextForms.WordsOf(number).Select(group => group.Where(char.IsAsciiDigit).Select(digit => Words(digit - '0', locale)));
        return string.Join(", ", groups.Select(digits => string.Join(' ', digits)).Where(group => group.Length > 0));
    }

    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var clean = WithoutMarks(line);
            if (clean.Length == 0) { continue; }
            if (plain.Length > 0) { plain.Append(plain[^1] is '.' or '!' or '?' or ':' or ',' or ';' ? " " : ". "); }
            plain.Append(clean);
        }
        return plain.ToString();
    }

    private static string WithoutMarks(string line)
    {
        var plain = new StringBuilder(line.Length);
        // Clean reads a bounded text; a line of a bot may be longer.
        for (var at = 0; at < line.Length; at += TextForms.TextMax)
        {
            plain.Append(TextForms.Clean(line.Substring(at, Math.Min(TextForms.TextMax, line.Length - at))));
        }
        foreach (var mark in (ReadOnlySpan<string>)["*", "_", "~", "`", "•"]) { plain.Replace(mark, ""); }
        return plain.Replace(" ,", ",").ToString().Trim(' ', '-');
    }

    private static string? Money(Match match, string locale)
    {
        if (MoneyReader.Read(match.Groups["n"].Value, Language.Of(locale)) is not { } amount || amount > NumberSpeech.Max) { return null; }
        var units = (long)decimal.Truncate(amount);
        return Language.Of(locale).Speech.Money(match.Groups["c"].Value, units, (int)((amount - units) * 100));
    }

    private static string? Date(Match match, int month, SpeechWords speech)
    {
        var day = Number(match, "d");
        return day is >= 1 and <= 31 && month is >= 1 and <= 12
            ? speech.Date(day, month, match.Groups["y"].Success ? Number(match, "y") : 0)
            : null;
    }

    private static int Month(Match match) => English.Words.Months.IndexOf(match.Groups["month"].Value) + 1;

    private static string? Time(Match match, SpeechWords speech)
    {
        var (hour, minute) = (Number(match, "h"), match.Groups["m"].Success ? Number(match, "m") : 0);
        var half = match.Groups["half"].Value.ToLowerInvariant();
        if (half.Length > 0) { hour = (hour % 12) + (half == "pm" ? 12 : 0); }
        return hour <= 23 && minute <= 59 ? speech.Time(new TimeOnly(hour, minute)) : null;
    }

    private static string Abbreviations(string text, SpeechWords speech) => string.Join(' ', text.Split(' ').Select(
        word => speech.Abbreviations.TryGetValue(word, out var full) ? full : word));

    private static string Words(int number, string locale) => Language.Of(locale).Numbers.Speak(number, false);

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
}
