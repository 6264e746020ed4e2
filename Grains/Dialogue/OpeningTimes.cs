using System.Collections.Immutable;
using Platform.Tenancy;

namespace Platform.Dialogue;

/// <summary>A span in which a company is open, in its own local time.</summary>
public readonly record struct Opening(DateTime From, DateTime To);

/// <summary>What follows from a company's business hours at a moment of its local time.</summary>
public static class OpeningTimes
{
    /// <summary>Days looked ahead for the next opening: a company closed for longer says so itself.</summary>
    public const int LookAheadDaysMax = 60;

    /// <summary>Whether it is open. A company that told no hours counts as open.</summary>
    public static bool IsOpen(this BusinessHours hours, DateTime now) => !hours.AreKnown() || hours.Current(now) is not null;

    /// <summary>Whether the company told any hours.</summary>
    public static bool AreKnown(this BusinessHours hours) => !hours.Week.IsDefaultOrEmpty;

    /// <summary>The span that holds <paramref name="now"/>, if any; one of the day before may reach past midnight.</summary>
    public static Opening? Current(this BusinessHours hours, DateTime now)
    {
        var today = DateOnly.FromDateTime(now);
        return hours.Holding(now, Previous(today)) ?? hours.Holding(now, today);
    }

    /// <summary>The first span that begins after <paramref name="now"/>.</summary>
    public static Opening? Next(this BusinessHours hours, DateTime now)
    {
        var today = DateOnly.FromDateTime(now);
        for (var day = 0; day <= LookAheadDaysMax && today.DayNumber + day <= DateOnly.MaxValue.DayNumber; day++)
        {
            foreach (var opening in hours.On(today.AddDays(day)))
            {
                if (opening.From > now) { return opening; }
            }
        }
        return null;
    }

    /// <summary>The spans that begin on <paramref name="day"/>, in order; a holiday replaces the week.</summary>
    public static ImmutableArray<Opening> On(this BusinessHours hours, DateOnly day)
    {
        var (spans, ofWeek) = hours.Spans(day);
        var openings = ImmutableArray.CreateBuilder<Opening>();
        foreach (var span in spans)
        {
            if (ofWeek && span.Day != day.DayOfWeek) { continue; }
            var opening = Span(day, span);
            var at = openings.Count;
            while (at > 0 && openings[at - 1].From > opening.From) { at--; }
            openings.Insert(at, opening);
        }
        return openings.DrainToImmutable();
    }

    /// <summary>The holiday on <paramref name="day"/>, if any.</summary>
    public static Holiday? HolidayOn(this BusinessHours hours, DateOnly day)
    {
        if (hours.Holidays.IsDefaultOrEmpty) { return null; }
        foreach (var holiday in hours.Holidays)
        {
            if (holiday.Date == day) { return holiday; }
        }
        return null;
    }

    // Every turn asks whether anybody is there.
    private static Opening? Holding(this BusinessHours hours, DateTime now, DateOnly day)
    {
        var (spans, ofWeek) = hours.Spans(day);
        Opening? first = null;
        foreach (var span in spans)
        {
            if (ofWeek && span.Day != day.DayOfWeek) { continue; }
            var opening = Span(day, span);
            if (opening.From <= now && now < opening.To && !(opening.From >= first?.From)) { first = opening; }
        }
        return first;
    }

    // The day's own, or the week's, of which those of the day are meant.
    private static (ImmutableArray<OpeningHours> Spans, bool OfWeek) Spans(this BusinessHours hours, DateOnly day)
    {
        var holiday = hours.HolidayOn(day);
        var spans = holiday is null ? hours.Week : holiday.Open;
        return (spans.IsDefault ? [] : spans, holiday is null);
    }

    private static DateOnly Previous(DateOnly day) => day == DateOnly.MinValue ? day : day.AddDays(-1);

    private static Opening Span(DateOnly day, OpeningHours span)
    {
        var end = span.To > span.From || day == DateOnly.MaxValue ? day : day.AddDays(1);
        return new Opening(day.ToDateTime(span.From), end.ToDateTime(span.To));
    }
}
