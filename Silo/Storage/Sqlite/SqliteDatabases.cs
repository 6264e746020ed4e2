using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Platform.DataRights;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Storage;

/// <summary>Databases as files: a tenant's own is <c>tenants/&lt;id&gt;.db</c> beside the installation's.</summary>
internal sealed class SqliteDatabases(
    SqliteDatabase mainFile, SqliteTurnStore mainStore, SqliteReaders mainReaders, PositionSource positions, TimeProvider clock,
    ILoggerFactory loggers) : IDatabaseKind
{
    // One tenant's indexes and writes, not a million conversations'.
    private const int WriterCacheKib = 4_096;
    private const int LogMib = 64;

    /// <inheritdoc />
    public TenantDatabase Main { get; } = new(
        mainStore, mainStore, mainStore, mainStore, new SqliteAuditReader(mainReaders),
        new SqlitePersonalData(mainFile, mainReaders), new SqliteExpiredRows(mainFile, clock), new SqliteTenantRows(mainFile));

    /// <inheritdoc />
    public int SchemaSteps { get; } = Migration.Of("Sqlite").Count;

    /// <inheritdoc />
    public Task<DatabaseAddress> NewAddress(TenantId tenant, string? server, CancellationToken cancellationToken) => server is null
        ? Task.FromResult(new DatabaseAddress(Server: null, $"{tenant}.db", Password: null))
        : throw new PlacementException("Files are on this machine; only PostgreSQL has other servers.");

    /// <inheritdoc />
    public Task Prepare(TenantId tenant, DatabaseAddress address, CancellationToken cancellationToken)
    {
        var file = FileOf(address);
        try
        {
            file.CreateFile();
            using var connection = file.OpenWriter();
            SqliteMigrator.Migrate(connection, Migration.Of("Sqlite"), clock.GetUtcNow());
            return Task.CompletedTask;
        }
        catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException("The tenant's database file cannot be made.", failure);
        }
    }

    /// <inheritdoc />
    public Task<DedicatedDatabase> Open(TenantId tenant, DatabaseAddress address, CancellationToken cancellationToken)
    {
        var file = FileOf(address);
        if (!File.Exists(file.FilePath)) { throw new StorageSetupException($"The file {file.FilePath} is missing. Restore it from a backup."); }
        try
        {
            using (var connection = file.OpenReader()) { SqliteMigrator.RequireCurrent(connection); }
            return Task.FromResult(Dedicated(file));
        }
        catch (SqliteException failure)
        {
            throw new StoreUnavailableException("The tenant's database file cannot be used.", failure);
        }
    }

    /// <inheritdoc />
    public Task Drop(TenantId tenant, DatabaseAddress address, CancellationToken cancellationToken)
    {
        foreach (var suffix in new[] { "", "-wal", "-shm" }) { File.Delete(FileOf(address).FilePath + suffix); }
        return Task.CompletedTask;
    }

    private DedicatedDatabase Dedicated(SqliteDatabase file)
    {
        var writer = new SqliteWriter(file, clock, loggers.CreateLogger<SqliteWriter>());
        writer.Start();
        var readers = new SqliteReaders(file);
        var store = new SqliteTurnStore(readers, writer, positions);
        var parts = new TenantDatabase(store, store, store, store, new SqliteAuditReader(readers), new SqlitePersonalData(file, readers),
            new SqliteExpiredRows(file, clock), new SqliteTenantRows(file));
        return new DedicatedDatabase(parts, () =>
        {
            writer.Dispose();
            readers.Dispose();
            file.Dispose();
            return ValueTask.CompletedTask;
        });
    }

    private SqliteDatabase FileOf(DatabaseAddress address) =>
        new(Path.Combine(Path.GetDirectoryName(mainFile.FilePath)!, "tenants", address.Name), WriterCacheKib, LogMib);
}
