namespace Platform.Turns;

/// <summary>How long grains wait for a moment.</summary>
internal static class Waiting
{
    /// <summary>
    /// From now to the moment, zero when it has passed; the caller reads its clock once for both. Timers count whole milliseconds and drop the
    /// rest, and would fire a tick before the time: it is rounded up.
    /// </summary>
    public static TimeSpan Until(DateTimeOffset due, DateTimeOffset now) =>
        due > now ? TimeSpan.FromMilliseconds(Math.Ceiling((due - now).TotalMilliseconds)) : TimeSpan.Zero;
}
