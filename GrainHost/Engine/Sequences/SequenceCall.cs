using System.Collections.Concurrent;
using System.Reflection;
using Orleans.Runtime;

namespace Orleans.GrainHost.Engine.Sequences;

/// <summary>A sequence as its reader sees it. Nothing is called until it is read.</summary>
internal static class SequenceCall
{
    private static readonly ConcurrentDictionary<Type, Func<GrainReference, GrainMethod, object?[], object>> Factories = new();

    public static object Create(GrainReference target, GrainMethod method, object?[] arguments) =>
        Factories.GetOrAdd(
            method.ResultType,
            static type => typeof(SequenceCall).GetMethod(nameof(Make), BindingFlags.Static | BindingFlags.NonPublic)!
                .MakeGenericMethod(type).CreateDelegate<Func<GrainReference, GrainMethod, object?[], object>>())(target, method, arguments);

    private static object Make<T>(GrainReference target, GrainMethod method, object?[] arguments) =>
        new SequenceCall<T>(target, method, arguments);
}

/// <inheritdoc cref="SequenceCall"/>
internal sealed class SequenceCall<T>(GrainReference target, GrainMethod method, object?[] arguments) : IAsyncEnumerable<T>
{
    /// <summary>As on Orleans: enough to make the calls few, not so many that the first elements wait for the last.</summary>
    public int BatchSizeMax { get; set; } = 100;

    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        new SequenceReader<T>(target, new SequenceStep(WorkGroup.NewGuid(), method, arguments, BatchSizeMax), cancellationToken);
}

/// <summary>Reads a sequence batch by batch.</summary>
internal sealed class SequenceReader<T>(GrainReference target, SequenceStep step, CancellationToken cancellationToken) : IAsyncEnumerator<T>
{
    private static readonly GrainMethod First = Method(nameof(IAsyncEnumerableGrainExtension.StartEnumeration));
    private static readonly GrainMethod Further = Method(nameof(IAsyncEnumerableGrainExtension.MoveNext));
    private static readonly GrainMethod End = Method(nameof(IAsyncEnumerableGrainExtension.DisposeAsync));

    private SequenceBatch _batch = new([], false);
    private int _position = -1;
    private bool _hasBegun;

    public T Current => (T)_batch.Elements[_position]!;

    public async ValueTask<bool> MoveNextAsync()
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (++_position >= _batch.Elements.Count)
        {
            if (_batch.IsLast)
            {
                return false;
            }
            var method = _hasBegun ? Further : First;
            _hasBegun = true;
            _batch = await Call<Task<SequenceBatch>>(method).WaitAsync(cancellationToken);
            _position = -1;
        }
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        if (_hasBegun && !_batch.IsLast)
        {
            await Call<Task>(End);
        }
    }

    private static GrainMethod Method(string name) => new(typeof(IAsyncEnumerableGrainExtension).GetMethod(name)!);

    private TTask Call<TTask>(GrainMethod method)
        where TTask : Task => (TTask)CallPath.Call(target, method, [step])!;
}
