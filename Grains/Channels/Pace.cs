namespace Platform.Channels;

/// <summary>A steady rate with a burst of one second's worth (token bucket). Pure: the time comes in as a value.</summary>
internal struct Pace(int perSecond, DateTimeOffset start)
{
    private readonly TimeSpan _each = TimeSpan.FromSeconds(1) / perSecond;
    private readonly TimeSpan _burst = TimeSpan.FromSeconds(1);
    private DateTimeOffset _next = start - TimeSpan.FromSeconds(1);

    /// <summary>Takes the next place and says how long to wait for it.</summary>
    public TimeSpan Take(DateTimeOffset now)
    {
        if (_next < now - _burst) { _next = now - _burst; }
        _next += _each;
        return _next > now ? _next - now : TimeSpan.Zero;
    }
}
