namespace Platform.Tests.Attacks;

/// <summary>The system's clock, set forward by the test: limits that count by the minute begin anew.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    private long _ticks;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _ticks));

    internal void Forward(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
