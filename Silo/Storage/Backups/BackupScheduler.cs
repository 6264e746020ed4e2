using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Platform.Backups;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Storage;

/// <summary>
/// Sees to it that every tenant is saved at its times: those that were there before backups were configured, and those that are new. From
/// then on each has an alarm of its own.
/// </summary>
internal sealed partial class BackupScheduler(
    IBackupFiles files, ITenantIds tenants, IGrainFactory grains, IOptions<BackupOptions> options, TimeProvider clock,
    ILogger<BackupScheduler> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!files.IsOn) { return; }

        using var timer = new PeriodicTimer(options.Value.LookEvery, clock);
        do
        {
            await ScheduleAll(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task ScheduleAll(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var tenant in tenants.All(cancellationToken))
            {
                ActingTenant.Set(tenant);
                await grains.TenantBackup(tenant).Schedule(cancellationToken);
            }
        }
        catch (Exception failure) when (failure is StoreUnavailableException or TimeoutException)
        {
            LogNotAll(failure);
        }
        finally
        {
            ActingTenant.Clear();
        }
    }

    [LoggerMessage(LogLevel.Warning, "Not every tenant's backups could be scheduled; it is tried again within the hour")]
    private partial void LogNotAll(Exception failure);
}
