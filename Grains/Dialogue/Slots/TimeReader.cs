using System.Text.RegularExpressions;

namespace Platform.Dialogue;

/// <summary>
/// Reads a time of day ("às 10", "10h30", "dez da manhã", "half past ten") or a part of one ("de manhã"). An hour from 1 to 6 of
/// which nothing more is said is in the afternoon: companies are not open before.
/// </summary>
internal static class TimeReader
{
    private const int FirstMorningHour = 7;

    /// <summary>The stored form: <c>HH:mm</c>, or the id of a <see cref="DayPart"/>; <c>null</c> when the text names no time.</summary>
    public static string? Read(string folded, Language language, bool asked)
    {
        var words = language.Times;
        return (Exact(folded, words, language, asked) ?? Named(folded, words)) is { } time ? Stored.Text(time) : Part(folded, words);
    }

    private static TimeOnly? Exact(string text, TimeWords words, Language language, bool asked)
    {
        foreach (var pattern in words.Exact)
        {
            if (pattern.Match(text) is { Success: true } match && Time(match, words, language) is { } time) { return time; }
        }
        return asked && words.Bare.Match(text.Trim()) is { Success: true } bare ? Time(bare, words, language) : null;
    }

    private static TimeOnly? Named(string text, TimeWords words)
    {
        if (words.Noon.Match(text) is { Success: true } noon) { return new TimeOnly(12, noon.Groups["half"].Success ? 30 : 0); }
        return words.Midnight.Match(text) is { Success: true } midnight ? new TimeOnly(0, midnight.Groups["half"].Success ? 30 : 0) : null;
    }

    private static string? Part(string text, TimeWords words)
    {
        for (var index = 0; index < words.Parts.Length; index++)
        {
            if (words.Parts[index].IsMatch(text)) { return DayPart.All[index].Id; }
        }
        return null;
    }

    private static TimeOnly? Time(Match match, TimeWords words, Language language)
    {
        // "A uma": the pattern holds the hour itself, and its group is empty.
        var hour = match.Groups["h"].Length == 0 ? 1 : Value(match.Groups["h"].Value, words, language);
        var minute = Minute(match, words, language);
        if (hour is not (>= 0 and <= 24) || minute is not (>= 0 and < 60)) { return null; }
        var time = new TimeOnly(Hour(hour.Value, match.Groups["p"].Value, match.Groups["h"].Value, words), minute.Value);
        // "Dez para as dez", "las tres menos cuarto": so many minutes before the hour.
        return match.Groups["less"] is not { Success: true } less ? time
            : Value(less.Value, words, language) is > 0 and < 60 and var before ? time.AddMinutes(-before)
            : null;
    }

    private static int? Minute(Match match, TimeWords words, Language language)
    {
        if (match.Groups["half"].Success) { return 30; }
        if (match.Groups["quarter"].Success) { return 15; }
        return match.Groups["m"].Success ? Value(match.Groups["m"].Value, words, language) : 0;
    }

    private static int Hour(int hour, string part, string written, TimeWords words)
    {
        if (hour == 24 || (hour == 12 && part == words.NightWord)) { return 0; }
        if (part.Length > 0) { return words.MorningWords.Contains(part) ? hour % (hour == 12 ? 12 : 24) : hour < 12 ? hour + 12 : hour; }
        // "03:00" is written by those who mean it.
        return hour is > 0 and < FirstMorningHour && !written.StartsWith('0') ? hour + 12 : hour;
    }

    private static int? Value(string text, TimeWords words, Language language)
    {
        if (words.Minutes.TryGetValue(text, out var minutes)) { return minutes; }
        return (int?)NumberReader.Read(text, language);
    }
}
