using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Platform.Turns;

namespace Platform.Storage;

/// <summary>A few connections that read what is committed, beside the writer and each other.</summary>
internal sealed class SqliteReaders(SqliteDatabase database) : IDisposable
{
    // Reads take tens of microseconds of one core; more connections than this would only hold memory.
    private static readonly int ReadersMax = Math.Max(2, Environment.ProcessorCount);

    private readonly SemaphoreSlim _free = new(ReadersMax, ReadersMax);
    private readonly ConcurrentBag<SqliteReads> _idle = [];

    /// <summary>Reads with one of the connections.</summary>
    /// <exception cref="StoreUnavailableException">The file cannot be read.</exception>
    public async Task<TResult> Read<TResult>(Func<SqliteReads, TResult> read, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        SqliteReads? reads = null;
        try
        {
            if (!_idle.TryTake(out reads)) { reads = new SqliteReads(new SqliteSession(database.OpenReader())); }
            var result = read(reads);
            _idle.Add(reads);
            reads = null;
            return result;
        }
        catch (SqliteException failure)
        {
            throw new StoreUnavailableException("The database file cannot be read.", failure);
        }
        finally
        {
            // A connection that failed is not used again.
            reads?.Dispose();
            _free.Release();
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var reads)) { reads.Dispose(); }
        _free.Dispose();
    }
}
