namespace Orleans.GrainHost;

/// <summary>The world's clock as one host sees it: after a crash none of its timers calls back.</summary>
internal sealed class HostClock(TimeProvider world) : TimeProvider
{
    private bool _hasCrashed;

    public override long TimestampFrequency => world.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => world.LocalTimeZone;

    public override DateTimeOffset GetUtcNow() => world.GetUtcNow();

    public override long GetTimestamp() => world.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        world.CreateTimer(
            argument =>
            {
                if (!_hasCrashed)
                {
                    callback(argument);
                }
            },
            state, dueTime, period);

    public void Crash() => _hasCrashed = true;
}
