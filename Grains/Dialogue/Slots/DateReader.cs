using System.Globalization;
using System.Text.RegularExpressions;

namespace Platform.Dialogue;

/// <summary>
/// Reads a day, today or later: "amanhã", "próxima terça", "dia 15", "15/12", "15 de dezembro", "in two days". Numbers are day
/// first. A day without a year that has passed is next year's; a weekday is its next one, never today.
/// </summary>
internal static class DateReader
{
    /// <summary>How far ahead a day may be: what is said of a later one was misread.</summary>
    public const int AheadDaysMax = 400;

    private static readonly Pattern _iso = new(@"\b(?<y>\d{4})-(?<month>\d{1,2})-(?<d>\d{1,2})\b");
    private static readonly Pattern _slashed = new(@"\b(?<d>\d{1,2})o?\s?[/.-]\s?(?<month>\d{1,2})(\s?[/.-]\s?(?<y>\d{4}|\d{2}))?\b");
    private static readonly Pattern _bare = new(@"^(?<d>\d{1,2})$");

    /// <summary>The day that a text names; <paramref name="asked"/> where a day was asked for, so that a bare number is one.</summary>
    public static DateOnly? Read(string folded, DateOnly today, Language language, bool asked)
    {
        var words = language.Dates;
        var text = words.Ignored?.Replace(folded, _ => " ") ?? folded;
        var day = Written(text, today, words)
            ?? Relative(text, today, words)
            ?? Counted(text, today, language)
            ?? Weekday(text, today, words)
            ?? Day(words.Numbered.Match(text), today)
            ?? (asked ? Day(_bare.Match(text.Trim()), today) : null);
        return day is { } found && found >= today && found.DayNumber - today.DayNumber <= AheadDaysMax ? found : null;
    }

    private static DateOnly? Written(string text, DateOnly today, DateWords words)
    {
        if (_iso.Match(text) is { Success: true } iso) { return Exact(Number(iso, "y"), Number(iso, "month"), Number(iso, "d")); }
        foreach (var pattern in words.Named)
        {
            if (pattern.Match(text) is not { Success: true } named) { continue; }
            return Coming(Number(named, "d"), words.MonthNames[named.Groups["month"].Value], Number(named, "y"), today);
        }
        return _slashed.Match(text) is { Success: true } slashed && IsDate(slashed)
            ? Coming(Number(slashed, "d"), Number(slashed, "month"), Number(slashed, "y"), today)
            : null;
    }

    // "10.30" and "10-12" are a time and a span as often as a day; only the slash needs no year.
    private static bool IsDate(Match match) => match.Groups["y"].Success || match.Value.Contains('/', StringComparison.Ordinal);

    private static DateOnly? Relative(string text, DateOnly today, DateWords words)
    {
        foreach (var (pattern, days) in words.Relative)
        {
            if (pattern.IsMatch(text)) { return Ahead(today, days); }
        }
        return null;
    }

    private static DateOnly? Counted(string text, DateOnly today, Language language)
    {
        var match = language.Dates.Counted.Match(text);
        if (!match.Success || NumberReader.Read(match.Groups["n"].Value, language) is not { } count || count > AheadDaysMax)
        {
            return null;
        }
        return Ahead(today, (int)count * (match.Groups["week"].Success ? 7 : 1));
    }

    private static DateOnly? Weekday(string text, DateOnly today, DateWords words)
    {
        foreach (var word in TextForms.WordsOf(text))
        {
            if (!words.Weekdays.TryGetValue(word, out var weekday)) { continue; }
            if (words.NextWeek.IsMatch(text))
            {
                // Weeks begin on Monday, as people say "next week" on a Sunday and mean the day after.
                var monday = Ahead(today, 7 - (((int)today.DayOfWeek + 6) % 7));
                return monday is { } start ? Ahead(start, (weekday + 6) % 7) : null;
            }
            var ahead = (weekday - (int)today.DayOfWeek + 7) % 7;
            return Ahead(today, ahead == 0 ? 7 : ahead);
        }
        return null;
    }

    private static DateOnly? Day(Match match, DateOnly today)
    {
        if (!match.Success || Number(match, "d") is not { } day) { return null; }
        // A year holds every day of the month at least seven times, so a valid one comes within a few months.
        for (var months = 0; months < 4; months++)
        {
            if (today.Year == DateOnly.MaxValue.Year && today.Month + months > 12) { return null; }
            var month = today.AddDays(1 - today.Day).AddMonths(months);
            if (Exact(month.Year, month.Month, day) is { } found && found >= today) { return found; }
        }
        return null;
    }

    private static DateOnly? Coming(int? day, int? month, int? year, DateOnly today)
    {
        if (day > 0 && month > 12 && day <= 12) { (day, month) = (month, day); }
        if (year is { } given) { return Exact(given < 100 ? 2000 + given : given, month, day); }
        // Leap days need up to eight years to come again, but the limit on days ahead stops that; next year is enough.
        return Exact(today.Year, month, day) is { } found && found >= today ? found : Exact(today.Year + 1, month, day);
    }

    private static DateOnly? Exact(int? year, int? month, int? day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year.Value, month.Value)
            ? new DateOnly(year.Value, month.Value, day.Value)
            : null;

    private static DateOnly? Ahead(DateOnly day, int days) =>
        day.DayNumber + days <= DateOnly.MaxValue.DayNumber ? day.AddDays(days) : null;

    private static int? Number(Match match, string group)
    {
        var value = match.Groups[group];
        if (!value.Success || value.Length == 0) { return null; }
        // "Primeiro" and "primero" are the only words among the groups.
        return int.TryParse(value.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1;
    }
}
