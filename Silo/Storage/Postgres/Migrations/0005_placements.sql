-- Tenants are shared, here, or dedicated, in a database of their own that has this same schema. What the installation knows about a
-- company (its registry) is in the installation's database always.

-- Whether the tenant's data is written in this database: 0 yes, 1 not now (it is being copied), 2 no (it is elsewhere). The registry's
-- rows are written whatever it is.
ALTER TABLE tenants ADD COLUMN mode smallint NOT NULL DEFAULT 0;

-- Only tenants that are or were dedicated, or are on the way, have a row. next_due_at (microseconds since 1970) is when the tenant's
-- closed database has work; null says that nobody knows. Whoever opens the database counts opened up, so that only the last one to open
-- it may say when it is due.
CREATE TABLE placements (
    tenant_id    uuid PRIMARY KEY REFERENCES tenants DEFERRABLE,
    is_dedicated boolean NOT NULL,
    placement    json NOT NULL,
    schema_steps integer NOT NULL,
    next_due_at  bigint,
    opened       bigint NOT NULL
);

CREATE INDEX placements_by_due ON placements (next_due_at) WHERE is_dedicated;

ALTER TABLE placements ENABLE ROW LEVEL SECURITY;
ALTER TABLE placements FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON placements TO platform_app
    USING (tenant_id = nullif(current_setting('platform.tenant_id', true), '')::uuid)
    WITH CHECK (tenant_id = nullif(current_setting('platform.tenant_id', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON placements TO platform_app;

GRANT SELECT (tenant_id, is_dedicated, next_due_at) ON placements TO platform_clock;
CREATE POLICY names_of_all_tenants ON placements FOR SELECT TO platform_clock USING (true);

-- Dedicated tenants whose database may have work by now.
CREATE FUNCTION due_placements(p_now bigint, p_max integer) RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = platform, pg_temp
AS $$
    SELECT tenant_id FROM placements WHERE is_dedicated AND (next_due_at IS NULL OR next_due_at <= p_now)
    ORDER BY next_due_at NULLS FIRST LIMIT p_max
$$;

-- All dedicated tenants, page by page.
CREATE FUNCTION dedicated_tenants(p_after uuid, p_max integer) RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = platform, pg_temp
AS $$
    SELECT tenant_id FROM placements WHERE is_dedicated AND tenant_id > p_after ORDER BY tenant_id LIMIT p_max
$$;

-- Removes a tenant's data from a database where it is not served: the application may delete in no other way. The registry's tables,
-- ledger and grains stay. Runs as platform_mover, which nobody can log in as and which the wall binds to the tenant like everybody.
CREATE FUNCTION erase_tenant_data(p_tenant uuid, p_registry_tables text[], p_registry_grains text[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = platform, pg_temp
AS $$
DECLARE
    data_table record;
BEGIN
    PERFORM set_config('platform.tenant_id', p_tenant::text, true);
    PERFORM FROM tenants t WHERE t.tenant_id = p_tenant AND t.mode <> 0;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'The tenant is served here; its data is not erased.' USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    FOR data_table IN
        SELECT c.relname,
               EXISTS (SELECT FROM pg_attribute g WHERE g.attrelid = c.oid AND g.attname = 'grain_type') AS of_grains,
               EXISTS (SELECT FROM pg_attribute l WHERE l.attrelid = c.oid AND l.attname = 'ledger') AS of_ledgers
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
        WHERE c.relnamespace = 'platform'::regnamespace AND c.relkind IN ('r', 'p')
          AND c.relname <> 'tenants' AND c.relname <> ALL (p_registry_tables)
        ORDER BY c.relname
    LOOP
        EXECUTE format(
            'DELETE FROM %I WHERE tenant_id = $1 %s %s', data_table.relname,
            CASE WHEN data_table.of_grains THEN 'AND grain_type <> ALL ($2)' END,
            CASE WHEN data_table.of_ledgers THEN 'AND ledger = 1' END)
        USING p_tenant, p_registry_grains;
    END LOOP;
END
$$;

GRANT USAGE ON SCHEMA platform TO platform_mover;
GRANT SELECT (tenant_id, mode) ON tenants TO platform_mover;
GRANT CREATE ON SCHEMA platform TO platform_clock, platform_mover;
ALTER FUNCTION due_placements OWNER TO platform_clock;
ALTER FUNCTION dedicated_tenants OWNER TO platform_clock;
ALTER FUNCTION erase_tenant_data OWNER TO platform_mover;
REVOKE CREATE ON SCHEMA platform FROM platform_clock, platform_mover;
SET LOCAL ROLE platform_clock;
REVOKE EXECUTE ON FUNCTION due_placements, dedicated_tenants FROM PUBLIC;
GRANT EXECUTE ON FUNCTION due_placements, dedicated_tenants TO platform_app;
SET LOCAL ROLE platform_mover;
REVOKE EXECUTE ON FUNCTION erase_tenant_data FROM PUBLIC;
GRANT EXECUTE ON FUNCTION erase_tenant_data TO platform_app;
SET LOCAL ROLE platform_owner;
