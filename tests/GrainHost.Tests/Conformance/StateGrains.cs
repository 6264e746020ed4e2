using Orleans.Concurrency;

namespace Platform.Tests.Conformance;

[GenerateSerializer, Alias("test.tally")]
public sealed class Tally
{
    [Id(0)] public int Count { get; set; }

    [Id(1)] public List<string> Names { get; set; } = [];
}

/// <summary>What a grain sees of its state.</summary>
[GenerateSerializer, Alias("test.stateview")]
public sealed record StateView(int Count, bool Exists, bool HasEtag, int Activation);

[Alias("test.state")]
public interface IStateGrain : IGrainWithStringKey
{
    [Alias("view")]
    Task<StateView> View();

    [Alias("set")]
    Task Set(int count);

    [Alias("setmemory")]
    Task SetInMemory(int count);

    [Alias("writetwice")]
    Task<int> WriteManyAtOnce(int times);

    [Alias("yields")]
    Task<bool> WriteYields();

    [Alias("clear")]
    Task Clear();

    [Alias("reread")]
    Task Reread();

    [Alias("end")]
    Task End();

    [Alias("early")]
    Task<string> TouchedBeforeRead();
}

[GrainType("test.state"), Reentrant]
public sealed class StateGrain : Grain, IStateGrain
{
    private static int _activations;
    private readonly IPersistentState<Tally> _store;
    private readonly int _activation = Interlocked.Increment(ref _activations);
    private readonly string _early;

    public StateGrain([PersistentState("tally", "faulty")] IPersistentState<Tally> store)
    {
        _store = store;
        try
        {
            _early = store.RecordExists.ToString();
        }
        catch (InvalidOperationException)
        {
            _early = "throws";
        }
    }

    public Task<StateView> View() =>
        Task.FromResult(new StateView(_store.State.Count, _store.RecordExists, _store.Etag is not null, _activation));

    public Task Set(int count)
    {
        _store.State.Count = count;
        return _store.WriteStateAsync();
    }

    public Task SetInMemory(int count)
    {
        _store.State.Count = count;
        return Task.CompletedTask;
    }

    public async Task<int> WriteManyAtOnce(int times)
    {
        var writes = new List<Task>();
        for (var i = 1; i <= times; i++)
        {
            _store.State.Count = i;
            writes.Add(_store.WriteStateAsync());
        }
        await Task.WhenAll(writes);
        return writes.Distinct().Count();
    }

    public async Task<bool> WriteYields()
    {
        var write = _store.WriteStateAsync();
        var isPending = !write.IsCompleted;
        await write;
        return isPending;
    }

    public Task Clear() => _store.ClearStateAsync();

    public Task Reread() => _store.ReadStateAsync();

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task<string> TouchedBeforeRead() => Task.FromResult(_early);
}

[Alias("test.memory")]
public interface IMemoryStateGrain : IGrainWithStringKey
{
    [Alias("add")]
    Task<int> Add(string name);

    [Alias("end")]
    Task End();
}

[GrainType("test.memory")]
public sealed class MemoryStateGrain([PersistentState("names")] IPersistentState<Tally> store) : Grain, IMemoryStateGrain
{
    public async Task<int> Add(string name)
    {
        store.State.Names.Add(name);
        await store.WriteStateAsync();
        return store.State.Names.Count;
    }

    public Task End()
    {
        this.DeactivateOnIdle();
        return Task.CompletedTask;
    }
}

[GenerateSerializer, Alias("test.profile")]
public sealed record Profile([property: Id(0)] string? Name);

[Alias("test.profilegrain")]
public interface IProfileGrain : IGrainWithStringKey
{
    [Alias("rename")]
    Task<string?> Rename(string name);

    [Alias("end")]
    Task End();
}

[GrainType("test.profile")]
public sealed class ProfileGrain([PersistentState("profile", "memory")] IPersistentState<Profile> store) : Grain, IProfileGrain
{
    public async Task<string?> Rename(string name)
    {
        var before = store.State.Name;
        store.State = new Profile(name);
        await store.WriteStateAsync();
        return before;
    }

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}

[Alias("test.basestate")]
public interface IBaseStateGrain : IGrainWithStringKey
{
    [Alias("add")]
    Task<int> Add();

    [Alias("end")]
    Task End();
}

[GrainType("test.basestate")]
public sealed class BaseStateGrain : Grain<Tally>, IBaseStateGrain
{
    public async Task<int> Add()
    {
        State.Count++;
        await WriteStateAsync();
        return State.Count;
    }

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}

[Alias("test.nostore")]
public interface INoStoreGrain : IGrainWithStringKey
{
    [Alias("ping")]
    Task Ping();
}

[GrainType("test.nostore")]
public sealed class NoStoreGrain([PersistentState("x", "no such store")] IPersistentState<Tally> store) : Grain, INoStoreGrain
{
    public Task Ping() => Task.FromResult(store.State.Count);
}
