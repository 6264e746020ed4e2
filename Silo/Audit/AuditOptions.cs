using System.ComponentModel.DataAnnotations;

namespace Platform.Audit;

/// <summary>How the audit is kept (<c>Audit:*</c>).</summary>
internal sealed class AuditOptions
{
    /// <summary>
    /// Refusals of one tenant that are written in a minute; the others are counted, so that strangers cannot fill the database. Default: 60.
    /// </summary>
    [Range(1, 1_000_000)] public int RefusalsPerMinute { get; set; } = 60;

    /// <summary>
    /// Where the heads of the ledgers are kept, best on another machine. Default: <c>audit-heads.json</c> in the data directory.
    /// </summary>
    public string? HeadsFile { get; set; }

    /// <summary>How often they are kept; zero never. Default: every day, and soon after a start.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")] public TimeSpan KeepHeadsEvery { get; set; } = TimeSpan.FromDays(1);
}
