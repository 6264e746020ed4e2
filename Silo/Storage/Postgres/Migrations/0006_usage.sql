-- What turns counted: one row per month, meter and slot. A process adds to a slot of its own, so that processes which write for one
-- tenant at the same time do not wait for each other's transactions; the counter is the slots' sum. Period 0 is all time.

CREATE TABLE usage_counters (
    tenant_id uuid NOT NULL REFERENCES tenants DEFERRABLE,
    period    integer NOT NULL,
    meter     smallint NOT NULL,
    slot      smallint NOT NULL,
    amount    bigint NOT NULL,
    PRIMARY KEY (tenant_id, period, meter, slot)
) WITH (fillfactor = 50);

ALTER TABLE usage_counters ENABLE ROW LEVEL SECURITY;
ALTER TABLE usage_counters FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON usage_counters TO platform_app
    USING (tenant_id = nullif(current_setting('platform.tenant_id', true), '')::uuid)
    WITH CHECK (tenant_id = nullif(current_setting('platform.tenant_id', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE ON usage_counters TO platform_app;

CREATE TYPE usage_row AS (turn integer, period integer, meter smallint, amount bigint);

-- How many of the rows, from where the group before ended, are a tenant's.
CREATE TYPE group_row AS (
    tenant_id uuid, is_registry boolean, turns integer, states integer, messages integer, contacts integer, reports integer,
    withdrawals integer, outbox integer, alarms integer, claims integer, settlements integer, usage integer);

-- Writes the rows of all groups. Answers each turn's outcome, in order, the messages that were claimed, and the tenants that are not
-- written here: nothing of their groups is written, and outcome 3 says so of their turns.
CREATE FUNCTION write_batch(
    p_groups group_row[], p_states state_row[], p_messages message_row[], p_contacts contact_row[], p_reports report_row[],
    p_withdrawals withdrawal_row[], p_outbox outbox_row[], p_alarms alarm_row[], p_claims claim_row[], p_settlements settlement_row[],
    p_usage usage_row[], p_slot smallint, p_look boolean, OUT outcomes smallint[], OUT claimed uuid[], OUT elsewhere uuid[])
    LANGUAGE plpgsql
AS $$
DECLARE
    g         group_row;
    acting    text;
    open_here boolean;
    committed smallint[];
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
    u  integer := 0;
BEGIN
    outcomes := '{}';
    claimed := '{}';
    elsewhere := '{}';
    FOREACH g IN ARRAY p_groups LOOP
        acting := set_config('platform.tenant_id', g.tenant_id::text, true);
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
            committed := commit_turns(
                g.tenant_id, g.turns, p_states[s + 1 : s + g.states], p_messages[m + 1 : m + g.messages],
                p_contacts[c + 1 : c + g.contacts], p_reports[r + 1 : r + g.reports], p_withdrawals[w + 1 : w + g.withdrawals],
                p_outbox[o + 1 : o + g.outbox], p_alarms[a + 1 : a + g.alarms], p_look);
            outcomes := outcomes || committed;
            IF g.usage > 0 THEN
                -- One row written per counter, however many turns add to it.
                INSERT INTO usage_counters AS stored (tenant_id, period, meter, slot, amount)
                SELECT g.tenant_id, used.period, used.meter, p_slot, sum(used.amount) FROM unnest(p_usage[u + 1 : u + g.usage]) used
                WHERE committed[used.turn] = 0 GROUP BY used.period, used.meter ORDER BY used.period, used.meter
                ON CONFLICT (tenant_id, period, meter, slot) DO UPDATE SET amount = stored.amount + excluded.amount;
            END IF;
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
        u := u + g.usage;
    END LOOP;
END
$$;

REVOKE EXECUTE ON FUNCTION write_batch FROM PUBLIC;
GRANT EXECUTE ON FUNCTION write_batch TO platform_app;
