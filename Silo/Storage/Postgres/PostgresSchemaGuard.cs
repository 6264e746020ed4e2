using Npgsql;

namespace Platform.Storage;

/// <summary>Refuses to run where row-level security would not hold or commits would not be durable.</summary>
internal static class PostgresSchemaGuard
{
    /// <summary>Checks the schema's steps and everything that isolation rests on.</summary>
    /// <exception cref="StorageSetupException">Something does not hold; the message lists all of it.</exception>
    public static async Task Check(NpgsqlConnection app, CancellationToken cancellationToken)
    {
        var missing = MigrationPlan.Pending(Migration.Of("Postgres"), await PostgresMigrator.Applied(app, cancellationToken));
        if (missing.Count > 0)
        {
            throw new StorageSetupException(
                $"The database lacks {missing.Count} step(s) of the schema, from {missing[0].Name} on. " +
                "Set Storage:MigrationConnectionString to an administrator's connection, or migrate beforehand.");
        }
        var dangers = await Dangers(app, cancellationToken);
        if (dangers.Count > 0)
        {
            throw new StorageSetupException(
                $"The database must not be used with Storage:ConnectionString as it is: {string.Join("; ", dangers)}. " +
                $"Connect as {PostgresRoles.App} or another member of it, and leave tables and policies as the migrations made them.");
        }
    }

    private static async Task<List<string>> Dangers(NpgsqlConnection app, CancellationToken cancellationToken)
    {
        List<string> dangers = [];
        foreach (var sql in new[] { PostgresDangers.OfRolesSql, PostgresDangers.OfTablesSql, PostgresDangers.OfWaysAroundSql })
        {
            await using var command = new NpgsqlCommand(sql, app);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken)) { dangers.Add(reader.GetString(0)); }
        }
        return dangers;
    }
}
