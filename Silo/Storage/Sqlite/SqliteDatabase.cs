using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Platform.Storage;

/// <summary>The database file and how it is opened.</summary>
/// <param name="filePath">Where it is.</param>
/// <param name="writerCacheKib">What its writer may hold of it in memory.</param>
/// <param name="logMib">How long its write-ahead log may grow under constant writing.</param>
internal sealed class SqliteDatabase(string filePath, int writerCacheKib, int logMib) : IDisposable
{
    // Another program (a backup, a shell) may hold the file for a moment; this process's own transactions wait for the lock below.
    private const int BusyTimeoutMs = 5_000;

    // Holds the inner pages of the indexes of a million conversations.
    private const int MainCacheKib = 65_536;
    private const int ReaderCacheKib = 8_192;

    // Here, and not with the checkpointer: whoever has a connection to the file ends before this object does.
    private readonly WriteBack _writeBack = new(filePath);
    private readonly SqliteWriteLock _writeLock = new();
    private readonly string _directory = Path.GetDirectoryName(filePath)!;

    /// <summary>The installation's own file.</summary>
    public SqliteDatabase(IOptions<StorageOptions> options)
        : this(Path.Combine(Path.GetFullPath(options.Value.DataDirectory), "platform.db"), MainCacheKib, options.Value.LogMib)
    {
    }

    /// <summary>The database file.</summary>
    public string FilePath => filePath;

    /// <summary>How long its write-ahead log may grow under constant writing.</summary>
    public int LogMib => logMib;

    /// <summary>Held by whoever writes to the file.</summary>
    public SqliteWriteLock WriteLock => _writeLock;

    /// <summary>Creates the folder and the file, readable by their owner only, when they are missing.</summary>
    public void CreateFile()
    {
        const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(_directory);
            return;
        }
        Directory.CreateDirectory(_directory, OwnersFile | UnixFileMode.UserExecute);
        var creation = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite,
            UnixCreateMode = OwnersFile,
        };
        using (new FileStream(FilePath, creation)) { }
        File.SetUnixFileMode(FilePath, OwnersFile);
    }

    /// <summary>Has the kernel begin to write the file's changed pages to the disk; one caller at a time.</summary>
    /// <returns>0, or the system's error number.</returns>
    public int StartWriteBack() => _writeBack.Start();

    /// <summary>Every connection must be closed before.</summary>
    public void Dispose()
    {
        _writeBack.Dispose();
        _writeLock.Dispose();
    }

    /// <summary>Writes in one transaction, over a connection of its own, between the writer's transactions.</summary>
    public Task<T> Transact<T>(Func<SqliteConnection, Task<T>> act, CancellationToken cancellationToken) => Write(
        async connection =>
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            var result = await act(connection);
            transaction.Commit();
            return result;
        },
        cancellationToken);

    /// <summary>Reads what is committed at one moment, over a connection of its own; this waits for nobody who writes.</summary>
    public async Task<T> Read<T>(Func<SqliteConnection, Task<T>> act)
    {
        using var connection = OpenReader();
        using var transaction = connection.BeginTransaction(deferred: true);
        return await act(connection);
    }

    /// <summary>Writes over a connection of its own, between the writer's transactions.</summary>
    public async Task<T> Write<T>(Func<SqliteConnection, Task<T>> act, CancellationToken cancellationToken)
    {
        // Everybody waits for the file: who got it must not wait for a grain's turn to use it.
        await _writeLock.Enter(cancellationToken).ConfigureAwait(false);
        try
        {
            using var connection = OpenWriter();
            return await act(connection);
        }
        finally
        {
            _writeLock.Leave();
        }
    }

    /// <summary>Opens a connection that may write; whoever writes with it holds <see cref="WriteLock"/>, unless nobody else has the file yet.</summary>
    public SqliteConnection OpenWriter() => Open(SqliteOpenMode.ReadWrite, $"""
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA wal_autocheckpoint = 0;
        PRAGMA foreign_keys = ON;
        PRAGMA cache_size = -{writerCacheKib};
        """);

    /// <summary>Opens a connection that cannot write.</summary>
    public SqliteConnection OpenReader() => Open(SqliteOpenMode.ReadOnly, $"PRAGMA cache_size = -{ReaderCacheKib};");

    private SqliteConnection Open(SqliteOpenMode mode, string pragmas)
    {
        var settings = new SqliteConnectionStringBuilder { DataSource = FilePath, Mode = mode, Pooling = false };
        var connection = new SqliteConnection(settings.ToString());
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"PRAGMA busy_timeout = {BusyTimeoutMs}; {pragmas}";
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
