using Platform.Alarms;
using Platform.Tenancy;

namespace Platform.DataRights;

/// <summary>How long a company's data is kept; what is older is removed night by night (key: tenant id).</summary>
[Alias("retention")]
public interface IRetentionGrain : IGrainWithGuidKey, ITenantScoped, IAlarmTarget
{
    /// <summary>Sets the first night's alarm, by the company's clock; repeating it changes nothing. The tenant itself calls it.</summary>
    [Alias("begin")]
    Task Begin(string timeZone, CancellationToken cancellationToken);

    /// <summary>What holds and what was done last.</summary>
    [Alias("get")]
    Task<RetentionView> Get(CancellationToken cancellationToken);

    /// <summary>Replaces the company's own periods; audited. They hold from the next night on.</summary>
    [Alias("configure")]
    Task<RetentionView> Configure(RetentionPeriods own, CancellationToken cancellationToken);

    /// <summary>Does not wait for the night. One that is under way goes on.</summary>
    [Alias("run")]
    Task<RetentionView> Run(CancellationToken cancellationToken);
}
