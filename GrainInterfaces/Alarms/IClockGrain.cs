namespace Platform.Alarms;

/// <summary>Wakes what is due in one shard of all tenants' alarms and outboxes (key: shard number, from 0).</summary>
[Alias("clock")]
public interface IClockGrain : IGrainWithIntegerKey
{
    /// <summary>Starts the clock, which then runs by itself; repeating it changes nothing.</summary>
    [Alias("start")]
    Task Start(CancellationToken cancellationToken);
}
