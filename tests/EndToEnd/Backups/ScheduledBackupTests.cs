using Platform.Backups;
using Platform.Demo;
using Platform.Tenancy;
using Platform.Tests.Attacks;
using Platform.Tests.Harness;
using Platform.Turns;

namespace Platform.Tests.Backups;

/// <summary>Tenants are saved by their alarms, on a clock that the test sets forward.</summary>
public sealed class ScheduledBackupTests(SavingSilo silo) : IClassFixture<SavingSilo>
{
    private static readonly TenantId Clinic = DemoCompany.All[0].Profile.Id;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_tenant_is_saved_each_day_old_files_go_a_failure_is_shown_tried_again_and_audited()
    {
        await Eventually.Holds("all are scheduled", async () =>
            (await Task.WhenAll(DemoCompany.All.Select(company => Status(company.Profile.Id)))).All(status => status.NextAt is not null));
        for (var day = 1; day <= 3; day++)
        {
            silo.Clock.Forward(TimeSpan.FromDays(1));
            await Eventually.Holds($"day {day} is saved", async () => (await Status(Clinic)).LastAt > silo.Clock.GetUtcNow().AddHours(-1));
        }
        // Two days and no weeks are kept.
        Assert.Equal(2, (await Status(Clinic)).Files.Length);

        silo.SpoilFolder(Clinic);
        silo.Clock.Forward(TimeSpan.FromDays(1));
        await Eventually.Holds("the failure is shown", async () => await Status(Clinic) is { Problem.Length: > 0, Failures: > 0 });
        silo.MendFolder(Clinic);
        silo.Clock.Forward(TimeSpan.FromHours(1));
        await Eventually.Holds("it is saved again", async () => await Status(Clinic) is { Problem: null, Failures: 0, Files.Length: 1 });

        await Audited("tenant-backup", 4);
        await Audited("tenant-backup-failed", 1);
    }

    [Fact]
    public async Task A_tenant_is_saved_when_the_operator_asks()
    {
        var tenant = DemoCompany.All[1].Profile.Id;
        ActingTenant.Set(tenant);
        var before = (await Status(tenant)).LastAt;
        Assert.True((await silo.Grains.TenantBackup(tenant).Run(Stop)).IsOn);
        await Eventually.Holds("it is saved", async () => await Status(tenant) is { Files.IsEmpty: false } status && status.LastAt != before);
    }

    private async Task<BackupStatus> Status(TenantId tenant)
    {
        ActingTenant.Set(tenant);
        return await silo.Grains.TenantBackup(tenant).Get(Stop);
    }

    private async Task Audited(string action, long times) => Assert.Equal(times, await silo.Database.Count(
        $"SELECT count(*) FROM audit WHERE action = '{action}' AND tenant_id = X'{Convert.ToHexString(Clinic.Value.ToByteArray(true))}'"));
}

/// <summary>Backups of a tenant that is deleted.</summary>
public sealed class DeletedBackupTests(SavingSilo silo) : IClassFixture<SavingSilo>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_a_tenant_that_was_deleted_no_file_is_left_whenever_its_backup_ended()
    {
        var tenant = DemoCompany.All[2].Profile.Id;
        silo.LeaveHalfWritten(tenant);
        ActingTenant.Set(tenant);
        await silo.Grains.Tenant(tenant).Delete(Stop);
        // There is no gateway here that could say that its account is gone.
        await silo.Grains.Tenant(tenant).AbandonAccounts(Stop);
        silo.Clock.Forward(TimeSpan.FromDays(31));
        await Eventually.Holds("it is deleted", async () =>
        {
            ActingTenant.Set(tenant);
            return await silo.Grains.Tenant(tenant).GetProfile(Stop) is null;
        });
        Assert.Empty(silo.FilesOf(tenant));

        // As one that was under way ends now.
        await Eventually.Holds("a backup begins", () => Begins(tenant));
        await Eventually.Holds("it is gone again", async () => await Of(tenant).Get(Stop) is { NextAt: null, Problem: null });
        Assert.Empty(silo.FilesOf(tenant));
    }

    private ITenantBackupGrain Of(TenantId tenant)
    {
        ActingTenant.Set(tenant);
        return silo.Grains.TenantBackup(tenant);
    }

    // What is still in memory learns by its first turn that its state is gone.
    private async Task<bool> Begins(TenantId tenant)
    {
        try
        {
            return (await Of(tenant).Run(Stop)).IsOn;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }
}

/// <summary>A silo that saves its tenants to a folder.</summary>
public sealed class SavingSilo : SiloInProcess
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("platform-backups-");

    // From noon on, a day later is past the hour of the next backup, whenever the test runs.
    public SavingSilo() => Clock.Forward(Clock.GetUtcNow().Date.AddDays(1).AddHours(15) - Clock.GetUtcNow().UtcDateTime);

    protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
    [
        new("Backups:Directory", _folder.FullName), new("Backups:KeepDaily", "2"), new("Backups:KeepWeekly", "0"),
        new("Backups:Spread", "00:00:00"), new("Backups:LookEvery", "00:00:01"),
    ];

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    // A file stands where the folder should be.
    internal void SpoilFolder(TenantId tenant)
    {
        Directory.Delete(Of(tenant), recursive: true);
        File.WriteAllText(Of(tenant), "");
    }

    internal void MendFolder(TenantId tenant) => File.Delete(Of(tenant));

    // As a process that was killed leaves it.
    internal void LeaveHalfWritten(TenantId tenant)
    {
        Directory.CreateDirectory(Of(tenant));
        File.WriteAllText(Path.Combine(Of(tenant), "20260101T000000Z.zip.part"), "half");
    }

    internal string[] FilesOf(TenantId tenant) => Directory.Exists(Of(tenant)) ? Directory.GetFiles(Of(tenant)) : [];

    private string Of(TenantId tenant) => Path.Combine(_folder.FullName, tenant.ToString());
}
