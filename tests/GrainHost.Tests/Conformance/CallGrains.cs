using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Orleans.Concurrency;

namespace Platform.Tests.Conformance;

[GenerateSerializer, Alias("test.box")]
public sealed class Box
{
    [Id(0)] public int Value { get; set; }

    [Id(1)] public List<int> Items { get; set; } = [];

    [Id(2)] public Box? Next { get; set; }
}

[GenerateSerializer, Immutable, Alias("test.frozen")]
public sealed class FrozenBox
{
    [Id(0)] public List<int> Items { get; set; } = [];
}

[GenerateSerializer, Alias("test.shape")]
public abstract record Shape(string Name);

[GenerateSerializer, Alias("test.circle")]
public sealed record Circle(string Name, int Radius) : Shape(Name);

[GenerateSerializer, Alias("test.pair")]
public readonly record struct Pair(int Left, string Right);

[GenerateSerializer, Alias("test.failure")]
#pragma warning disable CA1032 // What matters here is that a member travels with it.
public sealed class OwnFailureException(string message, int code) : Exception(message)
{
    [Id(0)] public int Code { get; } = code;
}
#pragma warning restore CA1032

[GenerateSerializer, Alias("test.collections")]
public sealed record Collections(
    int[] Array, Dictionary<string, List<int>> Map, HashSet<string> Set, ImmutableArray<int> Immutable, Queue<int> Queue,
        (int, string) Tuple);

[Alias("test.call")]
public interface ICallGrain : IGrainWithIntegerKey
{
    [Alias("warm")]
    Task Warm();

    [Alias("keep")]
    Task Keep(Box box);

    [Alias("kept")]
    Task<Box> Kept();

    [Alias("keptsum")]
    Task<int> KeptSum();

    [Alias("same")]
    Task<bool> IsOneObject(Box left, Box right);

    [Alias("cycle")]
    Task<bool> IsCycle(Box box);

    [Alias("frozen")]
    Task<FrozenBox> Frozen(FrozenBox box);

    [Alias("wrapped")]
    Task<Immutable<Box>> Wrapped(Immutable<Box> box);

    [Alias("shape")]
    Task<Shape> EchoShape(Shape shape);

    [Alias("pair")]
    ValueTask<Pair> EchoPair(Pair pair);

    [Alias("collections")]
    Task<Collections> EchoCollections(Collections collections);

    [Alias("throw")]
    Task Throw(string message);

    [Alias("throwown")]
    ValueTask ThrowOwn(string message, int code);

    [Alias("throwsync")]
    Task<int> ThrowBeforeTheFirstAwait();

    [Alias("oneway"), OneWay]
    Task OneWay(string page, string gate);

    [Alias("onewayfails"), OneWay]
    Task OneWayFails(string text);

    [Alias("hasty"), ResponseTimeout("00:00:00.300")]
    Task Hasty(string page, string gate);

    [Alias("wait")]
    Task Wait(string page, string gate, CancellationToken cancellationToken = default);

    [Alias("cancellable")]
    Task Cancellable(string page, CancellationToken cancellationToken);

    [Alias("context")]
    Task<string?> Context(string key);

    [Alias("contextset")]
    Task SetContext(string key, string value);

    [Alias("contextvia")]
    Task<string?> ContextVia(ICallGrain other, string key);

    [Alias("asynclocal")]
    Task<string?> ForeignAsyncLocal();

    [Alias("numbers")]
    IAsyncEnumerable<int> Numbers(int count, CancellationToken cancellationToken = default);

    [Alias("failing")]
    IAsyncEnumerable<int> FailingNumbers(int count);

    [Alias("endless")]
    IAsyncEnumerable<int> Endless(string page, CancellationToken cancellationToken = default);

    [Alias("end")]
    Task End();

    [Alias("echo")]
    Task<T> Echo<T>(T value);

    [Alias("default")]
    Task<string> Greeting() => Task.FromResult("from the interface");

    [Alias("null")]
    Task<Box?> Null(Box? box);

    [Alias("exception")]
    Task<string> MessageOf(Exception exception);

    [Alias("mutate")]
    Task<int> MutateContext(string key);
}

[GrainType("test.call")]
public sealed class CallGrain : Grain, ICallGrain
{
    public static readonly AsyncLocal<string?> Foreign = new();
    private Box _kept = new();

    public Task Warm() => Task.CompletedTask;

    public Task Keep(Box box)
    {
        _kept = box;
        return Task.CompletedTask;
    }

    public Task<Box> Kept() => Task.FromResult(_kept);

    public Task<int> KeptSum() => Task.FromResult(_kept.Value + _kept.Items.Sum());

    public Task<bool> IsOneObject(Box left, Box right) => Task.FromResult(ReferenceEquals(left, right));

    public Task<bool> IsCycle(Box box) => Task.FromResult(ReferenceEquals(box, box.Next!.Next));

    public Task<FrozenBox> Frozen(FrozenBox box) => Task.FromResult(box);

    public Task<Immutable<Box>> Wrapped(Immutable<Box> box) => Task.FromResult(box);

    public Task<Shape> EchoShape(Shape shape) => Task.FromResult(shape);

    public ValueTask<Pair> EchoPair(Pair pair) => ValueTask.FromResult(pair);

    public Task<Collections> EchoCollections(Collections collections) => Task.FromResult(collections);

    public async Task Throw(string message)
    {
        await Task.Yield();
        throw new InvalidOperationException(message);
    }

    public ValueTask ThrowOwn(string message, int code) => throw new OwnFailureException(message, code);

    public Task<int> ThrowBeforeTheFirstAwait() => throw new ArgumentException("at once");

    public async Task OneWay(string page, string gate)
    {
        await Gate.Wait(gate);
        Journal.Add(page, "one-way");
    }

    public Task OneWayFails(string text) => throw new InvalidOperationException(text);

    public async Task Hasty(string page, string gate)
    {
        Journal.Add(page, "begins");
        await Gate.Wait(gate);
        Journal.Add(page, "ends");
    }

    public async Task Wait(string page, string gate, CancellationToken cancellationToken)
    {
        Journal.Add(page, "begins");
        await Gate.Wait(gate);
    }

    public async Task Cancellable(string page, CancellationToken cancellationToken)
    {
        Journal.Add(page, "begins");
        var cancelled = new TaskCompletionSource();
        await using var _ = cancellationToken.Register(cancelled.SetResult);
        await cancelled.Task;
        Journal.Add(page, "cancelled");
        cancellationToken.ThrowIfCancellationRequested();
    }

    public Task<string?> Context(string key) => Task.FromResult(RequestContext.Get(key) as string);

    public Task SetContext(string key, string value)
    {
        RequestContext.Set(key, value);
        return Task.CompletedTask;
    }

    public Task<string?> ContextVia(ICallGrain other, string key) => other.Context(key);

    public Task<string?> ForeignAsyncLocal() => Task.FromResult(Foreign.Value);

    public async IAsyncEnumerable<int> Numbers(int count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var i = 0; i < count; i++)
        {
            if (i % 7 == 0)
            {
                await Task.Yield();
            }
            yield return i;
        }
    }

    public async IAsyncEnumerable<int> FailingNumbers(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await Task.Yield();
            yield return i;
        }
        throw new FormatException("no more");
    }

    public async IAsyncEnumerable<int> Endless(string page, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            for (var i = 0; ; i++)
            {
                await Task.Delay(5, cancellationToken);
                yield return i;
            }
        }
        finally
        {
            Journal.Add(page, "disposed");
        }
    }

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task<T> Echo<T>(T value) => Task.FromResult(value);

    public Task<Box?> Null(Box? box) => Task.FromResult(box);

    public Task<string> MessageOf(Exception exception) => Task.FromResult(exception.Message);

    public Task<int> MutateContext(string key)
    {
        var list = (List<int>)RequestContext.Get(key)!;
        list.Add(1);
        return Task.FromResult(list.Count);
    }
}

public sealed class Unmarked
{
    public int Value { get; set; }
}
