-- Runs as platform_owner in schema platform. Every tenant's row names its tenant, refers to it, and is reached by an index that
-- starts with it; row-level security at the end of this file makes that a wall. Enumerations are the numbers of the code.

CREATE TABLE tenants (
    tenant_id uuid PRIMARY KEY,
    slug      text NOT NULL UNIQUE,
    name      text NOT NULL,
    status    smallint NOT NULL
);

-- Rows are rewritten at every turn: the room left in each page keeps the new version beside the old one.
CREATE TABLE grain_states (
    tenant_id  uuid NOT NULL REFERENCES tenants DEFERRABLE,
    grain_type text NOT NULL,
    grain_key  text NOT NULL,
    version    bigint NOT NULL,
    state      json NOT NULL,
    PRIMARY KEY (tenant_id, grain_type, grain_key)
) WITH (fillfactor = 70);

CREATE TABLE messages (
    tenant_id           uuid NOT NULL REFERENCES tenants DEFERRABLE,
    peer_key            text NOT NULL,
    position            bigint NOT NULL,
    message_id          uuid NOT NULL,
    channel_id          text NOT NULL,
    direction           smallint NOT NULL,
    provider_message_id text,
    kind                smallint NOT NULL,
    text                text NOT NULL,
    sent_at             timestamptz NOT NULL,
    received_at         timestamptz NOT NULL,
    status              smallint NOT NULL,
    status_reason       text,
    PRIMARY KEY (tenant_id, peer_key, position)
) WITH (fillfactor = 85);

-- The dedupe key; reports of a provider find their message by it too.
CREATE UNIQUE INDEX messages_by_provider_id ON messages (tenant_id, channel_id, direction, provider_message_id)
    WHERE provider_message_id IS NOT NULL;

-- is_open is a column of its own because indexes hang on it: taking a message for sending leaves them alone.
CREATE TABLE outbox (
    tenant_id    uuid NOT NULL REFERENCES tenants DEFERRABLE,
    message_id   uuid NOT NULL,
    channel_id   text NOT NULL,
    channel_hash smallint NOT NULL,
    peer_key     text NOT NULL,
    sequence     bigint NOT NULL,
    position     bigint,
    send_to      text NOT NULL,
    text         text NOT NULL,
    owner_epoch  bigint NOT NULL,
    created_at   timestamptz NOT NULL,
    not_before   timestamptz NOT NULL,
    status       smallint NOT NULL,
    is_open      boolean NOT NULL,
    attempts     integer NOT NULL,
    uncertain    boolean NOT NULL,
    claimed_by   uuid,
    claimed_at   timestamptz,
    reason       text,
    PRIMARY KEY (tenant_id, message_id)
) WITH (fillfactor = 70);

-- Finds the head of a contact, and what a takeover withdraws.
CREATE INDEX outbox_by_peer ON outbox (tenant_id, peer_key, channel_id, sequence) WHERE is_open;

-- Finds what a channel has to send, and the channels that have something to send.
CREATE INDEX outbox_by_due ON outbox (tenant_id, channel_id, not_before) WHERE is_open;

CREATE TABLE message_statuses (
    tenant_id           uuid NOT NULL REFERENCES tenants DEFERRABLE,
    channel_id          text NOT NULL,
    provider_message_id text NOT NULL,
    status              smallint NOT NULL,
    reported_at         timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, channel_id, provider_message_id, status)
);

CREATE TABLE contacts (
    tenant_id    uuid NOT NULL REFERENCES tenants DEFERRABLE,
    peer_key     text NOT NULL,
    name         text,
    last_channel text NOT NULL,
    last_seen_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, peer_key)
) WITH (fillfactor = 70);

CREATE TABLE identity_links (
    tenant_id    uuid NOT NULL REFERENCES tenants DEFERRABLE,
    identity_key text NOT NULL,
    peer_key     text NOT NULL,
    linked_at    timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, identity_key)
);

CREATE INDEX identity_links_by_peer ON identity_links (tenant_id, peer_key);

CREATE TABLE work_items (
    tenant_id    uuid NOT NULL REFERENCES tenants DEFERRABLE,
    work_item_id uuid NOT NULL,
    peer_key     text NOT NULL,
    kind         text NOT NULL,
    title        text NOT NULL,
    details      text NOT NULL,
    created_at   timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, work_item_id)
);

-- What is not known yet is null: the switch's reports arrive in any order.
CREATE TABLE calls (
    tenant_id      uuid NOT NULL REFERENCES tenants DEFERRABLE,
    call_id        text NOT NULL,
    peer_key       text,
    channel_id     text,
    dialled_number text,
    direction      smallint,
    started_at     timestamptz,
    answered_at    timestamptz,
    ended_at       timestamptz,
    duration       interval,
    billable       interval,
    cause          text,
    other_leg      text,
    PRIMARY KEY (tenant_id, call_id)
);

-- due_ticks identifies an alarm exactly as its grain set it (100 ns since year 1, finer than times are kept); call_at is when it is
-- called, later while it fails.
CREATE TABLE alarms (
    tenant_id  uuid NOT NULL REFERENCES tenants DEFERRABLE,
    grain_type text NOT NULL,
    grain_key  text NOT NULL,
    name       text NOT NULL,
    due_ticks  bigint NOT NULL,
    call_at    timestamptz NOT NULL,
    failures   integer NOT NULL,
    grain_hash smallint NOT NULL,
    PRIMARY KEY (tenant_id, grain_type, grain_key, name)
);

CREATE INDEX alarms_by_call ON alarms (call_at);

CREATE TABLE audit (
    tenant_id uuid NOT NULL REFERENCES tenants DEFERRABLE,
    audit_id  uuid NOT NULL,
    action    text NOT NULL,
    actor     text NOT NULL,
    detail    text NOT NULL,
    at        timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, audit_id)
);

-- What concerns no tenant that exists: the operator's.
CREATE TABLE platform_audit (
    audit_id uuid PRIMARY KEY,
    action   text NOT NULL,
    actor    text NOT NULL,
    detail   text NOT NULL,
    at       timestamptz NOT NULL
);

-- Directory grains, which belong to no tenant: routes, exchanges.
CREATE TABLE grain_storage (
    state_name text NOT NULL,
    grain_id   text NOT NULL,
    version    bigint NOT NULL,
    state      json NOT NULL,
    PRIMARY KEY (state_name, grain_id)
) WITH (fillfactor = 70);

-- The wall: a row is there for the application only within a transaction that acts for its tenant. The setting is compared as it
-- is, without a subquery, so that it serves as an index condition and costs one look-up per row written.
DO $$
DECLARE
    tenant_table regclass;
BEGIN
    FOR tenant_table IN
        SELECT c.oid::regclass FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE c.relnamespace = 'platform'::regnamespace AND c.relkind = 'r' AND a.attname = 'tenant_id'
    LOOP
        EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', tenant_table);
        -- The planner must not take the average tenant for every tenant: that a row is the tenant's says nothing, the rest of a key does.
        EXECUTE format('ALTER TABLE %s ALTER COLUMN tenant_id SET (n_distinct = 1)', tenant_table);
        EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', tenant_table);
        EXECUTE format($policy$
            CREATE POLICY own_tenant ON %s TO platform_app
            USING (tenant_id = nullif(current_setting('platform.tenant_id', true), '')::uuid)
            WITH CHECK (tenant_id = nullif(current_setting('platform.tenant_id', true), '')::uuid)
            $policy$, tenant_table);
    END LOOP;
END
$$;

GRANT USAGE ON SCHEMA platform TO platform_app, platform_clock;
GRANT SELECT ON schema_migrations TO platform_app;
GRANT SELECT, INSERT, UPDATE ON
    tenants, grain_states, messages, outbox, message_statuses, contacts, identity_links, work_items, calls TO platform_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON alarms, grain_storage TO platform_app;
-- Audit is written and read, never changed.
GRANT SELECT, INSERT ON audit, platform_audit TO platform_app;
