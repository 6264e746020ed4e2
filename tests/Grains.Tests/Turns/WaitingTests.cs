using FsCheck;
using FsCheck.Fluent;
using Platform.Turns;

namespace Platform.Tests.Turns;

public sealed class WaitingTests
{
    private static readonly DateTimeOffset Now = new(2026, 8, 24, 13, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_wait_is_whole_milliseconds_and_ends_at_the_moment_or_less_than_one_after() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Gen.Choose(-200_000, 200_000).ToArbitrary(), ticks =>
        {
            var wait = Waiting.Until(Now.AddTicks(ticks), Now);
            var exact = TimeSpan.FromTicks(Math.Max(ticks, 0));
            return wait.Ticks % TimeSpan.TicksPerMillisecond == 0 && wait >= exact && wait - exact < TimeSpan.FromMilliseconds(1);
        }));

    [Theory]
    [InlineData(-1)]
    [InlineData(-10_000)]
    [InlineData(-100_000)]
    public void A_moment_that_has_passed_is_not_waited_for(long ticks) =>
        Assert.Equal(TimeSpan.Zero, Waiting.Until(Now.AddTicks(ticks), Now));
}
