using System.Collections.Immutable;

namespace Platform.Dialogue;

/// <summary>A part of a day, for those who need no exact time.</summary>
/// <param name="Id">Its stored form.</param>
/// <param name="From">Begins at.</param>
/// <param name="To">Ends at.</param>
public sealed record DayPart(string Id, TimeOnly From, TimeOnly To)
{
    public static DayPart Morning { get; } = new("morning", new(6, 0), new(12, 0));

    public static DayPart Afternoon { get; } = new("afternoon", new(12, 0), new(18, 0));

    public static DayPart Evening { get; } = new("evening", new(18, 0), new(23, 0));

    /// <summary>In the order of the day.</summary>
    public static ImmutableArray<DayPart> All { get; } = [Morning, Afternoon, Evening];

    /// <summary>The part with this stored form, or <c>null</c>.</summary>
    public static DayPart? ById(string id) => All.FirstOrDefault(part => part.Id == id);

    /// <summary>Whether at least half an hour of this part of <paramref name="day"/> lies in the opening.</summary>
    internal bool Overlaps(DateOnly day, Opening opening)
    {
        var from = Later(day.ToDateTime(From), opening.From);
        var to = Earlier(day.ToDateTime(To), opening.To);
        return to - from >= TimeSpan.FromMinutes(30);
    }

    private static DateTime Later(DateTime one, DateTime other) => one > other ? one : other;

    private static DateTime Earlier(DateTime one, DateTime other) => one < other ? one : other;
}
