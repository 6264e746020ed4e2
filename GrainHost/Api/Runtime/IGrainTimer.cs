using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>A timer of one activation; it ends with the activation.</summary>
public interface IGrainTimer : IDisposable
{
    /// <summary>Sets new times. Inside a tick the change takes effect after it.</summary>
    void Change(TimeSpan dueTime, TimeSpan period);
}

/// <summary>How a grain timer runs.</summary>
public readonly struct GrainTimerCreationOptions()
{
    [SetsRequiredMembers]
    public GrainTimerCreationOptions(TimeSpan dueTime, TimeSpan period)
        : this()
    {
        DueTime = dueTime;
        Period = period;
    }

    /// <summary>Time to the first tick; <see cref="Timeout.InfiniteTimeSpan"/> for never.</summary>
    public required TimeSpan DueTime { get; init; }

    /// <summary>Time from the end of a tick to the next; <see cref="Timeout.InfiniteTimeSpan"/> for one tick only.</summary>
    public required TimeSpan Period { get; init; }

    /// <summary>Whether ticks start beside running calls. Default: they wait their turn.</summary>
    public bool Interleave { get; init; }

    /// <summary>Whether ticks keep the activation from being collected. Default: they do not.</summary>
    public bool KeepAlive { get; init; }
}
