-- What remains of a person who was erased: a hash under the tenant's key, and when. What is older than that is not taken in again.
CREATE TABLE erased_people (
    tenant_id   uuid NOT NULL REFERENCES tenants DEFERRABLE,
    person_hash bytea NOT NULL,
    erased_at   timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, person_hash)
);

ALTER TABLE erased_people ENABLE ROW LEVEL SECURITY;
ALTER TABLE erased_people FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON erased_people TO platform_app
    USING (tenant_id = nullif(current_setting('platform.tenant_id', true), '')::uuid)
    WITH CHECK (tenant_id = nullif(current_setting('platform.tenant_id', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE ON erased_people TO platform_app;

-- Removes every row that names one of a person's keys, from whatever table has such a column, with the grains' states and alarms, and
-- the reports on the person's messages. Runs as platform_mover, since the application may delete in no other way; the wall binds it to
-- the tenant. Answers how many rows of each table.
CREATE FUNCTION erase_person(p_tenant uuid, p_keys text[]) RETURNS TABLE (table_name text, removed bigint)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = platform, pg_temp
AS $$
BEGIN
    PERFORM set_config('platform.tenant_id', p_tenant::text, true);
    DELETE FROM message_statuses s USING messages m
    WHERE s.tenant_id = p_tenant AND m.tenant_id = p_tenant AND m.peer_key = ANY (p_keys)
      AND s.channel_id = m.channel_id AND s.provider_message_id = m.provider_message_id;
    GET DIAGNOSTICS removed = ROW_COUNT;
    table_name := 'message_statuses';
    RETURN NEXT;
    -- What was counted of a call is kept under the call's id.
    DELETE FROM grain_states s USING calls c
    WHERE s.tenant_id = p_tenant AND s.grain_type = 'call' AND c.tenant_id = p_tenant AND c.peer_key = ANY (p_keys) AND s.grain_key = c.call_id;
    GET DIAGNOSTICS removed = ROW_COUNT;
    table_name := 'grain_states of calls';
    RETURN NEXT;
    FOR table_name IN
        SELECT DISTINCT c.relname::text FROM pg_class c
        JOIN pg_attribute t ON t.attrelid = c.oid AND t.attname = 'tenant_id' AND NOT t.attisdropped
        JOIN pg_attribute p ON p.attrelid = c.oid AND p.attname IN ('peer_key', 'grain_key') AND NOT p.attisdropped
        WHERE c.relnamespace = 'platform'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1
    LOOP
        EXECUTE format(
            'DELETE FROM %I WHERE tenant_id = $1 AND (%s)', table_name,
            CASE WHEN EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = format('platform.%I', table_name)::regclass
                              AND a.attname = 'grain_key')
                 THEN 'grain_type IN (''conversation'', ''identity'') AND grain_key = ANY ($2)' ELSE 'peer_key = ANY ($2)' END)
        USING p_tenant, p_keys;
        GET DIAGNOSTICS removed = ROW_COUNT;
        RETURN NEXT;
    END LOOP;
END
$$;

GRANT CREATE ON SCHEMA platform TO platform_mover;
ALTER FUNCTION erase_person OWNER TO platform_mover;
REVOKE CREATE ON SCHEMA platform FROM platform_mover;
SET LOCAL ROLE platform_mover;
REVOKE EXECUTE ON FUNCTION erase_person FROM PUBLIC;
GRANT EXECUTE ON FUNCTION erase_person TO platform_app;
SET LOCAL ROLE platform_owner;
