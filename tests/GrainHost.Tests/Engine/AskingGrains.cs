using Orleans.Concurrency;
using Platform.Tests.Conformance;

namespace Platform.Tests.Engine;

[Alias("test.asking")]
public interface IAskingGrain : IGrainWithIntegerKey
{
    /// <summary>Asks another; whether the answer was there before the turn went on, and on this thread.</summary>
    [Alias("ask")]
    Task<(bool AtOnce, bool OnThisThread)> Ask(long other);

    /// <summary>Asks another with a context and an async local of its own; what is left of them after the call.</summary>
    [Alias("ask-with-context")]
    Task<(object? Context, string? Local)> AskWithContext(long other);

    /// <summary>Asks another, while that is held, whether it is; then lets it go.</summary>
    [Alias("ask-held"), AlwaysInterleave]
    Task<bool> AskTheHeld(long other);

    /// <summary>Calls another in the ordinary way, and lets it go only then.</summary>
    [Alias("call-held")]
    Task CallTheHeld(long other);

    /// <summary>The number of grains that were asked, from this one to the last.</summary>
    [Alias("count"), AlwaysInterleave]
    Task<int> CountTo(long last);

    /// <summary>Asks another that asks this one.</summary>
    [Alias("ask-back")]
    Task<bool> AskBack(long other);

    /// <summary>Asks another again and again whether one question at a time is answered.</summary>
    [Alias("ask-often")]
    Task<bool> AskOften(long other);

    /// <summary>Whether no other thread runs in the grain meanwhile.</summary>
    [Alias("alone"), AlwaysInterleave]
    Task<bool> IsAlone();

    /// <summary>The thread that answers.</summary>
    [Alias("thread"), AlwaysInterleave]
    Task<int> Thread();

    /// <summary>Changes what a callee may change, and whether it ran in a turn of its own before and after a wait.</summary>
    [Alias("change"), AlwaysInterleave]
    Task<bool> ChangeContext();

    [Alias("back"), AlwaysInterleave]
    Task<bool> Back(long asker);

    /// <summary>Holds its thread until it is let go.</summary>
    [Alias("hold")]
    Task Hold();

    /// <summary>Whether its thread is held.</summary>
    [Alias("is-held"), AlwaysInterleave]
    Task<bool> IsHeld();
}

[GrainType("test.asking")]
public sealed class AskingGrain : Grain, IAskingGrain, IDisposable
{
    private static readonly AsyncLocal<string?> _local = new();

    private readonly ManualResetEventSlim _letGo = new();
    private bool _isHeld;
    private int _inside;

    private static Dictionary<long, AskingGrain> Held { get; } = [];

    /// <summary>Complete when a grain holds its thread.</summary>
    public static Task Holding(long key) => Soon.Is(() => Find(key) is not null, "the grain holds its thread");

    public async Task<(bool AtOnce, bool OnThisThread)> Ask(long other)
    {
        var asked = Other(other).Thread();
        var (atOnce, thread) = (asked.IsCompleted, Environment.CurrentManagedThreadId);
        return (atOnce, await asked == thread);
    }

    public async Task<(object? Context, string? Local)> AskWithContext(long other)
    {
        RequestContext.Set("asked", "mine");
        _local.Value = "mine";
        var asked = Other(other).ChangeContext();
        var left = (RequestContext.Get("asked"), _local.Value);
        return await asked ? left : ("not in a turn of its own", null);
    }

    public async Task<bool> AskTheHeld(long other)
    {
        var asked = Other(other).IsHeld();
        var wasEarly = asked.IsCompleted;
        Find(other)!._letGo.Set();
        return !wasEarly && !await asked;
    }

    public async Task CallTheHeld(long other)
    {
        var held = Other(other).Hold();
        await Holding(other);
        Find(other)!._letGo.Set();
        await held;
    }

    public async Task<int> CountTo(long last) => this.GetPrimaryKeyLong() is var key && key == last ? 1 : 1 + await Other(key + 1).CountTo(last);

    public Task<bool> AskBack(long other) => Other(other).Back(this.GetPrimaryKeyLong());

    public async Task<bool> AskOften(long other)
    {
        var isAlone = true;
        for (var i = 0; i < 500; i++) { isAlone &= await Other(other).IsAlone(); }
        return isAlone;
    }

    public Task<bool> IsAlone()
    {
        var isAlone = Interlocked.Increment(ref _inside) == 1;
        System.Threading.Thread.SpinWait(50);
        return Task.FromResult(Interlocked.Decrement(ref _inside) == 0 && isAlone);
    }

    public Task<int> Thread() => Task.FromResult(Environment.CurrentManagedThreadId);

    public async Task<bool> ChangeContext()
    {
        var before = TaskScheduler.Current;
        var wasClean = _local.Value is null;
        RequestContext.Set("asked", "changed");
        _local.Value = "changed";
        await Task.Yield();
        return wasClean && before == TaskScheduler.Current && before != TaskScheduler.Default;
    }

    public async Task<bool> Back(long asker) => await Other(asker).Thread() > 0;

    public Task Hold()
    {
        _isHeld = true;
        lock (Held) { Held[this.GetPrimaryKeyLong()] = this; }
        Assert.True(_letGo.Wait(TimeSpan.FromSeconds(20)), "Nobody let the grain go.");
        _isHeld = false;
        return Task.CompletedTask;
    }

    public Task<bool> IsHeld() => Task.FromResult(_isHeld);

    public void Dispose() => _letGo.Dispose();

    private static AskingGrain? Find(long key)
    {
        lock (Held) { return Held.GetValueOrDefault(key); }
    }

    private IAskingGrain Other(long key) => GrainFactory.GetGrain<IAskingGrain>(key);
}
