namespace Orleans.GrainHost;

/// <summary>A clock that moves only when it is told to. All that is due at one moment happens before anything else runs.</summary>
internal sealed class SimulatedClock(DateTimeOffset start) : TimeProvider
{
    private readonly PriorityQueue<SimulatedTimer, (long Due, long Sequence)> _due = new();
    private Thread? _thread;
    private Action<string>? _onForeignWork;
    private long _sequence;
    private long _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => start.AddTicks(Volatile.Read(ref _now));

    public override long GetTimestamp() => Volatile.Read(ref _now);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimulatedTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Enter(Action<string> onForeignWork)
    {
        _thread = Thread.CurrentThread;
        _onForeignWork = onForeignWork;
    }

    /// <summary>Moves to the next moment at which something is due and lets it happen; or to the end, if that comes first.</summary>
    /// <returns>Whether anything was due.</returns>
    public bool MoveToNext(DateTimeOffset end)
    {
        var last = end == DateTimeOffset.MaxValue ? long.MaxValue : (end - start).Ticks;
        DropCancelled();
        if (!_due.TryPeek(out _, out var next) || next.Due > last)
        {
            if (last != long.MaxValue)
            {
                Volatile.Write(ref _now, Math.Max(_now, last));
            }
            return false;
        }
        Volatile.Write(ref _now, Math.Max(_now, next.Due));
        foreach (var timer in TakeDue())
        {
            timer.Fire();
        }
        return true;
    }

    /// <summary>Taken out first: what a callback arms for this same moment belongs to the next.</summary>
    private List<SimulatedTimer> TakeDue()
    {
        var fired = new List<SimulatedTimer>();
        while (_due.TryPeek(out var timer, out var at) && at.Due <= _now)
        {
            _due.Dequeue();
            if (timer.IsArmedAs(at.Sequence))
            {
                fired.Add(timer);
            }
        }
        return fired;
    }

    private void DropCancelled()
    {
        while (_due.TryPeek(out var timer, out var at) && !timer.IsArmedAs(at.Sequence))
        {
            _due.Dequeue();
        }
    }

    private long Arm(SimulatedTimer timer, TimeSpan dueTime)
    {
        if (_thread is not null && Thread.CurrentThread != _thread)
        {
            _onForeignWork!("A timer");
            return 0;
        }
        var sequence = ++_sequence;
        _due.Enqueue(timer, (_now + dueTime.Ticks, sequence));
        return sequence;
    }

    private sealed class SimulatedTimer(SimulatedClock clock, TimerCallback callback, object? state) : ITimer
    {
        private readonly ExecutionContext? _flow = ExecutionContext.Capture();
        private long _armedAs;
        private TimeSpan _period = Timeout.InfiniteTimeSpan;
        private bool _isDisposed;

        public bool IsArmedAs(long sequence) => _armedAs == sequence;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (_isDisposed)
            {
                return false;
            }
            _period = period == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : period;
            _armedAs = dueTime == Timeout.InfiniteTimeSpan ? 0 : clock.Arm(this, dueTime);
            return true;
        }

        public void Fire()
        {
            if (_armedAs == 0)
            {
                // Another callback of the same moment has stopped it.
                return;
            }
            _armedAs = _period == Timeout.InfiniteTimeSpan ? 0 : clock.Arm(this, _period);
            if (_flow is null)
            {
                callback(state);
            }
            else
            {
                ExecutionContext.Run(_flow, static timer => ((SimulatedTimer)timer!).Call(), this);
            }
        }

        public void Dispose()
        {
            _isDisposed = true;
            _armedAs = 0;
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Call() => callback(state);
    }
}
