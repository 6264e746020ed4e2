using Npgsql;

namespace Platform.Storage;

/// <summary>Applies PostgreSQL's steps as the owner of the tables, each in a transaction of its own.</summary>
internal static class PostgresMigrator
{
    // Any number that nothing else on the database uses.
    private const long LockKey = 0x706c_6174_666f_726d;

    private const string LockSql = "SELECT pg_advisory_lock($1)";

    private const string UnlockSql = "SELECT pg_advisory_unlock($1)";

    private const string ListExistsSql = "SELECT to_regclass('platform.schema_migrations') IS NOT NULL";

    private const string ListSql = "SELECT number, name, checksum FROM platform.schema_migrations ORDER BY number";

    private const string ActAsOwnerSql = $"SET LOCAL ROLE {PostgresRoles.Owner}; SET LOCAL search_path = {PostgresPools.Schema}";

    private const string CreateListSql = """
        CREATE TABLE IF NOT EXISTS schema_migrations (
            number integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at timestamptz NOT NULL
        )
        """;

    // Whatever table a step adds, its rows can be removed with the rest of a tenant's.
    private const string LetMoverEraseSql = $"""
        DO $$
        DECLARE
            tenant_table regclass;
        BEGIN
            FOR tenant_table IN
                SELECT c.oid::regclass FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
                WHERE c.relnamespace = '{PostgresPools.Schema}'::regnamespace AND c.relkind IN ('r', 'p')
                  AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'erased_tenant')
            LOOP
                EXECUTE format('GRANT SELECT, DELETE ON %s TO {PostgresRoles.Mover}', tenant_table);
                EXECUTE format($policy$
                    CREATE POLICY erased_tenant ON %s TO {PostgresRoles.Mover}
                    USING (tenant_id = nullif(current_setting('platform.tenant_id', true), '')::uuid)
                    $policy$, tenant_table);
            END LOOP;
        END
        $$
        """;

    private const string RememberSql = "INSERT INTO schema_migrations (number, name, checksum, applied_at) VALUES ($1, $2, $3, $4)";

    /// <summary>Creates roles and schema where missing and applies the steps that the database lacks; one process at a time.</summary>
    /// <param name="administrator">The administrator's connection.</param>
    /// <param name="appConnectionString">The application's.</param>
    /// <param name="group">The role that the wall is built for in this database, in the place of <see cref="PostgresRoles.App"/>.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Ends it after a step.</param>
    public static async Task Migrate(
        NpgsqlConnection administrator, string appConnectionString, string group, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await Locking(administrator, LockSql, cancellationToken);
        try
        {
            await PostgresRoles.Create(administrator, appConnectionString, group, cancellationToken);
            foreach (var migration in MigrationPlan.Pending(Migration.Of("Postgres"), await Applied(administrator, cancellationToken)))
            {
                await Apply(administrator, migration, group, now, cancellationToken);
            }
            await AsOwner(administrator, [LetMoverEraseSql], cancellationToken);
        }
        finally
        {
            if (administrator.FullState == System.Data.ConnectionState.Open)
            {
                await Locking(administrator, UnlockSql, CancellationToken.None);
            }
        }
    }

    /// <summary>The steps that the database has.</summary>
    public static async Task<IReadOnlyList<AppliedMigration>> Applied(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var exists = new NpgsqlCommand(ListExistsSql, connection);
        if (!(bool)(await exists.ExecuteScalarAsync(cancellationToken))!) { return []; }
        await using var list = new NpgsqlCommand(ListSql, connection);
        await using var reader = await list.ExecuteReaderAsync(cancellationToken);
        List<AppliedMigration> applied = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            applied.Add(new(reader.GetInt32(0), reader.GetString(1), reader.GetString(2)));
        }
        return applied;
    }

    private static async Task Apply(
        NpgsqlConnection connection, Migration migration, string group, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await Execute(connection, [ActAsOwnerSql, CreateListSql, migration.Sql.Replace(PostgresRoles.App, group, StringComparison.Ordinal)], cancellationToken);
        await using var remember = new NpgsqlCommand(RememberSql, connection);
        remember.Parameters.Add(new NpgsqlParameter<int> { TypedValue = migration.Number });
        remember.Parameters.Add(new NpgsqlParameter<string> { TypedValue = migration.Name });
        remember.Parameters.Add(new NpgsqlParameter<string> { TypedValue = migration.Checksum });
        remember.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now.ToUniversalTime() });
        await remember.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task AsOwner(NpgsqlConnection connection, string[] statements, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await Execute(connection, [ActAsOwnerSql, .. statements], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task Execute(NpgsqlConnection connection, string[] statements, CancellationToken cancellationToken)
    {
        foreach (var sql in statements)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static async Task Locking(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = LockKey });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
