using System.Collections.Immutable;
using Platform.Backups;
using Platform.Tenancy;

namespace Platform.Tests.Backups;

public sealed class BackupPlanTests
{
    private static readonly TimeZoneInfo SaoPaulo = TimeZoneInfo.FindSystemTimeZoneById("America/Sao_Paulo");
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
    private static readonly BackupOptions Options = new() { Spread = TimeSpan.Zero };
    private static readonly DateTimeOffset Noon = new(2026, 3, 9, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-03-09T02:00Z", null, "2026-03-09T06:00Z")]
    [InlineData("2026-03-09T06:00Z", null, "2026-03-10T06:00Z")]
    [InlineData("2026-03-09T12:00Z", "2026-03-09T06:00Z", "2026-03-10T06:00Z")]
    [InlineData("2026-03-09T05:00Z", "2026-03-09T04:00Z", "2026-03-10T06:00Z")]
    [InlineData("2026-03-20T12:00Z", "2026-03-09T06:00Z", "2026-03-21T06:00Z")]
    public void A_tenant_is_saved_once_a_day_after_its_own_hour(string now, string? last, string expected) => Assert.Equal(
        At(expected), BackupPlan.Next(Options, SaoPaulo, 0, last is null ? null : At(last), At(now)));

    [Fact]
    public void Days_between_backups_are_counted_from_the_last_one() => Assert.Equal(
        At("2026-03-16T06:00Z"), BackupPlan.Next(new() { EveryDays = 7, Spread = TimeSpan.Zero }, SaoPaulo, 0, At("2026-03-09T06:00Z"), Noon));

    [Fact]
    public void An_hour_that_the_clocks_leave_out_begins_when_they_have_been_set() => Assert.Equal(
        At("2026-03-08T07:00Z"), BackupPlan.Next(new() { AtHour = 2, Spread = TimeSpan.Zero }, NewYork, 0, null, At("2026-03-08T05:30Z")));

    [Fact]
    public void Tenants_begin_at_different_moments_within_the_spread()
    {
        var options = new BackupOptions { Spread = TimeSpan.FromHours(2) };
        var shares = Enumerable.Range(0, 100).Select(_ => TenantBackupState.Share(new TenantId(Guid.CreateVersion7()))).ToArray();
        Assert.True(shares.Distinct().Count() > 90);
        Assert.All(shares, share => Assert.InRange(
            BackupPlan.Next(options, SaoPaulo, share, null, Noon), At("2026-03-10T06:00Z"), At("2026-03-10T08:00Z")));
    }

    [Fact]
    public void The_latest_of_each_of_the_last_days_and_weeks_is_kept()
    {
        var options = new BackupOptions { KeepDaily = 3, KeepWeekly = 2 };
        ImmutableArray<BackupFile> files =
            [.. Enumerable.Range(0, 20).SelectMany(day => new[] { File(Noon.AddDays(-day)), File(Noon.AddDays(-day).AddHours(-1)) })];
        var kept = files.Except(BackupPlan.Surplus(options, TimeZoneInfo.Utc, files));
        // Monday the 9th, the days before, and the last day of the week before: the 8th, which is one of them.
        Assert.Equal([Noon, Noon.AddDays(-1), Noon.AddDays(-2)], kept.Select(file => file.At));

        var weekly = new BackupOptions { KeepDaily = 1, KeepWeekly = 3 };
        kept = files.Except(BackupPlan.Surplus(weekly, TimeZoneInfo.Utc, files));
        Assert.Equal([Noon, Noon.AddDays(-1), Noon.AddDays(-8)], kept.Select(file => file.At));
    }

    [Fact]
    public void The_only_backup_is_kept_however_old_it_is() =>
        Assert.Empty(BackupPlan.Surplus(new() { KeepDaily = 1, KeepWeekly = 0 }, SaoPaulo, [File(Noon.AddYears(-3))]));

    [Fact]
    public void A_backup_that_fails_is_tried_again_ever_later_and_the_next_that_succeeds_is_the_first_again()
    {
        var state = TenantBackupState.New.Failed("full", Noon);
        Assert.Equal(Noon.AddMinutes(1), state.NextAt);
        for (var tries = 0; tries < 100; tries++) { state = state.Failed("full", Noon); }
        Assert.Equal((Noon.AddHours(1), 101), (state.NextAt, state.Failures));
        Assert.Equal(new TenantBackupState(Noon.AddDays(1), Noon, null, 0), TenantBackupState.Saved(Noon, Noon.AddDays(1)));
    }

    private static BackupFile File(DateTimeOffset at) => new($"{at:O}.zip", at, 1);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
