-- Audit is append-only, and each ledger's entries are a chain: an entry's hash covers the hash before it. Ledger 0 of a tenant is kept
-- with the registry, ledger 1 with the tenant's data. The heads say how long each chain is, so that a cut tail shows as well.

DROP FUNCTION append_audit;
DROP TABLE audit, platform_audit;

CREATE TABLE audit (
    tenant_id uuid NOT NULL REFERENCES tenants DEFERRABLE,
    ledger    smallint NOT NULL,
    sequence  bigint NOT NULL,
    audit_id  uuid NOT NULL,
    action    text NOT NULL,
    actor     text NOT NULL,
    address   text,
    detail    text NOT NULL,
    before    text,
    after     text,
    at        timestamptz NOT NULL,
    hash      bytea NOT NULL,
    PRIMARY KEY (tenant_id, ledger, sequence),
    CONSTRAINT audit_by_id UNIQUE (tenant_id, audit_id)
);

CREATE INDEX audit_by_time ON audit (tenant_id, at, audit_id);

-- base: the last entry that was removed because its time was over; the chain goes on from there.
CREATE TABLE audit_heads (
    tenant_id     uuid NOT NULL REFERENCES tenants DEFERRABLE,
    ledger        smallint NOT NULL,
    sequence      bigint NOT NULL,
    hash          bytea NOT NULL,
    base_sequence bigint NOT NULL,
    base_hash     bytea NOT NULL,
    PRIMARY KEY (tenant_id, ledger)
) WITH (fillfactor = 50);

-- What concerns no tenant that exists: the operator's.
CREATE TABLE platform_audit (
    sequence bigint PRIMARY KEY,
    audit_id uuid NOT NULL UNIQUE,
    action   text NOT NULL,
    actor    text NOT NULL,
    address  text,
    detail   text NOT NULL,
    before   text,
    after    text,
    at       timestamptz NOT NULL,
    hash     bytea NOT NULL
);

CREATE INDEX platform_audit_by_time ON platform_audit (at, audit_id);

CREATE TABLE platform_audit_head (
    only_one boolean PRIMARY KEY CHECK (only_one),
    sequence bigint NOT NULL,
    hash     bytea NOT NULL
);

INSERT INTO platform_audit_head VALUES (true, 0, '');

DO $$
DECLARE
    tenant_table text;
BEGIN
    FOREACH tenant_table IN ARRAY ARRAY['audit', 'audit_heads'] LOOP
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

-- A head only goes on: whoever cuts a chain cannot make its head agree with the application's role. Only prune_audit moves a base.
CREATE FUNCTION refuse_a_head_that_goes_back() RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_TABLE_NAME = 'audit_heads' AND current_user = 'platform_owner' THEN
        RETURN NEW;
    END IF;
    IF NEW.sequence <> OLD.sequence + 1 OR to_jsonb(NEW) -> 'base_sequence' IS DISTINCT FROM to_jsonb(OLD) -> 'base_sequence' THEN
        RAISE EXCEPTION 'An audit chain only goes on, entry by entry.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER only_forward BEFORE UPDATE ON audit_heads FOR EACH ROW EXECUTE FUNCTION refuse_a_head_that_goes_back();
CREATE TRIGGER only_forward BEFORE UPDATE ON platform_audit_head FOR EACH ROW EXECUTE FUNCTION refuse_a_head_that_goes_back();

GRANT SELECT, INSERT ON audit, platform_audit TO platform_app;
GRANT SELECT, INSERT, UPDATE ON audit_heads TO platform_app;
GRANT SELECT, UPDATE ON platform_audit_head TO platform_app;

-- One field of the form that is hashed: its length in bytes and its text, so that no two entries have the same form.
CREATE FUNCTION audit_field(p_value text) RETURNS text
    LANGUAGE sql IMMUTABLE
AS $$
    SELECT CASE WHEN p_value IS NULL THEN '-' ELSE octet_length(convert_to(p_value, 'UTF8')) || ':' || p_value END
$$;

-- The same as AuditForm in the code, byte for byte. The tenant is null for the operator's ledger.
CREATE FUNCTION audit_hash(
    p_previous bytea, p_tenant uuid, p_ledger smallint, p_sequence bigint, p_id uuid, p_action text, p_actor text, p_address text,
    p_detail text, p_before text, p_after text, p_at timestamptz) RETURNS bytea
    LANGUAGE sql STABLE
AS $$
    SELECT sha256(p_previous || convert_to(
        audit_field(p_tenant::text) || audit_field(p_ledger::text) || audit_field(p_sequence::text) || audit_field(p_id::text)
        || audit_field(p_action) || audit_field(p_actor) || audit_field(p_address) || audit_field(p_detail) || audit_field(p_before)
        || audit_field(p_after) || audit_field(((extract(epoch FROM p_at) * 1000000)::bigint)::text), 'UTF8'))
$$;

-- Appends to a tenant's ledger; the transaction acts for the tenant already. Whoever comes second waits for the head.
CREATE FUNCTION chain_audit(
    p_tenant uuid, p_ledger smallint, p_id uuid, p_action text, p_actor text, p_address text, p_detail text, p_before text,
    p_after text, p_at timestamptz) RETURNS void
    LANGUAGE plpgsql
AS $$
DECLARE
    head audit_heads;
    next bytea;
BEGIN
    INSERT INTO audit_heads (tenant_id, ledger, sequence, hash, base_sequence, base_hash) VALUES (p_tenant, p_ledger, 0, '', 0, '')
    ON CONFLICT DO NOTHING;
    SELECT * INTO head FROM audit_heads h WHERE h.tenant_id = p_tenant AND h.ledger = p_ledger FOR UPDATE;
    next := audit_hash(head.hash, p_tenant, p_ledger, head.sequence + 1, p_id, p_action, p_actor, p_address, p_detail, p_before, p_after, p_at);
    INSERT INTO audit (tenant_id, ledger, sequence, audit_id, action, actor, address, detail, before, after, at, hash)
    VALUES (p_tenant, p_ledger, head.sequence + 1, p_id, p_action, p_actor, p_address, p_detail, p_before, p_after, p_at, next);
    UPDATE audit_heads h SET sequence = h.sequence + 1, hash = next WHERE h.tenant_id = p_tenant AND h.ledger = p_ledger;
END
$$;

-- An entry of a tenant that does not exist is the operator's.
CREATE FUNCTION append_audit(
    p_tenant uuid, p_id uuid, p_action text, p_actor text, p_address text, p_detail text, p_before text, p_after text,
    p_platform_detail text, p_at timestamptz) RETURNS void
    LANGUAGE plpgsql
AS $$
DECLARE
    head platform_audit_head;
    next bytea;
BEGIN
    PERFORM set_config('platform.tenant_id', coalesce(p_tenant::text, ''), true);
    IF EXISTS (SELECT 1 FROM tenants t WHERE t.tenant_id = p_tenant) THEN
        PERFORM chain_audit(p_tenant, 0::smallint, p_id, p_action, p_actor, p_address, p_detail, p_before, p_after, p_at);
        RETURN;
    END IF;
    SELECT * INTO head FROM platform_audit_head FOR UPDATE;
    next := audit_hash(
        head.hash, NULL, 0::smallint, head.sequence + 1, p_id, p_action, p_actor, p_address, p_platform_detail, p_before, p_after, p_at);
    INSERT INTO platform_audit (sequence, audit_id, action, actor, address, detail, before, after, at, hash)
    VALUES (head.sequence + 1, p_id, p_action, p_actor, p_address, p_platform_detail, p_before, p_after, p_at, next);
    UPDATE platform_audit_head h SET sequence = h.sequence + 1, hash = next;
END
$$;

-- The only way to remove entries: the oldest of a ledger, at most p_max, whose time is over; whatever is asked for, half a year is kept.
-- Runs as the owner, since the application may remove none; the tenant is the one acted for.
CREATE POLICY pruning ON audit TO platform_owner
    USING (tenant_id = nullif(current_setting('platform.tenant_id', true), '')::uuid);
CREATE POLICY pruning ON audit_heads TO platform_owner
    USING (tenant_id = nullif(current_setting('platform.tenant_id', true), '')::uuid);

CREATE FUNCTION prune_audit(p_tenant uuid, p_ledger smallint, p_before timestamptz, p_max integer) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = platform, pg_temp
AS $$
DECLARE
    head   audit_heads;
    kept   bigint;
    gone   bigint;
    ending bytea;
BEGIN
    SELECT * INTO head FROM audit_heads h WHERE h.tenant_id = p_tenant AND h.ledger = p_ledger FOR UPDATE;
    IF head IS NULL THEN RETURN 0; END IF;
    SELECT min(old.sequence) INTO kept FROM (
        SELECT a.sequence, a.at FROM audit a WHERE a.tenant_id = p_tenant AND a.ledger = p_ledger ORDER BY a.sequence LIMIT p_max + 1) old
    WHERE old.at >= least(p_before, now() - interval '180 days');
    gone := least(coalesce(kept - 1, head.sequence), head.base_sequence + p_max);
    IF gone <= head.base_sequence THEN RETURN 0; END IF;
    SELECT a.hash INTO ending FROM audit a WHERE a.tenant_id = p_tenant AND a.ledger = p_ledger AND a.sequence = gone;
    DELETE FROM audit a WHERE a.tenant_id = p_tenant AND a.ledger = p_ledger AND a.sequence <= gone;
    UPDATE audit_heads h SET base_sequence = gone, base_hash = ending WHERE h.tenant_id = p_tenant AND h.ledger = p_ledger;
    RETURN gone - head.base_sequence;
END
$$;

-- Which tenants there are, for whoever verifies all ledgers or seals all keys anew: ids only, as platform_clock.
GRANT SELECT (tenant_id) ON tenants TO platform_clock;
CREATE POLICY ids_of_all_tenants ON tenants FOR SELECT TO platform_clock USING (true);

CREATE FUNCTION tenant_ids(p_after uuid, p_max integer) RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = platform, pg_temp
AS $$
    SELECT tenant_id FROM tenants WHERE tenant_id > p_after ORDER BY tenant_id LIMIT p_max
$$;

GRANT CREATE ON SCHEMA platform TO platform_clock;
ALTER FUNCTION tenant_ids OWNER TO platform_clock;
REVOKE CREATE ON SCHEMA platform FROM platform_clock;
SET LOCAL ROLE platform_clock;
REVOKE EXECUTE ON FUNCTION tenant_ids FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tenant_ids TO platform_app;
SET LOCAL ROLE platform_owner;

REVOKE EXECUTE ON FUNCTION audit_field, audit_hash, chain_audit, append_audit, prune_audit, refuse_a_head_that_goes_back FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_field, audit_hash, chain_audit, append_audit, prune_audit TO platform_app;
