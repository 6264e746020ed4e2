using Orleans.GrainHost.Engine.Sequences;

namespace Orleans.Runtime;

/// <summary>How a grain's sequence is fetched.</summary>
public static class AsyncEnumerableExtensions
{
    /// <summary>Fetches at most this many elements at a time. Default: 100.</summary>
    public static IAsyncEnumerable<T> WithBatchSize<T>(this IAsyncEnumerable<T> self, int maxBatchSize)
    {
        if (self is SequenceCall<T> call)
        {
            call.BatchSizeMax = maxBatchSize;
        }
        return self;
    }
}
