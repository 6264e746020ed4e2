using System.Diagnostics;

namespace Platform.Tests.People;

/// <summary>A clock that goes on by itself, and can be moved forth and back. Timers run by the real one.</summary>
internal sealed class JumpingClock : TimeProvider
{
    private long _offsetTicks;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _offsetTicks));

    // Elapsed time goes on with the jumps ahead, so that what is remembered briefly is forgotten; it never goes back.
    public override long GetTimestamp() => System.GetTimestamp() + (Math.Max(0, Interlocked.Read(ref _offsetTicks)) * Stopwatch.Frequency / TimeSpan.TicksPerSecond);

    internal void Jump(TimeSpan by) => Interlocked.Add(ref _offsetTicks, by.Ticks);
}
