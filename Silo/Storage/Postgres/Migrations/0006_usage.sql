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

-- turn counts all turns of the batch, from 1.
CREATE TYPE usage_row AS (turn integer, tenant_id uuid, period integer, meter smallint, amount bigint);

-- Counts what the turns that were not refused used: one row written per counter, however many turns add to it. Tenants come in the
-- batch's order, which is the same in every process.
CREATE FUNCTION count_usage(p_usage usage_row[], p_slot smallint, p_outcomes smallint[]) RETURNS void
    LANGUAGE plpgsql
AS $$
DECLARE
    t uuid;
BEGIN
    FOR t IN SELECT u.tenant_id FROM unnest(p_usage) u WHERE p_outcomes[u.turn] = 0 GROUP BY u.tenant_id ORDER BY min(u.turn) LOOP
        PERFORM set_config('platform.tenant_id', t::text, true);
        INSERT INTO usage_counters AS stored (tenant_id, period, meter, slot, amount)
        SELECT t, u.period, u.meter, p_slot, sum(u.amount) FROM unnest(p_usage) u
        WHERE u.tenant_id = t AND p_outcomes[u.turn] = 0 GROUP BY u.period, u.meter ORDER BY u.period, u.meter
        ON CONFLICT (tenant_id, period, meter, slot) DO UPDATE SET amount = stored.amount + excluded.amount;
    END LOOP;
END
$$;

-- write_batch, and what its turns used.
CREATE FUNCTION write_metered_batch(
    p_groups group_row[], p_states state_row[], p_messages message_row[], p_contacts contact_row[], p_reports report_row[],
    p_withdrawals withdrawal_row[], p_outbox outbox_row[], p_alarms alarm_row[], p_claims claim_row[], p_settlements settlement_row[],
    p_usage usage_row[], p_slot smallint, OUT outcomes smallint[], OUT claimed uuid[], OUT elsewhere uuid[])
    LANGUAGE plpgsql
AS $$
BEGIN
    SELECT b.outcomes, b.claimed, b.elsewhere INTO outcomes, claimed, elsewhere
    FROM write_batch(p_groups, p_states, p_messages, p_contacts, p_reports, p_withdrawals, p_outbox, p_alarms, p_claims, p_settlements) b;
    IF cardinality(p_usage) > 0 THEN
        PERFORM count_usage(p_usage, p_slot, outcomes);
    END IF;
END
$$;

REVOKE EXECUTE ON FUNCTION count_usage, write_metered_batch FROM PUBLIC;
GRANT EXECUTE ON FUNCTION count_usage, write_metered_batch TO platform_app;
