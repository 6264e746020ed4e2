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
        foreach (var opening in hours.On(Previous(today)).Concat(hours.On(today)))
        {
            if (opening.From <= now && now < opening.To) { return opening; }
        }
        return null;
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
        if (hours.HolidayOn(day) is { } holiday)
        {
            return holiday.Open.IsDefaultOrEmpty ? [] : [.. holiday.Open.Select(span => Span(day, span)).OrderBy(span => span.From)];
        }
        if (!hours.AreKnown()) { return []; }
        return [.. hours.Week.Where(span => span.Day == day.DayOfWeek).Select(span => Span(day, span)).OrderBy(span => span.From)];
    }

    /// <summary>The holiday on <paramref name="day"/>, if any.</summary>
    public static Holiday? HolidayOn(this BusinessHours hours, DateOnly day) =>
        hours.Holidays.IsDefaultOrEmpty ? null : hours.Holidays.FirstOrDefault(holiday => holiday.Date == day);

    private static DateOnly Previous(DateOnly day) => day == DateOnly.MinValue ? day : day.AddDays(-1);

    private static Opening Span(DateOnly day, OpeningHours span)
    {
        var end = span.To > span.From || day == DateOnly.MaxValue ? day : day.AddDays(1);
        return new Opening(day.ToDateTime(span.From), end.ToDateTime(span.To));
    }
}
