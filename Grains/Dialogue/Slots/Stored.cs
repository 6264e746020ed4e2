using System.Globalization;

namespace Platform.Dialogue;

/// <summary>Days and times as slots hold them.</summary>
internal static class Stored
{
    private const string DayFormat = "yyyy-MM-dd";
    private const string TimeFormat = "HH':'mm";

    public static string Text(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    public static string Text(TimeOnly time) => time.ToString(TimeFormat, CultureInfo.InvariantCulture);

    public static DateOnly? Day(string value) =>
        DateOnly.TryParseExact(value, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    public static TimeOnly? Time(string value) =>
        TimeOnly.TryParseExact(value, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
