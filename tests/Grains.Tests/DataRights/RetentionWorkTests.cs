using Platform.DataRights;
using Platform.Tenancy;

namespace Platform.Tests.DataRights;

public sealed class RetentionWorkTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly RetentionPeriods Periods = new(Messages: 30, Calls: 60, WorkItems: 90, Delivery: 7, Audit: 180);

    [Fact]
    public void Every_kind_has_its_turn_once_and_its_rows_are_counted()
    {
        var (work, seen) = (RetentionWork.Begin(Noon), new List<ExpiredKind>());
        while (!work.IsOver)
        {
            seen.Add(work.Kind);
            work = work.Then(new ExpiredBatch(2, "more", []));
            Assert.Equal("more", work.After);
            work = work.Then(new ExpiredBatch(1, Next: null, []));
            Assert.Equal("", work.After);
        }

        Assert.Equal(Enum.GetValues<ExpiredKind>(), seen);
        Assert.Equal(Enum.GetValues<ExpiredKind>().Select(kind => new ErasedRows(kind.ToString(), 3)), work.Removed);
    }

    [Fact]
    public void Ages_are_counted_from_the_beginning_of_the_work_by_the_period_of_each_kind()
    {
        int[] days = [30, 30, 60, 90, 7, 7, 180, 180];
        var work = RetentionWork.Begin(Noon);
        foreach (var kind in Enum.GetValues<ExpiredKind>())
        {
            Assert.Equal(Noon.AddDays(-days[(int)kind]), (work with { Kind = kind }).Before(Periods));
        }
    }

    [Fact]
    public void A_companys_own_period_comes_before_the_installations() =>
        Assert.Equal(Periods with { Calls = 365 }, new RetentionPeriods(Calls: 365).Or(Periods));

    [Theory]
    [InlineData("America/Sao_Paulo")]
    [InlineData("Asia/Tokyo")]
    [InlineData("Europe/Lisbon")]
    public void The_next_night_is_within_a_day_between_two_and_five_by_the_companys_clock(string name)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(name);
        // Over both changes of a clock of that year.
        for (var now = new DateTimeOffset(2026, 3, 1, 0, 17, 0, TimeSpan.Zero); now.Month < 12; now = now.AddHours(5))
        {
            var next = RetentionState.NextNight(new TenantId(Guid.Parse("5f3c1f0e-6a52-4d0f-9a57-0d1b6d3e0001")), now, zone);
            Assert.InRange(next, now.AddTicks(1), now.AddHours(25));
            Assert.InRange(TimeZoneInfo.ConvertTime(next, zone).Hour, 2, 4);
        }
    }

    [Fact]
    public void Not_all_companies_begin_at_once()
    {
        var nights = Enumerable.Range(0, 200).Select(_ => RetentionState.NextNight(new TenantId(Guid.NewGuid()), Noon, TimeZoneInfo.Utc));
        Assert.True(nights.Distinct().Count() > 150);
    }
}
