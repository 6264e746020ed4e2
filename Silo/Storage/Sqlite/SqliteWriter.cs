using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Platform.Storage;

/// <summary>The only writer of the file: a thread that puts everything that waits into one transaction, again and again.</summary>
internal sealed partial class SqliteWriter(SqliteDatabase database, TimeProvider clock, ILogger<SqliteWriter> logger) : IWriter, IDisposable
{
    private readonly WriteQueue _queue = new(clock);
    private readonly List<StoreWrite> _batch = [];
    private readonly SqliteCheckpointer _checkpoints = new(database, logger);
    private Thread? _thread;

    /// <summary>Starts the thread. The schema must be current.</summary>
    public void Start()
    {
        var connection = database.OpenWriter();
        var transaction = new SqliteTransactionWriter(new SqliteSession(connection));
        _thread = new Thread(() => Run(transaction, connection)) { IsBackground = true, Name = "sqlite-writer" };
        _thread.Start();
    }

    /// <inheritdoc />
    public Task<TResult> Write<TResult>(StoreWrite<TResult> write, CancellationToken cancellationToken) =>
        _queue.Submit(write, cancellationToken);

    /// <summary>Writes what waits and ends the thread.</summary>
    public void Dispose()
    {
        _queue.Close();
        _thread?.Join();
        _checkpoints.Dispose();
    }

    private void Run(SqliteTransactionWriter transaction, SqliteConnection connection)
    {
        using (transaction)
        {
            while (_queue.WaitForWrites())
            {
                database.WriteLock.Enter(CancellationToken.None).GetAwaiter().GetResult();
                try
                {
                    // Not before: while another wrote, more may have come.
                    _queue.TakeBatch(_batch, distinct: false);
                    Flush(transaction);
                }
                finally
                {
                    database.WriteLock.Leave();
                }
                Checkpoint(connection);
            }
        }
    }

    private void Flush(SqliteTransactionWriter transaction)
    {
        try
        {
            transaction.Write(_batch);
        }
        catch (Exception failure)
        {
            // Whatever failed, every caller gets an answer and the writer goes on.
            LogFailed(failure, _batch.Count, (failure as SqliteException)?.SqliteErrorCode);
            foreach (var write in _batch) { write.Fail(WriteFailures.Unknown(failure)); }
        }
    }

    private void Checkpoint(SqliteConnection connection)
    {
        try
        {
            _checkpoints.Committed(_batch, connection);
        }
        catch (SqliteException failure)
        {
            // What was committed is in the log, whatever becomes of this.
            LogFailed(failure, 0, failure.SqliteErrorCode);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A transaction of {Writes} writes failed with SQLite error {Code}.")]
    private partial void LogFailed(Exception failure, int writes, int? code);
}
