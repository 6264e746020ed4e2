using Microsoft.Data.Sqlite;

namespace Platform.Storage;

/// <summary>Creates and migrates the database file, then starts its writer.</summary>
internal sealed class SqliteSetup(SqliteDatabase database, SqliteWriter writer, TimeProvider clock) : IStorageSetup
{
    private readonly Lock _once = new();
    private bool _prepared;

    /// <inheritdoc />
    public Task Prepare(CancellationToken cancellationToken)
    {
        lock (_once)
        {
            if (_prepared) { return Task.CompletedTask; }
            Migrate();
            writer.Start();
            _prepared = true;
        }
        return Task.CompletedTask;
    }

    private void Migrate()
    {
        try
        {
            database.CreateFile();
            using var connection = database.OpenWriter();
            SqliteMigrator.Migrate(connection, Migration.Of("Sqlite"), clock.GetUtcNow());
        }
        catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new StorageSetupException(
                $"The database file {database.FilePath} cannot be used ({failure.Message}). " +
                "Check Storage:DataDirectory and its permissions.",
                failure);
        }
    }
}
