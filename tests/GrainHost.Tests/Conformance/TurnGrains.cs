using Orleans.Concurrency;
using Orleans.Serialization.Invocation;

namespace Platform.Tests.Conformance;

[Alias("test.turn")]
public interface ITurnGrain : IGrainWithStringKey
{
    /// <summary>Notes its start, waits for the gate, notes its end.</summary>
    [Alias("work")]
    Task Work(string name, string gate);

    [Alias("always"), AlwaysInterleave]
    Task Always(string name, string gate);

    [Alias("read"), ReadOnly]
    Task Read(string name, string gate);

    [Alias("append")]
    Task Append(int number);

    [Alias("yield")]
    Task YieldAndCount(int rounds, string gate);

    [Alias("numbers")]
    Task<List<int>> Numbers();

    [Alias("inside")]
    Task<int> Inside();

    [Alias("scheduler"), AlwaysInterleave]
    Task<bool> ComesBackToItsScheduler();

    [Alias("self")]
    Task CallSelf(bool allowReentrancy);

    [Alias("ping")]
    Task Ping();

    [Alias("via")]
    Task CallMeBackVia(ITurnGrain other, bool allowReentrancy);

    [Alias("callback")]
    Task CallBack(ITurnGrain caller);
}

public abstract class TurnGrainBase : Grain
{
    private readonly List<int> _numbers = [];
    private int _inside;

    private string Page => this.GetPrimaryKeyString();

    public async Task Work(string name, string gate)
    {
        Journal.Add(Page, $"{name} begins");
        await Gate.Wait(gate);
        Journal.Add(Page, $"{name} ends");
    }

    public Task Always(string name, string gate) => Work(name, gate);

    public Task Read(string name, string gate) => Work(name, gate);

    public Task Append(int number)
    {
        _numbers.Add(number);
        return Task.CompletedTask;
    }

    public async Task YieldAndCount(int rounds, string gate)
    {
        await Gate.Wait(gate);
        for (var i = 0; i < rounds; i++)
        {
            _inside++;
            await Task.Yield();
            _inside--;
        }
    }

    public Task<List<int>> Numbers() => Task.FromResult(_numbers);

    public Task<int> Inside() => Task.FromResult(_inside);

    public async Task<bool> ComesBackToItsScheduler()
    {
        var before = TaskScheduler.Current;
        await Task.Delay(1);
        var after = TaskScheduler.Current;
        var started = await Task.Factory.StartNew(() => TaskScheduler.Current, default, TaskCreationOptions.None, TaskScheduler.Current);
        return before == after && before == started && before != TaskScheduler.Default;
    }

    public async Task CallSelf(bool allowReentrancy)
    {
        using var section = allowReentrancy ? RequestContext.AllowCallChainReentrancy() : RequestContext.SuppressCallChainReentrancy();
        await GrainFactory.GetGrain<ITurnGrain>(this.GetGrainId()).Ping();
    }

    public Task Ping() => Task.CompletedTask;

    public async Task CallMeBackVia(ITurnGrain other, bool allowReentrancy)
    {
        using var section = allowReentrancy ? RequestContext.AllowCallChainReentrancy() : RequestContext.SuppressCallChainReentrancy();
        await other.CallBack(this.AsReference<ITurnGrain>());
    }

    public Task CallBack(ITurnGrain caller) => caller.Ping();
}

[GrainType("test.turn")]
public sealed class TurnGrain : TurnGrainBase, ITurnGrain;

[Alias("test.reentrant")]
public interface IReentrantGrain : ITurnGrain;

[GrainType("test.reentrant"), Reentrant]
public sealed class ReentrantGrain : TurnGrainBase, IReentrantGrain;

[Alias("test.mayinterleave")]
public interface IMayInterleaveGrain : IGrainWithStringKey
{
    [Alias("ping")]
    Task Ping();

    [Alias("work")]
    Task Work(string name, string gate);
}

[GrainType("test.mayinterleave"), MayInterleave(nameof(IsQuick))]
public sealed class MayInterleaveGrain : Grain, IMayInterleaveGrain
{
    public Task Ping() => Task.CompletedTask;

    public static bool IsQuick(IInvokable request) =>
        request.GetArgumentCount() > 0 && request.GetArgument(0) is string name && name.StartsWith("quick", StringComparison.Ordinal);

    public async Task Work(string name, string gate)
    {
        Journal.Add(this.GetPrimaryKeyString(), $"{name} begins");
        await Gate.Wait(gate);
        Journal.Add(this.GetPrimaryKeyString(), $"{name} ends");
    }
}
