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

ALTER TYPE group_row ADD ATTRIBUTE is_registry boolean;

DROP FUNCTION write_batch;

-- Writes the rows of all groups. Answers each turn's outcome, in order, the messages that were claimed, and the tenants that are not
-- written here: nothing of their groups is written, and outcome 3 says so of their turns.
CREATE FUNCTION write_batch(
    p_groups group_row[], p_states state_row[], p_messages message_row[], p_contacts contact_row[], p_reports report_row[],
    p_withdrawals withdrawal_row[], p_outbox outbox_row[], p_alarms alarm_row[], p_claims claim_row[], p_settlements settlement_row[],
    OUT outcomes smallint[], OUT claimed uuid[], OUT elsewhere uuid[])
    LANGUAGE plpgsql
AS $$
DECLARE
    g         group_row;
    open_here boolean;
    -- Where each kind's rows of the groups before end.
    s  integer := 0;
    m  integer := 0;
    c  integer := 0;
    r  integer := 0;
    w  integer := 0;
    o  integer := 0;
    a  integer := 0;
    cl integer := 0;
    se integer := 0;
BEGIN
    outcomes := '{}';
    claimed := '{}';
    elsewhere := '{}';
    FOREACH g IN ARRAY p_groups LOOP
        PERFORM set_config('platform.tenant_id', g.tenant_id::text, true);
        -- The same lock that a reference to the tenant takes; whoever closes the tenant waits for it. The first turn of a tenant, whose
        -- row it brings along, finds none.
        open_here := true;
        IF NOT g.is_registry THEN
            SELECT t.mode = 0 INTO open_here FROM tenants t WHERE t.tenant_id = g.tenant_id FOR KEY SHARE;
            open_here := coalesce(open_here, true);
        END IF;
        IF NOT open_here THEN
            elsewhere := elsewhere || g.tenant_id;
            outcomes := outcomes || array_fill(3::smallint, ARRAY[g.turns]);
        END IF;
        IF open_here AND g.turns > 0 THEN
            outcomes := outcomes || commit_turns(
                g.tenant_id, g.turns, p_states[s + 1 : s + g.states], p_messages[m + 1 : m + g.messages],
                p_contacts[c + 1 : c + g.contacts], p_reports[r + 1 : r + g.reports], p_withdrawals[w + 1 : w + g.withdrawals],
                p_outbox[o + 1 : o + g.outbox], p_alarms[a + 1 : a + g.alarms]);
        END IF;
        IF open_here AND g.claims > 0 THEN
            claimed := claimed || claim_messages(g.tenant_id, p_claims[cl + 1 : cl + g.claims]);
        END IF;
        IF open_here AND g.settlements > 0 THEN
            PERFORM settle_messages(g.tenant_id, p_settlements[se + 1 : se + g.settlements]);
        END IF;
        s := s + g.states;
        m := m + g.messages;
        c := c + g.contacts;
        r := r + g.reports;
        w := w + g.withdrawals;
        o := o + g.outbox;
        a := a + g.alarms;
        cl := cl + g.claims;
        se := se + g.settlements;
    END LOOP;
END
$$;

REVOKE EXECUTE ON FUNCTION write_batch FROM PUBLIC;
GRANT EXECUTE ON FUNCTION write_batch TO platform_app;
