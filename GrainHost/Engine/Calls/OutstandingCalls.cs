namespace Orleans.GrainHost.Engine;

/// <summary>
/// The calls without an answer, looked through once a second for those out of time. A list through the requests
/// themselves costs no allocation; several lists keep callers on different threads apart.
/// </summary>
internal sealed class OutstandingCalls
{
    private readonly Shard[] _shards;

    public OutstandingCalls(bool isDeterministic)
    {
        // Twice the processors: two threads seldom meet, and a sweep still visits few lists.
        var count = isDeterministic ? 1 : (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Environment.ProcessorCount * 2);
        _shards = [.. Enumerable.Range(0, count).Select(_ => new Shard())];
    }

    public void Add(Request request)
    {
        var index = Environment.CurrentManagedThreadId & (_shards.Length - 1);
        var shard = _shards[index];
        lock (shard)
        {
            request.Shard = index;
            request.Before = shard.Last;
            if (shard.Last is { } last)
            {
                last.After = request;
            }
            else
            {
                shard.First = request;
            }
            shard.Last = request;
        }
    }

    public void Remove(Request request)
    {
        var shard = _shards[request.Shard];
        lock (shard)
        {
            if (request.Before is { } before)
            {
                before.After = request.After;
            }
            else
            {
                shard.First = request.After;
            }
            if (request.After is { } after)
            {
                after.Before = request.Before;
            }
            else
            {
                shard.Last = request.Before;
            }
            request.Before = request.After = null;
        }
    }

    /// <summary>The calls that match, oldest first in each list, and whether there are any calls at all.</summary>
    public (List<Request> Found, bool Any) Find(Predicate<Request> match)
    {
        var found = new List<Request>();
        var any = false;
        foreach (var shard in _shards)
        {
            lock (shard)
            {
                for (var request = shard.First; request is not null; request = request.After)
                {
                    any = true;
                    if (match(request))
                    {
                        found.Add(request);
                    }
                }
            }
        }
        return (found, any);
    }

    private sealed class Shard
    {
        public Request? First { get; set; }

        public Request? Last { get; set; }
    }
}
