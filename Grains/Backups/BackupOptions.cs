using System.ComponentModel.DataAnnotations;

namespace Platform.Backups;

/// <summary>Scheduled backups of every tenant (<c>Backups:*</c>).</summary>
public sealed class BackupOptions
{
    /// <summary>The folder, best on another disk or machine. Default: none, and no scheduled backups.</summary>
    public string? Directory { get; set; }

    /// <summary>From one backup of a tenant to the next, in days. Default: 1.</summary>
    [Range(1, 31)]
    public int EveryDays { get; set; } = 1;

    /// <summary>The hour of the tenant's own day after which it is saved. Default: 3.</summary>
    [Range(0, 23)]
    public int AtHour { get; set; } = 3;

    /// <summary>How often new tenants are looked for, to be saved from then on. Default: every hour.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Tenants of one zone begin at different moments within this time. Default: 2 hours.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "12:00:00")]
    public TimeSpan Spread { get; set; } = TimeSpan.FromHours(2);

    /// <summary>The latest backup of so many days is kept. Default: 7.</summary>
    [Range(1, 366)]
    public int KeepDaily { get; set; } = 7;

    /// <summary>The latest backup of so many weeks is kept. Default: 4.</summary>
    [Range(0, 520)]
    public int KeepWeekly { get; set; } = 4;

    /// <summary>Tenants that one process saves at once. Default: 2, so that backups leave room for turns.</summary>
    [Range(1, 32)]
    public int AtOnce { get; set; } = 2;
}
