using System.Collections.Immutable;
using System.Globalization;

namespace Platform.Backups;

/// <summary>When a tenant is saved, and which of its files are kept. Pure; days and weeks are the tenant's own.</summary>
internal static class BackupPlan
{
    /// <summary>The first time that is due after <paramref name="now"/> and, if it was saved before, so many days after that.</summary>
    /// <param name="options">What is configured.</param>
    /// <param name="zone">The tenant's.</param>
    /// <param name="share">Where within the spread it begins, from 0 to 1.</param>
    /// <param name="last">When it was saved last.</param>
    /// <param name="now">The time.</param>
    public static DateTimeOffset Next(BackupOptions options, TimeZoneInfo zone, double share, DateTimeOffset? last, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).Date);
        var day = last is { } saved ? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(saved, zone).Date).AddDays(options.EveryDays) : today;
        var next = At(options, zone, share, day > today ? day : today);
        return next > now ? next : At(options, zone, share, today.AddDays(1));
    }

    /// <summary>The files that are kept no longer: all but the latest of each of the last days and weeks that have one.</summary>
    public static ImmutableArray<BackupFile> Surplus(BackupOptions options, TimeZoneInfo zone, ImmutableArray<BackupFile> files)
    {
        var kept = Latest(files, file => Day(file, zone), options.KeepDaily)
            .Concat(Latest(files, file => Week(Day(file, zone)), options.KeepWeekly)).ToHashSet();
        return [.. files.Where(file => !kept.Contains(file))];
    }

    private static IEnumerable<BackupFile> Latest<TPeriod>(ImmutableArray<BackupFile> files, Func<BackupFile, TPeriod> period, int periods) =>
        files.GroupBy(period).Select(one => one.MaxBy(file => file.At)!).OrderByDescending(file => file.At).Take(periods);

    private static DateOnly Day(BackupFile file, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(file.At, zone).Date);

    private static (int Year, int Week) Week(DateOnly day)
    {
        var date = day.ToDateTime(TimeOnly.MinValue);
        return (ISOWeek.GetYear(date), ISOWeek.GetWeekOfYear(date));
    }

    // An hour that the clocks leave out begins when they have been set.
    private static DateTimeOffset At(BackupOptions options, TimeZoneInfo zone, double share, DateOnly day)
    {
        var local = day.ToDateTime(new TimeOnly(options.AtHour, 0));
        while (zone.IsInvalidTime(local)) { local = local.AddMinutes(30); }
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime() + (options.Spread * share);
    }
}
