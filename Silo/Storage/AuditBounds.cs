using Platform.Audit;

namespace Platform.Storage;

/// <summary>What a search does not limit, as times that every database can compare with.</summary>
internal static class AuditBounds
{
    private static readonly DateTimeOffset First = new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Last = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Entries at or after this.</summary>
    public static DateTimeOffset From(AuditFilter filter) => filter.From ?? First;

    /// <summary>Entries before this.</summary>
    public static DateTimeOffset To(AuditFilter filter) => filter.To ?? Last;

    /// <summary>The place before which the page lies.</summary>
    public static (DateTimeOffset At, Guid Id) Place(AuditCursor? before) =>
        before is { } cursor ? (Clamped(cursor.Micros), cursor.Id) : (Last, Guid.Empty);

    private static DateTimeOffset Clamped(long micros) => StoredTime.FromMicros(Math.Clamp(micros, First.Micros(), Last.Micros()));
}
