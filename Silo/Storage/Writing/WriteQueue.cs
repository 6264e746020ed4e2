using System.Threading.Channels;
using Platform.Turns;

namespace Platform.Storage;

/// <summary>
/// Writes that wait for a writer, in order. The writer takes all that wait at once, so that they share a transaction; nobody waits
/// for company. Callers wait when it is full.
/// </summary>
internal sealed class WriteQueue(TimeProvider clock)
{
    // Some seconds of work at full speed: callers beyond it are better told to come back.
    private const int WaitingMax = 4_096;

    // Past this size a transaction's fixed cost is already negligible and its callers only wait longer.
    private const int BatchMax = 256;

    // Keeps a transaction of many large messages within some tens of milliseconds.
    private const int BatchBytesMax = 1_048_576;

    // A gateway gives up after some tens of seconds; it is told to retry before that.
    private static readonly TimeSpan RoomTimeout = TimeSpan.FromSeconds(10);

    private readonly Channel<StoreWrite> _waiting = Channel.CreateBounded<StoreWrite>(
        new BoundedChannelOptions(WaitingMax) { SingleReader = true });

    private readonly HashSet<WriteKey> _batchKeys = [];
    private readonly List<WriteKey> _writeKeys = [];

    /// <summary>
    /// Hands a write to the writer and waits for its result. A caller that gives up waiting does not take the write back.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The database is too slow or cannot be reached.</exception>
    public async Task<TResult> Submit<TResult>(StoreWrite<TResult> write, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_waiting.Writer.TryWrite(write)) { await WaitForRoom(write, cancellationToken); }
        return await write.Completion.WaitAsync(cancellationToken);
    }

    /// <summary>Waits until something waits; <c>false</c> when the queue is closed and empty.</summary>
    public ValueTask<bool> WaitForWrites() => _waiting.Reader.WaitToReadAsync();

    /// <summary>Takes the writes of the next transaction; with <paramref name="distinct"/>, none that have a key in common.</summary>
    public void TakeBatch(List<StoreWrite> batch, bool distinct)
    {
        batch.Clear();
        _batchKeys.Clear();
        var bytes = 0;
        while (batch.Count < BatchMax && bytes < BatchBytesMax && _waiting.Reader.TryPeek(out var write))
        {
            if (distinct && !TryAddKeys(write) && batch.Count > 0) { return; }
            _waiting.Reader.TryRead(out _);
            batch.Add(write);
            bytes += write.Bytes;
        }
    }

    /// <summary>Takes no more writes; those that wait are still written.</summary>
    public void Close() => _waiting.Writer.TryComplete();

    private bool TryAddKeys(StoreWrite write)
    {
        _writeKeys.Clear();
        write.AddKeys(_writeKeys);
        if (_writeKeys.Exists(_batchKeys.Contains)) { return false; }
        foreach (var key in _writeKeys) { _batchKeys.Add(key); }
        return true;
    }

    private async Task WaitForRoom(StoreWrite write, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(RoomTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await _waiting.Writer.WriteAsync(write, either.Token);
        }
        catch (OperationCanceledException late) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new StoreUnavailableException("The database is too slow: too many writes wait; nothing was written.", late);
        }
        catch (ChannelClosedException closed)
        {
            throw new StoreUnavailableException("The store is shutting down; nothing was written.", closed);
        }
    }
}
