using Orleans.Concurrency;

namespace Platform.Tests.Conformance;

[Alias("test.life")]
public interface ILifeGrain : IGrainWithStringKey
{
    [Alias("serial")]
    Task<int> Serial();

    [Alias("work")]
    Task<int> Work(string gate);

    [Alias("end")]
    Task End();

    [Alias("endwait")]
    Task<int> EndAndWait(string gate);

    [Alias("delay")]
    Task Delay(TimeSpan time);

    [Alias("context")]
    Task<string?> ContextAtActivation();

    [Alias("scoped")]
    Task<bool> HasScopedService();
}

[GrainType("test.life")]
internal sealed class LifeGrain(ScopedThing scoped) : Grain, ILifeGrain, IDisposable
{
    private static int _serials;
    private readonly int _serial = Interlocked.Increment(ref _serials);
    private string? _context;

    private string Page => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _context = RequestContext.Get("cause") as string;
        await Task.Yield();
        Journal.Add(Page, "activated");
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Journal.Add(Page, $"deactivated: {reason.ReasonCode}");
        return Task.CompletedTask;
    }

    public Task<int> Serial() => Task.FromResult(_serial);

    public async Task<int> Work(string gate)
    {
        await Gate.Wait(gate);
        return _serial;
    }

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task<int> EndAndWait(string gate)
    {
        DeactivateOnIdle();
        await Gate.Wait(gate);
        return _serial;
    }

    public Task Delay(TimeSpan time)
    {
        DelayDeactivation(time);
        return Task.CompletedTask;
    }

    public Task<string?> ContextAtActivation() => Task.FromResult(_context);

    public Task<bool> HasScopedService() => Task.FromResult(scoped is { IsDisposed: false });

    public void Dispose() => Journal.Add(Page, $"disposed, scope {(scoped.IsDisposed ? "disposed" : "alive")}");
}

[Alias("test.kept")]
public interface IKeptGrain : IGrainWithStringKey
{
    [Alias("serial")]
    Task<int> Serial();
}

[GrainType("test.kept"), KeepAlive]
public sealed class KeptGrain : Grain, IKeptGrain
{
    private static int _serials;
    private readonly int _serial = Interlocked.Increment(ref _serials);

    public Task<int> Serial() => Task.FromResult(_serial);
}

[Alias("test.broken")]
public interface IBrokenGrain : IGrainWithStringKey
{
    [Alias("ping")]
    Task Ping();
}

/// <summary>Fails to be made as long as its key is listed.</summary>
internal static class Breakage
{
    public static HashSet<string> Keys { get; } = [];

    public static void ThrowIfListed(string key, string what)
    {
        lock (Keys)
        {
            if (Keys.Contains(key))
            {
                throw new FormatException(what);
            }
        }
    }

    public static void Set(string key, bool isBroken)
    {
        lock (Keys)
        {
            _ = isBroken ? Keys.Add(key) : Keys.Remove(key);
        }
    }
}

[GrainType("test.brokenctor")]
public sealed class BrokenConstructorGrain : Grain, IBrokenGrain
{
    public BrokenConstructorGrain() => Breakage.ThrowIfListed(this.GetPrimaryKeyString(), "constructor");

    public Task Ping() => Task.CompletedTask;
}

[GrainType("test.brokenactivate")]
public sealed class BrokenActivationGrain : Grain, IBrokenGrain
{
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await Gate.Wait(this.GetPrimaryKeyString());
        Breakage.ThrowIfListed(this.GetPrimaryKeyString(), "activation");
    }

    public Task Ping() => Task.CompletedTask;
}

[Alias("test.worker")]
public interface IWorkerGrain : IGrainWithIntegerKey
{
    [Alias("work")]
    Task<int> Work(string gate);

    [Alias("end")]
    Task End();
}

[GrainType("test.worker"), StatelessWorker(2)]
public sealed class WorkerGrain : Grain, IWorkerGrain
{
    private static int _serials;
    private readonly int _serial = Interlocked.Increment(ref _serials);

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, int> Begun = new();

    /// <summary>How many calls have begun that wait at the gate.</summary>
    public static int RunningAt(string gate) => Begun.GetValueOrDefault(gate);

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task<int> Work(string gate)
    {
        Begun.AddOrUpdate(gate, 1, (_, before) => before + 1);
        await Gate.Wait(gate);
        return _serial;
    }
}
