namespace Platform.Alarms;

/// <summary>A grain that set a durable alarm with one of its turns.</summary>
[Alias("alarm-target")]
public interface IAlarmTarget : IGrain
{
    /// <summary>
    /// The alarm is due. Called at least once until a commit clears or moves it, and perhaps once more after that: the grain judges by its own
    /// state and the clock what is owed. <paramref name="due"/> is when the alarm was set for.
    /// </summary>
    [Alias("on-alarm")]
    Task OnAlarm(string name, DateTimeOffset due, CancellationToken cancellationToken);
}
