using System.Collections.Immutable;
using Orleans.Concurrency;
using Orleans.Serialization;

namespace Platform.Tests.Conformance;

[Alias("test.uncopyable")]
public interface IUncopyableGrain : IGrainWithStringKey
{
    [Alias("object")]
    Task<int> Anything(object value);

    [Alias("give")]
    Task<object> Give(bool copyable);
}

[GrainType("test.uncopyable")]
public sealed class UncopyableGrain : Grain, IUncopyableGrain
{
    public Task<int> Anything(object value) => Task.FromResult(1);

    public Task<object> Give(bool copyable) => Task.FromResult<object>(copyable ? "text" : new Unmarked());
}

[Alias("test.internal")]
internal interface IInternalGrain : IGrainWithStringKey
{
    [Alias("echo")]
    Task<string> Echo(string text);
}

[GrainType("test.internal")]
internal sealed class InternalGrain : Grain, IInternalGrain
{
    public Task<string> Echo(string text) => Task.FromResult(text);
}

public sealed class CopyTests(EngineFixture engine)
{
    private static long _keys = 2_000_000;
    private readonly ICallGrain _grain = engine.Grains.GetGrain<ICallGrain>(Interlocked.Increment(ref _keys));

    [Fact]
    public async Task An_argument_is_copied_before_the_call_returns_its_task()
    {
        var box = new Box { Value = 1, Items = [1, 2] };
        var call = _grain.Keep(box);
        box.Value = 100;
        box.Items.Add(100);
        await call;
        Assert.Equal(4, await _grain.KeptSum());
    }

    [Fact]
    public async Task A_result_is_a_copy()
    {
        await _grain.Keep(new Box { Value = 1, Items = [2] });
        var result = await _grain.Kept();
        result.Items.Add(100);
        Assert.Equal(3, await _grain.KeptSum());
    }

    [Fact]
    public async Task An_object_passed_twice_in_one_call_stays_one()
    {
        var box = new Box();
        Assert.True(await _grain.IsOneObject(box, box));
        Assert.False(await _grain.IsOneObject(box, new Box()));
    }

    [Fact]
    public async Task A_cycle_stays_a_cycle()
    {
        var box = new Box { Next = new Box() };
        box.Next.Next = box;
        Assert.True(await _grain.IsCycle(box));
    }

    [Fact]
    public async Task An_immutable_object_is_shared_within_a_process()
    {
        var box = new FrozenBox { Items = [1] };
        Assert.Same(box, await _grain.Frozen(box));
    }

    [Fact]
    public async Task A_value_wrapped_as_immutable_is_shared_within_a_process()
    {
        var box = new Box();
        Assert.Same(box, (await _grain.Wrapped(box.AsImmutable())).Value);
    }

    [Fact]
    public async Task A_derived_type_travels_as_its_base()
    {
        Shape circle = new Circle("c", 3);
        Assert.Equal(circle, await _grain.EchoShape(circle));
    }

    [Fact]
    public async Task A_record_struct_travels() => Assert.Equal(new Pair(1, "x"), await _grain.EchoPair(new Pair(1, "x")));

    [Fact]
    public async Task Null_travels() => Assert.Null(await _grain.Null(null));

    [Fact]
    public async Task Collections_travel_with_their_comparers()
    {
        var sent = new Collections(
            [1, 2],
            new Dictionary<string, List<int>>(StringComparer.OrdinalIgnoreCase) { ["A"] = [1] },
            new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "B" },
            ImmutableArray.Create(1, 2),
            new Queue<int>([3, 4]),
            (1, "t"));
        var received = await _grain.EchoCollections(sent);
        Assert.Equal(sent.Array, received.Array);
        Assert.NotSame(sent.Array, received.Array);
        Assert.Equal([1], received.Map["a"]);
        Assert.Contains("b", received.Set);
        Assert.Equal(sent.Immutable, received.Immutable);
        Assert.Equal([3, 4], received.Queue);
        Assert.Equal((1, "t"), received.Tuple);
    }

    [Fact]
    public async Task A_value_without_a_copier_fails_the_call() =>
        await Assert.ThrowsAsync<CodecNotFoundException>(
            async () => await engine.Grains.GetGrain<IUncopyableGrain>("x").Anything(new Unmarked()));

    [Fact]
    public async Task A_grain_reference_travels_as_itself()
    {
        var reference = engine.Grains.GetGrain<ICallGrain>(5);
        Assert.Equal(reference, await _grain.Echo(reference));
    }
}
