-- Looks each key up by itself, whatever is known of the table: with statistics from when it was empty the planner walked all rows of the
-- tenant, and all keys for each of them. Few keys of a batch have a row yet, so these are removed one by one.
GRANT CREATE ON SCHEMA platform TO platform_mover;
SET LOCAL ROLE platform_mover;
CREATE OR REPLACE FUNCTION erase_moved_rows(p_tenant uuid, p_table text, p_keys json, p_registry_grains text[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = platform, pg_temp
AS $$
DECLARE
    matching text;
    place    tid;
BEGIN
    PERFORM set_config('platform.tenant_id', p_tenant::text, true);
    PERFORM FROM tenants t WHERE t.tenant_id = p_tenant AND t.mode <> 0;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'The tenant is served here; its data is not erased.' USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    SELECT string_agg(format('d.%1$I = k.%1$I', a.attname), ' AND ')
        || max(CASE WHEN EXISTS (SELECT FROM pg_attribute g WHERE g.attrelid = c.oid AND g.attname = 'grain_type')
                    THEN ' AND d.grain_type <> ALL ($2)' ELSE '' END)
        || max(CASE WHEN EXISTS (SELECT FROM pg_attribute l WHERE l.attrelid = c.oid AND l.attname = 'ledger')
                    THEN ' AND d.ledger = 1' ELSE '' END)
    INTO STRICT matching
    FROM pg_class c JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
    WHERE c.relnamespace = 'platform'::regnamespace AND c.relname = p_table;
    FOR place IN EXECUTE format($find$
        SELECT found.place FROM json_populate_recordset(NULL::%1$I, $1) k
        CROSS JOIN LATERAL (SELECT d.ctid AS place FROM %1$I d WHERE %2$s OFFSET 0) found
        $find$, p_table, matching)
    USING p_keys, p_registry_grains
    LOOP
        EXECUTE format('DELETE FROM %I WHERE ctid = $1', p_table) USING place;
    END LOOP;
END
$$;
SET LOCAL ROLE platform_owner;
REVOKE CREATE ON SCHEMA platform FROM platform_mover;
