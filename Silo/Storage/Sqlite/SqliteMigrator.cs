using Microsoft.Data.Sqlite;

namespace Platform.Storage;

/// <summary>Applies SQLite's steps, all of them in one exclusive transaction.</summary>
internal static class SqliteMigrator
{
    private const string CreateListSql = """
        CREATE TABLE IF NOT EXISTS schema_migrations (
            number INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at INTEGER NOT NULL
        ) STRICT
        """;

    private const string ListSql = "SELECT number, name, checksum FROM schema_migrations ORDER BY number";

    private const string RememberSql = "INSERT INTO schema_migrations (number, name, checksum, applied_at) VALUES (?, ?, ?, ?)";

    /// <summary>Brings the database up to the steps known.</summary>
    public static void Migrate(SqliteConnection connection, IReadOnlyList<Migration> known, DateTimeOffset now)
    {
        // Exclusive, so that two processes that start at once do not both apply a step.
        Execute(connection, "BEGIN EXCLUSIVE");
        try
        {
            Execute(connection, CreateListSql);
            foreach (var migration in MigrationPlan.Pending(known, Applied(connection)))
            {
                Execute(connection, migration.Sql);
                Remember(connection, migration, now);
            }
            Execute(connection, "COMMIT");
        }
        catch
        {
            Execute(connection, "ROLLBACK");
            throw;
        }
    }

    /// <summary>Refuses a file that lacks steps, or was made by others.</summary>
    /// <exception cref="StorageSetupException">The message says what to do.</exception>
    public static void RequireCurrent(SqliteConnection connection)
    {
        var missing = MigrationPlan.Pending(Migration.Of("Sqlite"), Applied(connection));
        if (missing.Count > 0) { throw new StorageSetupException($"The file lacks {missing.Count} step(s) of the schema, from {missing[0].Name} on."); }
    }

    private static List<AppliedMigration> Applied(SqliteConnection connection)
    {
        using var list = new SqliteStatement(connection, ListSql);
        List<AppliedMigration> applied = [];
        while (list.Read()) { applied.Add(new((int)list.Integer(0), list.Text(1), list.Text(2))); }
        return applied;
    }

    private static void Remember(SqliteConnection connection, Migration migration, DateTimeOffset now)
    {
        using var remember = new SqliteStatement(connection, RememberSql);
        remember.Add(migration.Number).Add(migration.Name).Add(migration.Checksum).Add(now).Run();
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
