namespace Platform.Storage;

/// <summary>What must not be so in a database that tenants share: each statement gives reasons not to start.</summary>
internal static class PostgresDangers
{
    /// <summary>What every policy of the wall compares, as the server writes it.</summary>
    public const string OwnTenant =
        "(tenant_id = (NULLIF(current_setting(''platform.tenant_id''::text, true), ''''::text))::uuid)";

    private const string Definitions = $"""
        WITH me AS (SELECT * FROM pg_roles WHERE rolname IN (current_user, session_user)),
        relations AS (SELECT c.* FROM pg_class c WHERE c.relnamespace = '{PostgresPools.Schema}'::regnamespace),
        tables AS (SELECT * FROM relations WHERE relkind IN ('r', 'p')),
        tenant_tables AS (
            SELECT t.*, a.attnum AS tenant_column, a.attnotnull AS tenant_is_set FROM tables t
            JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
        ),
        policies AS (
            SELECT p.* FROM pg_policy p
            WHERE EXISTS (SELECT 1 FROM unnest(p.polroles) r WHERE r = 0 OR pg_has_role(current_user, r, 'MEMBER'))
        )
        """;

    /// <summary>A role that the wall would not bind, or that could move it.</summary>
    public const string OfRolesSql = Definitions + $"""

        SELECT format('the role %s is a superuser', rolname) FROM me WHERE rolsuper
        UNION ALL
        SELECT format('the role %s has BYPASSRLS', rolname) FROM me WHERE rolbypassrls
        UNION ALL
        SELECT format('the role %s may become %s', me.rolname, other.rolname) FROM me, pg_roles other
        WHERE other.rolname IN ('{PostgresRoles.Owner}', '{PostgresRoles.Clock}', '{PostgresRoles.Mover}')
          AND pg_has_role(me.oid, other.oid, 'MEMBER')
        UNION ALL
        SELECT format('the role %s owns or may become the owner of table %s', me.rolname, t.relname) FROM me, tables t
        WHERE pg_has_role(me.oid, t.relowner, 'MEMBER')
        UNION ALL
        SELECT format('the role %s is not a member of {PostgresRoles.App}', current_user)
        WHERE NOT pg_has_role(current_user, '{PostgresRoles.App}', 'MEMBER')
        UNION ALL
        SELECT format('the role %s may create objects in schema {PostgresPools.Schema}', current_user)
        WHERE has_schema_privilege('{PostgresPools.Schema}', 'CREATE')
        """;

    /// <summary>A table that the wall does not surround, or whose rows may belong to nobody.</summary>
    public const string OfTablesSql = Definitions + $"""

        SELECT format('table %s does not force row-level security', t.relname) FROM tenant_tables t
        WHERE NOT (t.relrowsecurity AND t.relforcerowsecurity)
        UNION ALL
        SELECT format('table %s has not exactly one policy for the application, which compares the tenant', t.relname) FROM tenant_tables t
        WHERE 1 <> (SELECT count(*) FROM policies p WHERE p.polrelid = t.oid)
           OR 1 <> (SELECT count(*) FROM policies p WHERE p.polrelid = t.oid AND p.polcmd = '*' AND p.polpermissive
                    AND pg_get_expr(p.polqual, t.oid) = '{OwnTenant}' AND pg_get_expr(p.polwithcheck, t.oid) = '{OwnTenant}')
        UNION ALL
        SELECT format('table %s may hold rows of no tenant', t.relname) FROM tenant_tables t WHERE NOT t.tenant_is_set
        UNION ALL
        SELECT format('table %s does not refer to the tenant', t.relname) FROM tenant_tables t
        WHERE t.relname <> 'tenants' AND NOT EXISTS (
            SELECT 1 FROM pg_constraint k WHERE k.conrelid = t.oid AND k.contype = 'f' AND k.conkey = ARRAY[t.tenant_column]
              AND k.confrelid = '{PostgresPools.Schema}.tenants'::regclass)
        UNION ALL
        SELECT format('table %s has no index over all its rows that begins with the tenant', t.relname) FROM tenant_tables t
        WHERE NOT EXISTS (
            SELECT 1 FROM pg_index i WHERE i.indrelid = t.oid AND i.indisvalid AND i.indkey[0] = t.tenant_column AND i.indpred IS NULL)
        UNION ALL
        SELECT format('the role %s may empty table %s', current_user, t.relname) FROM tenant_tables t
        WHERE has_table_privilege(t.oid, 'TRUNCATE')
        UNION ALL
        SELECT format('the role %s may change audit entries in %s', current_user, t.relname) FROM tables t
        WHERE t.relname IN ('audit', 'platform_audit')
          AND (has_table_privilege(t.oid, 'DELETE, TRUNCATE') OR has_any_column_privilege(t.oid, 'UPDATE'))
        UNION ALL
        SELECT format('the role %s may remove audit heads in %s', current_user, t.relname) FROM tables t
        WHERE t.relname IN ('audit_heads', 'platform_audit_head') AND has_table_privilege(t.oid, 'DELETE, TRUNCATE')
        """;

    /// <summary>A way around the wall: what reads tables with another role's rights.</summary>
    public const string OfWaysAroundSql = Definitions + """

        SELECT format('view %s reads as its owner', v.relname) FROM relations v
        WHERE v.relkind = 'v' AND coalesce(v.reloptions, '{}') && ARRAY['security_invoker=true', 'security_invoker=on'] IS NOT TRUE
        UNION ALL
        SELECT format('materialized view or foreign table %s knows no row-level security', v.relname) FROM relations v
        WHERE v.relkind IN ('m', 'f')
        UNION ALL
        SELECT format('function %s runs as %s, whom row-level security does not bind', f.proname, o.rolname)
        FROM pg_proc f JOIN pg_roles o ON o.oid = f.proowner
        WHERE f.prosecdef AND (o.rolsuper OR o.rolbypassrls) AND has_function_privilege(f.oid, 'EXECUTE')
          AND f.pronamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
        UNION ALL
        SELECT format('function %s runs as %s without a search path of its own', f.proname, f.proowner::regrole)
        FROM pg_proc f JOIN pg_namespace n ON n.oid = f.pronamespace
        WHERE f.prosecdef AND n.nspname = 'platform'
          AND coalesce(f.proconfig, '{}') && ARRAY['search_path=platform, pg_temp'] IS NOT TRUE
        UNION ALL
        SELECT 'synchronous_commit is off, so that a commit could be lost' WHERE current_setting('synchronous_commit') = 'off'
        """;

    /// <summary>A way in for the roles of tenants' own databases, which have no business in the installation's.</summary>
    public const string OfConnectionsSql = $"""
        SELECT format('roles of tenants'' own databases may connect to it: REVOKE CONNECT ON DATABASE %I FROM PUBLIC', current_database())
        FROM pg_roles r WHERE r.rolname = '{PostgresRoles.Dedicated}' AND has_database_privilege(r.oid, current_database(), 'CONNECT')
        """;
}
