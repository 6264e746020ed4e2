namespace Platform.Storage;

/// <summary>
/// Gives messages their place in a transcript: microseconds since 1970, but always rising within the process. A conversation is
/// active in one process at a time, so its lines are in the order of its commits.
/// </summary>
internal sealed class PositionSource(TimeProvider clock)
{
    private long _last;

    /// <summary>The first of <paramref name="count"/> consecutive positions.</summary>
    public long Reserve(int count)
    {
        var now = clock.GetUtcNow().Micros();
        while (true)
        {
            var last = Volatile.Read(ref _last);
            var first = Math.Max(now, last + 1);
            if (Interlocked.CompareExchange(ref _last, first + count - 1, last) == last) { return first; }
        }
    }
}
