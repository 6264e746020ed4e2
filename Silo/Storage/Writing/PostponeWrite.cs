using Platform.Turns;

namespace Platform.Storage;

/// <summary>An alarm whose call failed: it is called again later, twice as late each time.</summary>
internal sealed class PostponeWrite(DueAlarm alarm, DateTimeOffset now) : StoreWrite<bool>
{
    /// <summary>Long enough for a restart of whatever failed, short enough for a customer who waits.</summary>
    public static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(5);

    /// <summary>An alarm that fails for days must not fill the log, but must go on soon after it is repaired.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromHours(1);

    public DueAlarm Alarm => alarm;

    public DateTimeOffset Now => now;

    public override Guid TenantKey => alarm.Target.Tenant.Value;

    public override bool IsRegistry => alarm.Target.IsRegistry;

    public override int Bytes => 200;

    public override void AddKeys(ICollection<WriteKey> keys) =>
        keys.Add(new(alarm.Target.Tenant.Value, 's', $"{alarm.Target.GrainType}/{alarm.Target.Key}"));
}
