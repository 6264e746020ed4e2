using Orleans.Runtime;

namespace Orleans.GrainHost.Engine;

/// <summary>What a filter sees of a tick, under the names that Orleans gives it.</summary>
internal interface IGrainTimerInvoker : IAddressable
{
    Task InvokeCallbackAsync();
}

/// <summary>
/// A timer of one activation. A tick is a one-way request to the own activation: it waits its turn unless it interleaves,
/// passes the filters, and arms the next tick only when it has ended.
/// </summary>
internal sealed partial class GrainTimer : IGrainTimer
{
    private const double TimerMillisecondsMax = 0xfffffffe;

    private readonly Activation _activation;
    private readonly Func<CancellationToken, Task> _callback;
    private readonly GrainTimerCreationOptions _options;
    private readonly CancellationTokenSource _ended = new();
    private readonly ITimer _timer;
    private TimeSpan _dueTime;
    private TimeSpan _period;
    private bool _isTicking;
    private bool _hasChanged;

    private GrainTimer(Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        _activation = activation;
        _callback = callback;
        _options = options;
        _timer = activation.Engine.GrainClock.CreateCleanTimer(Fire);
    }

    /// <exception cref="InvalidOperationException">The caller runs outside the activation's turn.</exception>
    public static GrainTimer Register(IGrainContext context, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        if (context is not Activation activation || Activation.Current != activation)
        {
            throw new InvalidOperationException("A grain timer is registered in the turn of its own grain.");
        }
        Validate(options.DueTime, options.Period);
        var timer = new GrainTimer(activation, callback, options);
        lock (activation)
        {
            (activation.Extras.Timers ??= []).Add(timer);
        }
        timer.Change(options.DueTime, options.Period);
        return timer;
    }

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Validate(dueTime, period);
        _hasChanged = true;
        _dueTime = dueTime;
        _period = period;
        if (!_isTicking)
        {
            _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        try
        {
            _ended.Cancel();
        }
        catch (AggregateException exception)
        {
            EngineLog.TickFailed(_activation.Engine.Log, exception, _activation.GrainId);
        }
        _timer.Dispose();
        lock (_activation)
        {
            _activation.Extras.Timers?.Remove(this);
        }
    }

    private static void Validate(TimeSpan dueTime, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan((long)dueTime.TotalMilliseconds, -1, nameof(dueTime));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dueTime.TotalMilliseconds, TimerMillisecondsMax, nameof(dueTime));
        ArgumentOutOfRangeException.ThrowIfLessThan((long)period.TotalMilliseconds, -1, nameof(period));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(period.TotalMilliseconds, TimerMillisecondsMax, nameof(period));
    }

    private void Fire()
    {
        _isTicking = true;
        _activation.Receive(new Tick(this));
    }

    private async Task Run()
    {
        _hasChanged = false;
        try
        {
            await _callback(_ended.Token);
        }
        finally
        {
            ArmNext();
        }
    }

    private void ArmNext()
    {
        _isTicking = false;
        if (!_ended.IsCancellationRequested)
        {
            _timer.Change(_hasChanged ? _dueTime : _period, Timeout.InfiniteTimeSpan);
        }
    }
}
