-- Who was erased, as the registry notes it: it outlives the tenant's data, so that a backup which is older brings nobody back.
CREATE TABLE erasures (
    tenant_id   uuid NOT NULL REFERENCES tenants DEFERRABLE,
    person_hash bytea NOT NULL,
    erased_at   timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, person_hash)
);

-- What remains of messages that were erased on the day on which they were said: a hash, by which they are known when they are delivered
-- again, since a provider's time does not say for sure that they are older than the erasure.
CREATE TABLE erased_messages (
    tenant_id    uuid NOT NULL REFERENCES tenants DEFERRABLE,
    message_hash bytea NOT NULL,
    PRIMARY KEY (tenant_id, message_hash)
);

DO $$
DECLARE
    tenant_table text;
BEGIN
    FOREACH tenant_table IN ARRAY ARRAY['erasures', 'erased_messages'] LOOP
        EXECUTE format('ALTER TABLE %I ALTER COLUMN tenant_id SET (n_distinct = 1)', tenant_table);
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
        EXECUTE format($policy$
            CREATE POLICY own_tenant ON %I TO platform_app
            USING (tenant_id = nullif(current_setting('platform.tenant_id', true), '')::uuid)
            WITH CHECK (tenant_id = nullif(current_setting('platform.tenant_id', true), '')::uuid)
            $policy$, tenant_table);
    END LOOP;
END
$$;

GRANT SELECT, INSERT, UPDATE ON erasures TO platform_app;
GRANT SELECT, INSERT ON erased_messages TO platform_app;
