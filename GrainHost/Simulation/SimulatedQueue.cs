using System.Buffers.Binary;
using System.Diagnostics;
using Orleans.GrainHost.Engine;

namespace Orleans.GrainHost;

/// <summary>Draws the next group to run from a seed, one step at a time, and moves the clock when none is left.</summary>
internal sealed class SimulatedQueue(int seed, SimulatedWorldOptions options) : RunQueue(isDeterministic: true)
{
    private const ulong FingerprintBasis = 14695981039346656037;
    private const ulong FingerprintPrime = 1099511628211;

    /// <summary>Long enough for a thread of the pool to finish what it does, short enough for a test that has failed.</summary>
    private static readonly TimeSpan DiagnosisPatience = TimeSpan.FromMilliseconds(100);

    private readonly List<WorkGroup> _ready = [];
    private readonly List<(string Name, Task Task)> _spawned = [];
    private readonly Random _order = new(SimulatedWorld.Substream(seed, 0));
    private readonly Random _ids = new(SimulatedWorld.Substream(seed, 1));
    private Thread? _thread;
    private string? _foreignWork;
    private TimeSpan _patienceLeft = options.ForeignWorkPatience;

    public SimulatedClock Clock { get; } = new(options.Start);

    public int Seed => seed;

    public long Steps { get; private set; }

    public ulong Fingerprint { get; private set; } = FingerprintBasis;

    public void Enter()
    {
        _thread = Thread.CurrentThread;
        Clock.Enter(OnForeignWork);
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
        }
    }

    public override void OnQueued(WorkGroup group)
    {
        if (Thread.CurrentThread != _thread)
        {
            OnForeignWork($"Work for {group}");
        }
    }

    public override Guid NewGuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        _ids.NextBytes(bytes);
        return new Guid(bytes);
    }

    public Task Spawn(SimulatedGroup group, Func<Task> body)
    {
        var task = group.Start(body);
        _spawned.Add((group.ToString(), task));
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
                LookForForeignWork();
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

    /// <summary>A run has failed. Work that left the world is the likely cause, and may be just about to come back.</summary>
    /// <exception cref="SimulationException">It came back.</exception>
    public void LookForForeignWork()
    {
        SpinWait.SpinUntil(() => Volatile.Read(ref _foreignWork) is not null, DiagnosisPatience);
        ThrowIfForeign();
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

    /// <summary>Throwing would be seen by nobody, since the thread is not ours. The run fails at its next step instead.</summary>
    private void OnForeignWork(string what) => Interlocked.CompareExchange(
        ref _foreignWork,
        $"{what} came from another thread, so that the run cannot be repeated:{Environment.NewLine}{new StackTrace(2)}",
        null);

    private void ThrowIfForeign()
    {
        if (Volatile.Read(ref _foreignWork) is { } work)
        {
            throw new SimulationException(seed, work);
        }
    }

    private void ThrowIfSpawnedFailed()
    {
        if (_spawned.Find(each => each.Task.IsFaulted) is { Task: not null } failed)
        {
            var failure = failed.Task.Exception!.InnerException!;
            throw new SimulationException(seed, $"\"{failed.Name}\" failed: {failure.Message}", failure);
        }
        _spawned.RemoveAll(each => each.Task.IsCompleted);
    }
}
