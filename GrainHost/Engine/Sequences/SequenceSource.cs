using Orleans.GrainHost.Engine.Copying;

namespace Orleans.GrainHost.Engine.Sequences;

/// <summary>One sequence as its grain produces it.</summary>
internal abstract class SequenceSource : IAsyncDisposable
{
    public long LastReadAt { get; set; }

    public static SequenceSource Open(Activation activation, SequenceStep step)
    {
        var source = (SequenceSource)Activator.CreateInstance(typeof(SequenceSource<>).MakeGenericType(step.Method.ResultType))!;
        source.LastReadAt = activation.Engine.Now;
        source.Begin(activation.GrainInstance!, step);
        return source;
    }

    public abstract Task<SequenceBatch> Next(int elementsMax, TimeSpan patience, TimeProvider clock);

    public abstract ValueTask DisposeAsync();

    protected abstract void Begin(object grain, SequenceStep step);
}

/// <inheritdoc/>
internal sealed class SequenceSource<T> : SequenceSource
{
    private readonly CancellationTokenSource _abandoned = new();
    private readonly CopyPlan? _copy = CopyPlan.ForDeclared(typeof(T));
    private IAsyncEnumerator<T> _elements = null!;
    private Task<bool>? _pending;

    public override async Task<SequenceBatch> Next(int elementsMax, TimeSpan patience, TimeProvider clock)
    {
        var elements = new List<object?>();
        while (elements.Count < elementsMax)
        {
            _pending ??= _elements.MoveNextAsync().AsTask();
            if (!_pending.IsCompleted && elements.Count > 0)
            {
                break;
            }
            if (!await IsReady(_pending, patience, clock))
            {
                break;
            }
            var hasMore = await _pending;
            _pending = null;
            if (!hasMore)
            {
                return new SequenceBatch(elements, true);
            }
            elements.Add(_copy is null ? _elements.Current : _copy.Copy(_elements.Current, new CopyContext()));
        }
        return new SequenceBatch(elements, false);
    }

    public override async ValueTask DisposeAsync()
    {
        await _abandoned.CancelAsync();
        if (_pending is not null)
        {
            await ((Task)_pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
        await _elements.DisposeAsync();
        _abandoned.Dispose();
    }

    protected override void Begin(object grain, SequenceStep step)
    {
        var arguments = (object?[])step.Arguments.Clone();
        if (step.Method.TokenIndex >= 0)
        {
            arguments[step.Method.TokenIndex] = _abandoned.Token;
        }
        _elements = ((IAsyncEnumerable<T>)step.Method.Invoke(grain, arguments)!).GetAsyncEnumerator(_abandoned.Token);
    }

    private static async Task<bool> IsReady(Task pending, TimeSpan patience, TimeProvider clock)
    {
        if (!pending.IsCompleted)
        {
            await ((Task)pending).WaitAsync(patience, clock)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
        return pending.IsCompleted;
    }
}
