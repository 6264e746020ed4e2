using Npgsql;

namespace Platform.Storage;

/// <summary>Refuses to run where row-level security would not hold or commits would not be durable.</summary>
internal static class PostgresSchemaGuard
{
    /// <summary>Checks the schema's steps and everything that isolation rests on.</summary>
    /// <exception cref="StorageSetupException">Something does not hold; the message lists all of it.</exception>
    /// <param name="app">The application's connection.</param>
    /// <param name="group">The role that the wall is built for in this database.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task Check(NpgsqlConnection app, string group, CancellationToken cancellationToken)
    {
        var missing = MigrationPlan.Pending(Migration.Of("Postgres"), await PostgresMigrator.Applied(app, cancellationToken));
        if (missing.Count > 0)
        {
            throw new StorageSetupException(
                $"The database lacks {missing.Count} step(s) of the schema, from {missing[0].Name} on. " +
                "Set Storage:MigrationConnectionString to an administrator's connection, or migrate beforehand.");
        }
        var dangers = await Dangers(app, group, cancellationToken);
        if (dangers.Count > 0)
        {
            throw new StorageSetupException(
                $"The database must not be used with Storage:ConnectionString as it is: {string.Join("; ", dangers)}. " +
                $"Connect as {group} or another member of it, and leave tables and policies as the migrations made them.");
        }
    }

    private static async Task<List<string>> Dangers(NpgsqlConnection app, string group, CancellationToken cancellationToken)
    {
        List<string> dangers = [];
        string[] shared = group == PostgresRoles.App ? [PostgresDangers.OfConnectionsSql] : [];
        string[] always = [PostgresDangers.OfRolesSql, PostgresDangers.OfTablesSql, PostgresDangers.OfWaysAroundSql];
        foreach (var sql in always.Concat(shared))
        {
            // The statements are constants of this program, and so are the names of roles.
#pragma warning disable CA2100
            await using var command = new NpgsqlCommand(sql.Replace(PostgresRoles.App, group, StringComparison.Ordinal), app);
#pragma warning restore CA2100
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken)) { dangers.Add(reader.GetString(0)); }
        }
        return dangers;
    }
}
