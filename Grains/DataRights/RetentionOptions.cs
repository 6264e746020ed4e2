using System.ComponentModel.DataAnnotations;

namespace Platform.DataRights;

/// <summary>For how many days data is kept where a company has no periods of its own (<c>Retention:*</c>).</summary>
public sealed class RetentionOptions
{
    // Claims of consumers end after five years (Brazil's consumer code, article 27).
    private const int FiveYears = 1_825;

    /// <summary>Messages, and conversations without any. Default: five years.</summary>
    [Range(RetentionPeriods.DaysMin, RetentionPeriods.DaysMax)] public int Messages { get; set; } = FiveYears;

    /// <summary>Calls. Default: five years.</summary>
    [Range(RetentionPeriods.DaysMin, RetentionPeriods.DaysMax)] public int Calls { get; set; } = FiveYears;

    /// <summary>Work items. Default: five years.</summary>
    [Range(RetentionPeriods.DaysMin, RetentionPeriods.DaysMax)] public int WorkItems { get; set; } = FiveYears;

    /// <summary>Settled messages to send and providers' reports; a message's own status stays with it. Default: 30 days.</summary>
    [Range(RetentionPeriods.DaysMin, RetentionPeriods.DaysMax)] public int Delivery { get; set; } = 30;

    /// <summary>Audit entries. Default: five years; never less than half a year.</summary>
    [Range(RetentionPeriods.AuditDaysMin, RetentionPeriods.DaysMax)] public int Audit { get; set; } = FiveYears;

    internal RetentionPeriods Periods => new(Messages, Calls, WorkItems, Delivery, Audit);
}
