using Microsoft.Extensions.Logging.Abstractions;
using Platform.Hosting;
using Platform.Turns;

namespace Platform.Tests.Hosting;

/// <summary>A start beside a database that is slow.</summary>
public sealed class PatientStartTests
{
    private readonly PatientStart _start = new(new HastyClock(), NullLogger<PatientStart>.Instance);

    [Theory, InlineData(0), InlineData(1), InlineData(4)]
    public async Task A_database_that_answers_late_is_asked_again(int failures)
    {
        var asked = 0;
        await _start.Run(
            () => asked++ < failures ? throw new StoreUnavailableException("slow") : Task.CompletedTask, TestContext.Current.CancellationToken);
        Assert.Equal(failures + 1, asked);
    }

    [Fact]
    public async Task One_that_never_answers_ends_the_start() => await Assert.ThrowsAsync<StoreUnavailableException>(() =>
        _start.Run(() => throw new StoreUnavailableException("down"), TestContext.Current.CancellationToken));

    [Fact]
    public async Task Another_failure_ends_the_start_at_once()
    {
        var asked = 0;
        await Assert.ThrowsAsync<InvalidOperationException>(() => _start.Run(
            () => asked++ < 0 ? Task.CompletedTask : throw new InvalidOperationException("a bug"), TestContext.Current.CancellationToken));
        Assert.Equal(1, asked);
    }

    private sealed class HastyClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
