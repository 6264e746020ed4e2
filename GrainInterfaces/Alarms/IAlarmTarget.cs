namespace Platform.Alarms;

/// <summary>A grain that set a durable alarm with one of its turns.</summary>
[Alias("alarm-target")]
public interface IAlarmTarget : IGrain
{
    /// <summary>
    /// The alarm is due. Called at least once until a commit clears or moves it; an alarm that no longer stands as
    /// <paramref name="due"/> says is stale and changes nothing.
    /// </summary>
    [Alias("on-alarm")]
    Task OnAlarm(string name, DateTimeOffset due, CancellationToken cancellationToken);
}
