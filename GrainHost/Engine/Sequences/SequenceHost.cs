using Orleans.Runtime;

namespace Orleans.GrainHost.Engine.Sequences;

/// <summary>The sequences that are being read from one activation.</summary>
internal sealed class SequenceHost(Activation activation) : IAsyncEnumerableGrainExtension
{
    /// <summary>A reader that has not asked for this many time-outs is taken to be gone, as on Orleans.</summary>
    private const int TimeoutsWithoutReaderMax = 2;

    private readonly Dictionary<Guid, SequenceSource> _sources = [];

    public async Task<SequenceBatch> StartEnumeration(SequenceStep step)
    {
        await DropForgotten();
        var source = SequenceSource.Open(activation, step);
        _sources.Add(step.Id, source);
        return await Read(step, source);
    }

    public Task<SequenceBatch> MoveNext(SequenceStep step) => _sources.TryGetValue(step.Id, out var source)
        ? Read(step, source)
        : throw new EnumerationAbortedException(
            "The sequence's source is gone: the grain was deactivated, or nobody read on for too long.");

    public async Task DisposeAsync(SequenceStep step)
    {
        if (_sources.Remove(step.Id, out var source))
        {
            await source.DisposeAsync();
        }
    }

    public async ValueTask Abort()
    {
        foreach (var source in _sources.Values)
        {
            await source.DisposeAsync();
        }
        _sources.Clear();
    }

    private async Task<SequenceBatch> Read(SequenceStep step, SequenceSource source)
    {
        var isOver = true;
        try
        {
            // Half the time-out: a sequence with long pauses shows a sign of life before its reader gives up.
            var batch = await source.Next(step.BatchSizeMax, activation.Engine.Messaging.ResponseTimeout / 2, activation.Engine.Clock);
            isOver = batch.IsLast;
            source.LastReadAt = activation.Engine.Now;
            return batch;
        }
        finally
        {
            if (isOver)
            {
                _sources.Remove(step.Id);
                await source.DisposeAsync();
            }
        }
    }

    private async Task DropForgotten()
    {
        var patience = (long)activation.Engine.Messaging.ResponseTimeout.TotalMilliseconds * TimeoutsWithoutReaderMax;
        var now = activation.Engine.Now;
        foreach (var (id, source) in _sources.Where(each => now - each.Value.LastReadAt > patience).ToList())
        {
            _sources.Remove(id);
            await source.DisposeAsync();
        }
    }
}
