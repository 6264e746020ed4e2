using Platform.Turns;

namespace Platform.Storage;

/// <summary>
/// Writes that wait for a writer, tenant by turns. The writer takes all that wait at once, so that they share a transaction; nobody waits
/// for company. Callers wait when it is full, those of one tenant when that tenant's line is.
/// </summary>
internal sealed class WriteQueue(TimeProvider clock)
{
    // Some seconds of work at full speed: callers beyond it are better told to come back.
    private const int WaitingMax = 4_096;

    // A tenant that floods the store fills a quarter of the queue, not all of it.
    private const int WaitingOfTenantMax = WaitingMax / 4;

    // Past this size a transaction's fixed cost is already negligible and its callers only wait longer.
    private const int BatchMax = 256;

    // Keeps a transaction of many large messages within some tens of milliseconds.
    private const int BatchBytesMax = 1_048_576;

    // A gateway gives up after some tens of seconds; it is told to retry before that.
    private static readonly TimeSpan RoomTimeout = TimeSpan.FromSeconds(10);

    // No Lock: its writer, a thread of its own, waits on it.
    private readonly object _lock = new();
    private readonly TenantLines _lines = new();

    // Callers that found no room, in order; bounded by the requests that a process takes at once.
    private readonly LinkedList<Entrant> _entrants = [];
    private readonly Dictionary<Guid, int> _outside = [];

    private readonly HashSet<WriteKey> _batchKeys = [];
    private readonly List<WriteKey> _writeKeys = [];
    private bool _closed;

    /// <summary>
    /// Hands a write to the writer and waits for its result. A caller that gives up waiting does not take the write back.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The database is too slow or cannot be reached.</exception>
    public async Task<TResult> Submit<TResult>(StoreWrite<TResult> write, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Enter(write) is { } entrant) { await WaitForRoom(entrant, cancellationToken); }
        return await write.Completion.WaitAsync(cancellationToken);
    }

    /// <summary>Blocks the writer's thread until something waits; <c>false</c> when the queue is closed and empty.</summary>
    public bool WaitForWrites()
    {
        lock (_lock)
        {
            while (_lines.Count == 0 && !_closed) { Monitor.Wait(_lock); }
            return _lines.Count > 0;
        }
    }

    /// <summary>Takes the writes of the next transaction; with <paramref name="distinct"/>, none that have a key in common.</summary>
    public void TakeBatch(List<StoreWrite> batch, bool distinct)
    {
        batch.Clear();
        _batchKeys.Clear();
        var bytes = 0;
        Func<StoreWrite, bool> fits = distinct ? TryAddKeys : static _ => true;
        lock (_lock)
        {
            while (batch.Count < BatchMax && bytes < BatchBytesMax && _lines.Take(fits) is { } taken)
            {
                batch.Add(taken);
                bytes += taken.Bytes;
            }
            _lines.EndBatch();
            LetIn();
        }
    }

    /// <summary>Takes no more writes; those that wait are still written.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            foreach (var entrant in _entrants) { entrant.Turned(new StoreUnavailableException("The store is shutting down; nothing was written.")); }
            _entrants.Clear();
            _outside.Clear();
            Monitor.Pulse(_lock);
        }
    }

    private bool TryAddKeys(StoreWrite write)
    {
        _writeKeys.Clear();
        write.AddKeys(_writeKeys);
        if (_writeKeys.Exists(_batchKeys.Contains)) { return false; }
        foreach (var key in _writeKeys) { _batchKeys.Add(key); }
        return true;
    }

    // Null when the write is in the queue already.
    private Entrant? Enter(StoreWrite write)
    {
        Entrant? entrant = null;
        lock (_lock)
        {
            if (_closed) { throw new StoreUnavailableException("The store is shutting down; nothing was written."); }
            // A tenant's writes keep their order also while some wait outside.
            if (HasRoom(write.TenantKey) && !_outside.ContainsKey(write.TenantKey)) { Add(write); }
            else { StayOutside(entrant = new Entrant(write)); }
        }
        return entrant;
    }

    private void Add(StoreWrite write)
    {
        _lines.Add(write);
        if (_lines.Count == 1) { Monitor.Pulse(_lock); }
    }

    private bool HasRoom(Guid tenant) => _lines.Count < WaitingMax && _lines.CountOf(tenant) < WaitingOfTenantMax;

    private void StayOutside(Entrant entrant)
    {
        _entrants.AddLast(entrant);
        var tenant = entrant.Write.TenantKey;
        _outside[tenant] = _outside.GetValueOrDefault(tenant) + 1;
    }

    private bool Remove(Entrant entrant)
    {
        if (!_entrants.Remove(entrant)) { return false; }
        var tenant = entrant.Write.TenantKey;
        if (--_outside[tenant] == 0) { _outside.Remove(tenant); }
        return true;
    }

    private void LetIn()
    {
        for (var node = _entrants.First; node is not null && _lines.Count < WaitingMax;)
        {
            var next = node.Next;
            if (HasRoom(node.Value.Write.TenantKey))
            {
                Remove(node.Value);
                Add(node.Value.Write);
                node.Value.LetIn();
            }
            node = next;
        }
    }

    private async Task WaitForRoom(Entrant entrant, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(RoomTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await entrant.Room.WaitAsync(either.Token);
        }
        catch (OperationCanceledException late)
        {
            // Between the two it may have been let in after all; then it is written, and waited for as any other.
            if (!TakeBack(entrant)) { return; }
            if (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw new StoreUnavailableException("The database is too slow: too many writes wait; nothing was written.", late);
            }
            throw;
        }
    }

    private bool TakeBack(Entrant entrant)
    {
        lock (_lock) { return Remove(entrant); }
    }

    /// <summary>A write whose caller waits for room.</summary>
    private sealed class Entrant(StoreWrite write)
    {
        private readonly TaskCompletionSource _room = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public StoreWrite Write => write;

        public Task Room => _room.Task;

        public void LetIn() => _room.TrySetResult();

        public void Turned(Exception failure) => _room.TrySetException(failure);
    }
}
