using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Platform.Storage;

/// <summary>Tells apart what SQLite's failures mean.</summary>
internal static class SqliteFailures
{
    /// <summary>The statement broke a rule of the schema: it will never succeed.</summary>
    public static bool IsRefusal(this SqliteException failure) =>
        failure.SqliteErrorCode is raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH or raw.SQLITE_TOOBIG or raw.SQLITE_RANGE;
}
