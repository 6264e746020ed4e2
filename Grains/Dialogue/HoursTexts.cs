using System.Collections.Immutable;
using System.Globalization;
using Platform.Tenancy;

namespace Platform.Dialogue;

/// <summary>Business hours as sentences.</summary>
internal static class HoursTexts
{
    /// <summary>Days in which coming holidays are worth telling.</summary>
    private const int HolidaysAheadDays = 14;

    private const int DaysOfWeek = 7;

    /// <summary>Whether it is open, until when, or when it opens.</summary>
    public static string Now(BusinessHours hours, DateTime now, string locale)
    {
        var language = Language.Of(locale);
        if (!hours.AreKnown()) { return language.Hours.NotKnown; }
        if (hours.Current(now) is { } open)
        {
            return Format(language.Hours.OpenUntil, SlotTexts.Time(TimeOnly.FromDateTime(open.To), language));
        }
        var next = NextOpening(hours, now, locale);
        return hours.HolidayOn(DateOnly.FromDateTime(now)) is { } holiday
            ? Format(language.Hours.ClosedToday, holiday.Name, next)
            : Format(language.Hours.ClosedUntil, next);
    }

    /// <summary>When it opens next: "amanhã, terça-feira, 25/08, às 08:00".</summary>
    public static string NextOpening(BusinessHours hours, DateTime now, string locale)
    {
        var language = Language.Of(locale);
        if (hours.Next(now) is not { } next) { return language.Hours.Soon; }
        var today = DateOnly.FromDateTime(now);
        var day = DateOnly.FromDateTime(next.From);
        return Format(language.Hours.At, ShortDay(day, today, language), SlotTexts.Time(TimeOnly.FromDateTime(next.From), language));
    }

    /// <summary>The week in lines, days of equal hours together, and the holidays soon to come.</summary>
    public static string Week(BusinessHours hours, DateTime now, string locale)
    {
        if (!hours.AreKnown()) { return ""; }
        var language = Language.Of(locale);
        var week = hours.Week.Sort(static (one, other) => one.From.CompareTo(other.From));
        var lines = new List<string>();
        for (var first = 1; first <= DaysOfWeek;)
        {
            var last = first;
            while (last < DaysOfWeek && AreEqual(week, Day(first), Day(last + 1))) { last++; }
            if (Spans(week, Day(first), language) is { Length: > 0 } spans) { lines.Add($"{Range(Day(first), Day(last), language)}: {spans}"); }
            first = last + 1;
        }
        lines.AddRange(Holidays(hours, now, language));
        return string.Join('\n', lines);
    }

    // The week begins on Monday.
    private static DayOfWeek Day(int number) => (DayOfWeek)(number % DaysOfWeek);

    private static bool AreEqual(ImmutableArray<OpeningHours> week, DayOfWeek one, DayOfWeek other) =>
        week.Where(span => span.Day == one).Select(span => (span.From, span.To))
            .SequenceEqual(week.Where(span => span.Day == other).Select(span => (span.From, span.To)));

    private static string Spans(ImmutableArray<OpeningHours> week, DayOfWeek day, Language language)
    {
        var text = "";
        foreach (var span in week)
        {
            if (span.Day != day) { continue; }
            var shown = Format(language.Hours.Span, SlotTexts.Time(span.From, language), SlotTexts.Time(span.To, language));
            text = text.Length == 0 ? shown : $"{text}{language.Hours.And}{shown}";
        }
        return text;
    }

    private static string Range(DayOfWeek first, DayOfWeek last, Language language)
    {
        var from = language.WeekdaysShort[(int)first];
        return first == last ? from : $"{from}{language.Hours.To}{language.WeekdaysShort[(int)last]}";
    }

    private static IEnumerable<string> Holidays(BusinessHours hours, DateTime now, Language language)
    {
        if (hours.Holidays.IsDefaultOrEmpty) { return []; }
        var today = DateOnly.FromDateTime(now);
        return hours.Holidays
            .Where(holiday => holiday.Date >= today && holiday.Date.DayNumber - today.DayNumber <= HolidaysAheadDays)
            .OrderBy(holiday => holiday.Date)
            .Select(holiday => $"{SlotTexts.Day(holiday.Date, today, language)} ({holiday.Name}): {HolidaySpans(holiday, language)}");
    }

    private static string HolidaySpans(Holiday holiday, Language language) => holiday.Open.IsDefaultOrEmpty
        ? language.Hours.Closed
        : string.Join(language.Hours.And, holiday.Open.Select(
            span => Format(language.Hours.Span, SlotTexts.Time(span.From, language), SlotTexts.Time(span.To, language))));

    private static string ShortDay(DateOnly day, DateOnly today, Language language) => (day.DayNumber - today.DayNumber) switch
    {
        0 => language.Hours.Today,
        1 => language.Hours.Tomorrow,
        _ => SlotTexts.Day(day, today, language),
    };

    private static string Format(string text, params ReadOnlySpan<object?> values) =>
        string.Format(CultureInfo.InvariantCulture, text, values);
}
