using System.Buffers.Binary;
using System.Diagnostics;
using Orleans.GrainHost.Engine;

namespace Orleans.GrainHost;

/// <summary>Draws the next group to run from a seed, one step at a time, and moves the clock when none is left.</summary>
internal sealed class SimulatedQueue(int seed, SimulatedWorldOptions options) : RunQueue
{
    private const ulong FingerprintBasis = 14695981039346656037;
    private const ulong FingerprintPrime = 1099511628211;

    private readonly List<WorkGroup> _ready = [];
    private readonly List<(string Name, Task Task)> _spawned = [];
    private readonly Random _order = new(SimulatedWorld.HashCode(seed, 0));
    private readonly Random _ids = new(SimulatedWorld.HashCode(seed, 1));
    private Thread? _thread;
    private string? _foreignWork;
    private TimeSpan _patienceLeft = options.ForeignWorkPatience;

    public override bool IsDeterministic => true;

    public SimulatedClock Clock { get; } = new(options.Start);

    public long Steps { get; private set; }

    public ulong Fingerprint { get; private set; } = FingerprintBasis;

    public void Enter()
    {
        _thread = Thread.CurrentThread;
        Clock.Enter();
    }

    public void ThrowIfOutside()
    {
        if (Thread.CurrentThread != _thread)
        {
            throw new InvalidOperationException("This belongs inside the world: call it from SimulatedWorld.Run or Spawn.");
        }
    }

    public override void Add(WorkGroup group)
    {
        if (Thread.CurrentThread == _thread)
        {
            _ready.Add(group);
            return;
        }

        // Throwing here would be seen by nobody, since the thread is not ours. The run fails at its next step instead.
        Interlocked.CompareExchange(
            ref _foreignWork, $"Work for {group} came from another thread, so that the run cannot be repeated:{Environment.NewLine}{new StackTrace(1)}", null);
    }

    public override Guid NewGuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        _ids.NextBytes(bytes);
        return new Guid(bytes);
    }

    public Task<T> Spawn<T>(string name, Func<Task<T>> body)
    {
        var group = new SimulatedGroup(this, name);
        var task = Task.Factory.StartNew(body, CancellationToken.None, TaskCreationOptions.None, group).Unwrap();
        _spawned.Add((name, task));
        return task;
    }

    public void RunUntil(Func<bool> condition, bool maySkipTime, string goal)
    {
        var steps = 0L;
        var start = Clock.GetTimestamp();
        while (!condition())
        {
            ThrowIfForeign();
            if (_ready.Count > 0)
            {
                Step();
                if (++steps > options.StepsMax)
                {
                    throw new SimulationException(seed, $"No end after {options.StepsMax} steps, waiting until {goal}.");
                }
                continue;
            }
            ThrowIfSpawnedFailed();
            if (!maySkipTime)
            {
                return;
            }
            AwaitStragglers();
            if (_ready.Count > 0)
            {
                continue;
            }
            if (!Clock.MoveToNext(DateTimeOffset.MaxValue) || Clock.GetElapsedTime(start) > options.VirtualTimeMax)
            {
                ThrowIfForeign();
                throw new SimulationException(seed, $"Nothing is left to do or due at {Clock.GetUtcNow():O}, but not yet: {goal}.");
            }
        }
        ThrowIfForeign();
    }

    public void Advance(TimeSpan time)
    {
        var end = Clock.GetUtcNow() + time;
        do
        {
            RunUntil(() => false, maySkipTime: false, "time passes");
            AwaitStragglers();
        }
        while (Clock.MoveToNext(end));
        RunUntil(() => false, maySkipTime: false, "time passes");
    }

    private void Step()
    {
        var index = _order.Next(_ready.Count);
        var group = _ready[index];

        // The last takes the place of the one drawn: the order of the rest does not matter to a fair draw.
        _ready[index] = _ready[^1];
        _ready.RemoveAt(_ready.Count - 1);
        Steps++;
        Mix((ulong)index);
        Mix((ulong)_ready.Count);
        Mix((ulong)Clock.GetTimestamp());
        if (group.RunOne())
        {
            _ready.Add(group);
        }
    }

    private void Mix(ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        foreach (var each in bytes)
        {
            Fingerprint = unchecked((Fingerprint ^ each) * FingerprintPrime);
        }
    }

    /// <summary>Work that left the world cannot be waited for, but while the pool is busy it may be caught.</summary>
    private void AwaitStragglers()
    {
        var watch = Stopwatch.StartNew();
        while (ThreadPool.PendingWorkItemCount > 0 && _foreignWork is null && watch.Elapsed < _patienceLeft)
        {
            Thread.Yield();
        }
        _patienceLeft -= watch.Elapsed;
        ThrowIfForeign();
    }

    private void ThrowIfForeign()
    {
        if (Volatile.Read(ref _foreignWork) is { } work)
        {
            throw new SimulationException(seed, work);
        }
    }

    private void ThrowIfSpawnedFailed()
    {
        foreach (var (name, task) in _spawned.Where(each => each.Task.IsFaulted && each.Name != "main"))
        {
            throw new SimulationException(seed, $"\"{name}\" failed: {task.Exception!.InnerException!.Message}", task.Exception.InnerException);
        }
        _spawned.RemoveAll(each => each.Task.IsCompleted);
    }
}

/// <summary>The work of a test body in the world.</summary>
internal sealed class SimulatedGroup(RunQueue runQueue, string name) : WorkGroup(runQueue)
{
    public override string ToString() => name;
}
