using System.Collections.Immutable;
using Platform.Alarms;
using Platform.Tenancy;

namespace Platform.Backups;

/// <summary>Saves a tenant to a file at regular times, and removes old files (key: tenant id).</summary>
[Alias("tenant-backup")]
public interface ITenantBackupGrain : IGrainWithGuidKey, ITenantScoped, IAlarmTarget
{
    /// <summary>When the tenant was saved and will be, and the files there are.</summary>
    [Alias("get")]
    Task<BackupStatus> Get(CancellationToken cancellationToken);

    /// <summary>Begins to save the tenant at its times, where a folder is configured. Repeating it changes nothing.</summary>
    [Alias("schedule")]
    Task Schedule(CancellationToken cancellationToken);

    /// <summary>Saves the tenant as soon as may be, beside its times. Nothing happens where no folder for backups is configured.</summary>
    [Alias("run")]
    Task<BackupStatus> Run(CancellationToken cancellationToken);
}

/// <summary>How a tenant's backups stand.</summary>
/// <param name="IsOn">Whether a folder for them is configured.</param>
/// <param name="NextAt">When it is saved next, or tried again; <c>null</c> when it never is.</param>
/// <param name="LastAt">When it was saved last, or <c>null</c>.</param>
/// <param name="Problem">Why the last try failed, for the operator, or <c>null</c> when it did not.</param>
/// <param name="Failures">How many tries failed since it was saved last.</param>
/// <param name="Files">The files there are, the latest first.</param>
[GenerateSerializer, Immutable, Alias("backup-status")]
public sealed record BackupStatus(
    bool IsOn, DateTimeOffset? NextAt, DateTimeOffset? LastAt, string? Problem, int Failures, ImmutableArray<BackupFile> Files);

/// <summary>A saved tenant.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="At">When it was made.</param>
/// <param name="Bytes">Its size.</param>
[GenerateSerializer, Immutable, Alias("backup-file")]
public sealed record BackupFile(string Name, DateTimeOffset At, long Bytes);
