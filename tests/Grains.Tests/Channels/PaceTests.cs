using Platform.Channels;

namespace Platform.Tests.Channels;

public sealed class PaceTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_seconds_worth_goes_at_once_and_the_rest_at_the_rate()
    {
        var pace = new Pace(10, Noon);
        var waits = Enumerable.Range(0, 15).Select(_ => pace.Take(Noon)).ToList();

        Assert.All(waits.Take(10), wait => Assert.Equal(TimeSpan.Zero, wait));
        Assert.Equal(TimeSpan.FromMilliseconds(500), waits[^1]);
    }

    [Fact]
    public void A_pause_earns_no_more_than_a_second()
    {
        var pace = new Pace(10, Noon);
        _ = pace.Take(Noon);
        var later = Noon.AddHours(1);

        Assert.Equal(10, Enumerable.Range(0, 12).Count(_ => pace.Take(later) == TimeSpan.Zero));
    }
}
