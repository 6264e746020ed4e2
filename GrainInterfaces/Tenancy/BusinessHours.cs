using System.Collections.Immutable;

namespace Platform.Tenancy;

/// <summary>When a company is open, in its own time zone.</summary>
/// <param name="Week">Opening hours of a normal week; several a day are allowed; none at all means that the hours are not known.</param>
/// <param name="Holidays">Days that differ from the week: closed, or open at other hours.</param>
[GenerateSerializer, Immutable, Alias("business-hours")]
public sealed record BusinessHours(ImmutableArray<OpeningHours> Week, ImmutableArray<Holiday> Holidays)
{
    /// <summary>Hours that are not known.</summary>
    public static BusinessHours Unknown { get; } = new([], []);
}

/// <summary>One span of opening on one day of the week.</summary>
/// <param name="Day">The day on which it opens.</param>
/// <param name="From">Opens at.</param>
/// <param name="To">Closes at; at or before <paramref name="From"/> means on the following day (00:00 is midnight).</param>
[GenerateSerializer, Immutable, Alias("opening-hours")]
public sealed record OpeningHours(DayOfWeek Day, TimeOnly From, TimeOnly To);

/// <summary>A day that differs from the normal week.</summary>
/// <param name="Date">The day.</param>
/// <param name="Name">What customers are told, such as <c>Natal</c>.</param>
/// <param name="Open">Spans open on that day nevertheless; none means closed all day. Their day of the week is ignored.</param>
[GenerateSerializer, Immutable, Alias("holiday")]
public sealed record Holiday(DateOnly Date, string Name, ImmutableArray<OpeningHours> Open);
