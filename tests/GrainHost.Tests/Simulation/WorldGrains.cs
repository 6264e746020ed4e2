using System.Runtime.CompilerServices;

namespace Platform.Tests.Simulation;

/// <summary>Collects what happens in a world, in order.</summary>
public sealed class WorldLog(TimeProvider clock)
{
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines => _lines;

    public void Add(string line) => _lines.Add($"{clock.GetUtcNow():HH:mm:ss.fff} {line}");
}

/// <summary>A store that outlives hosts. Each operation takes a moment of virtual time.</summary>
public sealed class WorldStore(TimeProvider clock)
{
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(3);
    private readonly Dictionary<string, int> _values = [];

    public Action? BeforeWrite { get; set; }

    public IReadOnlyDictionary<string, int> Values => _values;

    public async Task<int> Read(string key)
    {
        await Task.Delay(Latency, clock);
        return _values.GetValueOrDefault(key);
    }

    public async Task Write(string key, int value)
    {
        await Task.Delay(Latency, clock);
        BeforeWrite?.Invoke();
        _values[key] = value;
    }
}

/// <summary>Comes back to the scheduler that awaits it, but always from a thread of the pool.</summary>
internal readonly struct PoolHop : INotifyCompletion
{
    public bool IsCompleted => false;

    public PoolHop GetAwaiter() => this;

    public void OnCompleted(Action continuation)
    {
        var scheduler = TaskScheduler.Current;
        ThreadPool.QueueUserWorkItem(_ => Task.Factory.StartNew(continuation, CancellationToken.None, TaskCreationOptions.None, scheduler));
    }

    public void GetResult()
    {
    }
}

[Alias("sim.counter")]
public interface ICounterGrain : IGrainWithStringKey
{
    [Alias("add")]
    Task<int> Add(int amount);

    [Alias("pass")]
    Task<int> PassOn(string next, int hops);

    [Alias("timer")]
    Task StartTimer(TimeSpan period, int ticks);

    [Alias("hang")]
    Task Hang();

    [Alias("leave")]
    Task LeaveTheWorld();

    [Alias("chain")]
    Task<Guid> Chain();
}

[GrainType("sim.counter")]
public sealed class CounterGrain(WorldStore store, WorldLog log, TimeProvider clock) : Grain, ICounterGrain
{
    private int _value;

    private string Key => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _value = await store.Read(Key);
        log.Add($"{Key} activated at {_value}");
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        log.Add($"{Key} deactivated: {reason.ReasonCode}");
        return Task.CompletedTask;
    }

    public async Task<int> Add(int amount)
    {
        await Task.Yield();
        await store.Write(Key, _value + amount);
        _value += amount;
        log.Add($"{Key} is {_value}");
        return _value;
    }

    public async Task<int> PassOn(string next, int hops)
    {
        await Add(1);
        return hops == 0 ? _value : await GrainFactory.GetGrain<ICounterGrain>(next).PassOn(Key, hops - 1);
    }

    public Task StartTimer(TimeSpan period, int ticks)
    {
        IGrainTimer? timer = null;
        timer = this.RegisterGrainTimer(
            async () =>
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1), clock);
                log.Add($"{Key} ticks, {--ticks} to go");
                if (ticks == 0)
                {
                    timer!.Dispose();
                }
            },
            period, period);
        return Task.CompletedTask;
    }

    public Task Hang() => new TaskCompletionSource().Task;

    public async Task LeaveTheWorld() => await new PoolHop();

    public Task<Guid> Chain()
    {
        using var _ = RequestContext.AllowCallChainReentrancy();
        return Task.FromResult(RequestContext.ReentrancyId);
    }
}
