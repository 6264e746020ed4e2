using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace Platform.Storage;

/// <summary>
/// Carries committed pages from the write-ahead log into the file, beside the writer: a transaction that did it itself would make its
/// callers wait for thousands of pages of others. When the log has grown long, passes follow each other until what the writer adds
/// meanwhile is little; that rest the writer carries over itself, so that the log begins anew.
/// </summary>
internal sealed partial class SqliteCheckpointer(SqliteDatabase database, ILogger logger) : IThreadPoolWorkItem, IDisposable
{
    // A pass waits for the disk twice, and the pages that many writes share are written once: some thousand share it, fewer where large.
    private const int WritesEach = 4_000;
    private const int LargeBytes = 16_384;

    private const int FramesPerMib = 256;

    // What the writer's callers wait for: a millisecond or two.
    private const int RestFrames = 128;

    // A writer that is never caught up with carries over more.
    private const int CatchingUpMax = 8;

    // Under constant writing no pass catches up with the writer, and the file is forced to the disk only when the log is as long as this, with
    // all that was carried over since it began; commits are slower meanwhile.
    private readonly int _framesMax = database.LogMib * FramesPerMib;
    private readonly Lock _pass = new();
    private SqliteConnection? _connection;
    private int _writes;
    private bool _passing;
    private bool _restDue;
    private bool _writeBackFailed;
    private bool _disposed;

    /// <summary>The writer has committed; carries over what is left of a long log, on the writer's own connection.</summary>
    public void Committed(List<StoreWrite> batch, SqliteConnection writer)
    {
        foreach (var write in batch) { _writes += 1 + (write.Bytes / LargeBytes); }
        if (Volatile.Read(ref _passing)) { return; }

        if (_restDue)
        {
            _restDue = false;
            Carry(writer);
        }
        else if (_writes >= WritesEach)
        {
            _writes = 0;
            Volatile.Write(ref _passing, true);
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <summary>One pass.</summary>
    public void Execute()
    {
        try
        {
            lock (_pass)
            {
                if (_disposed) { return; }
                _connection ??= database.OpenWriter();
                _restDue = CarryAll(_connection) > _framesMax;
                StartWriteBack();
            }
        }
        catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException)
        {
            // Nothing is lost: the log holds it, and a later pass carries it over.
            LogFailed(failure);
        }
        finally
        {
            Volatile.Write(ref _passing, false);
        }
    }

    public void Dispose()
    {
        lock (_pass)
        {
            _disposed = true;
            _connection?.Dispose();
        }
    }

    // Otherwise the kernel keeps all of it until the file is forced to the disk, and commits wait behind that for ten times as long.
    private void StartWriteBack()
    {
        if (database.StartWriteBack() is not 0 and var error && !_writeBackFailed)
        {
            _writeBackFailed = true;
            LogWriteBackFailed(error);
        }
    }

    private int CarryAll(SqliteConnection connection)
    {
        var frames = Carry(connection);
        for (var (pass, added) = (0, frames); frames > _framesMax && added > RestFrames && pass < CatchingUpMax; pass++)
        {
            var before = frames;
            frames = Carry(connection);
            added = frames - before;
        }
        return frames;
    }

    /// <summary>Carries over what it can without waiting for anybody; gives the length of the log in pages.</summary>
    private static int Carry(SqliteConnection connection)
    {
        var code = raw.sqlite3_wal_checkpoint_v2(connection.Handle, "main", raw.SQLITE_CHECKPOINT_PASSIVE, out var frames, out _);
        if (code is not (raw.SQLITE_OK or raw.SQLITE_BUSY)) { SqliteException.ThrowExceptionForRC(code, connection.Handle); }
        return frames;
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "The system does not write the database file back early (error {Error}): commits may wait longer now and then.")]
    private partial void LogWriteBackFailed(int error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The write-ahead log could not be carried into the database file; it is tried again.")]
    private partial void LogFailed(Exception failure);
}
