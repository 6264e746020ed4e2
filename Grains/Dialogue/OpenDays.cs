using Platform.Tenancy;

namespace Platform.Dialogue;

/// <summary>Which days and times a customer can be promised, as far as opening hours tell.</summary>
internal static class OpenDays
{
    /// <summary>Whether a company is open on a day; one that told no hours is taken to rest on Sundays.</summary>
    public static bool IsOpenOn(DateOnly day, BusinessHours hours) =>
        hours.AreKnown() ? hours.On(day).Length > 0 : day.DayOfWeek != DayOfWeek.Sunday && hours.HolidayOn(day) is null;

    /// <summary>Whether a day or time in its stored form lies in opening hours still to come. Without known hours every one does.</summary>
    public static bool Allow(SlotKind kind, string value, StepScope scope)
    {
        var hours = scope.Context.Hours;
        if (!hours.AreKnown()) { return true; }
        return kind switch
        {
            SlotKind.Date when Stored.Day(value) is { } day => hours.On(day).Any(opening => opening.To > scope.Now),
            SlotKind.Time when Chosen(scope) is { } day => Fits(value, day, scope),
            _ => true,
        };
    }

    /// <summary>The day chosen so far in the session, if any.</summary>
    public static DateOnly? Chosen(StepScope scope)
    {
        foreach (var (name, slot) in scope.Bot.Slots)
        {
            if (slot.Kind != SlotKind.Date || !scope.Session.Slots.TryGetValue(name, out var value)) { continue; }
            if (Stored.Day(value) is { } day) { return day; }
        }
        return null;
    }

    private static bool Fits(string value, DateOnly day, StepScope scope)
    {
        var openings = scope.Context.Hours.On(day).Where(opening => opening.To > scope.Now);
        if (DayPart.ById(value) is { } part) { return openings.Any(opening => part.Overlaps(day, opening)); }
        if (Stored.Time(value) is not { } time) { return false; }
        var moment = day.ToDateTime(time);
        return moment > scope.Now && openings.Any(opening => opening.From <= moment && moment < opening.To);
    }
}
