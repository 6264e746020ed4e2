namespace Platform.Storage;

/// <summary>Times as both databases hold them: microseconds, UTC.</summary>
internal static class StoredTime
{
    /// <summary>Microseconds since 1970; finer parts are cut off.</summary>
    public static long Micros(this DateTimeOffset time) =>
        (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The time of <see cref="Micros"/>.</summary>
    public static DateTimeOffset FromMicros(long micros) => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);
}
