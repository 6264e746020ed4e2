using Npgsql;

namespace Platform.Storage;

/// <summary>Refuses to run where row-level security would not hold or commits would not be durable.</summary>
internal static class PostgresSchemaGuard
{
    // Each row is a reason not to start.
    private const string DangersSql = $"""
        WITH me AS (SELECT * FROM pg_roles WHERE rolname IN (current_user, session_user)),
        tables AS (
            SELECT c.* FROM pg_class c WHERE c.relnamespace = '{PostgresPools.Schema}'::regnamespace AND c.relkind IN ('r', 'p')
        ),
        tenant_tables AS (
            SELECT t.* FROM tables t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
        ),
        policies AS (
            SELECT p.* FROM pg_policy p
            WHERE EXISTS (SELECT 1 FROM unnest(p.polroles) r WHERE r = 0 OR pg_has_role(current_user, r, 'MEMBER'))
        )
        SELECT format('the role %s is a superuser', rolname) FROM me WHERE rolsuper
        UNION ALL
        SELECT format('the role %s has BYPASSRLS', rolname) FROM me WHERE rolbypassrls
        UNION ALL
        SELECT format('the role %s may become %s', me.rolname, other.rolname) FROM me, pg_roles other
        WHERE other.rolname IN ('{PostgresRoles.Owner}', '{PostgresRoles.Clock}', '{PostgresRoles.Mover}') AND pg_has_role(me.oid, other.oid, 'MEMBER')
        UNION ALL
        SELECT format('the role %s owns or may become the owner of table %s', me.rolname, t.relname) FROM me, tables t
        WHERE pg_has_role(me.oid, t.relowner, 'MEMBER')
        UNION ALL
        SELECT format('the role %s is not a member of {PostgresRoles.App}', current_user)
        WHERE NOT pg_has_role(current_user, '{PostgresRoles.App}', 'MEMBER')
        UNION ALL
        SELECT format('table %s does not force row-level security', t.relname) FROM tenant_tables t
        WHERE NOT (t.relrowsecurity AND t.relforcerowsecurity)
        UNION ALL
        SELECT format('table %s has not exactly one policy for the application, which compares the tenant', t.relname) FROM tenant_tables t
        WHERE 1 <> (SELECT count(*) FROM policies p WHERE p.polrelid = t.oid)
           OR 1 <> (SELECT count(*) FROM policies p WHERE p.polrelid = t.oid AND p.polcmd = '*'
                    AND pg_get_expr(p.polqual, t.oid) = pg_get_expr(p.polwithcheck, t.oid)
                    AND pg_get_expr(p.polqual, t.oid) LIKE '(tenant_id = %current_setting(''platform.tenant_id''%')
        UNION ALL
        SELECT format('the role %s may change audit entries in %s', current_user, t.relname) FROM tables t
        WHERE t.relname IN ('audit', 'platform_audit') AND has_table_privilege(t.oid, 'UPDATE, DELETE, TRUNCATE')
        UNION ALL
        SELECT 'synchronous_commit is off, so that a commit could be lost' WHERE current_setting('synchronous_commit') = 'off'
        """;

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
        await using var command = new NpgsqlCommand(DangersSql, app);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<string> dangers = [];
        while (await reader.ReadAsync(cancellationToken)) { dangers.Add(reader.GetString(0)); }
        return dangers;
    }
}
