-- Many writes in one round trip: write_batch (0006) takes the rows of a transaction, tenant by tenant, and acts for each tenant in turn. The
-- functions run as their caller, behind the wall. Their connections plan every statement once and by index (PostgresPools.cs), whatever
-- the tables' sizes are at that moment. So no statement joins the rows it is given with a table: where tenants have few rows on average,
-- the planner would begin with all rows of the tenant, and a large one would pay for its size at every turn. A row is found by its whole
-- key, in a statement of its own or by ON CONFLICT; is_open is not asked for where the key is known, so that no partial index tempts.

CREATE TYPE state_row AS (turn integer, grain_type text, grain_key text, expected_version bigint, state json);

CREATE TYPE message_row AS (
    turn integer, peer_key text, "position" bigint, message_id uuid, channel_id text, direction smallint, provider_message_id text,
    kind smallint, text text, sent_at timestamptz, received_at timestamptz, status smallint);

CREATE TYPE contact_row AS (turn integer, peer_key text, name text, last_channel text, last_seen_at timestamptz);

CREATE TYPE report_row AS (turn integer, channel_id text, provider_message_id text, status smallint, reported_at timestamptz);

CREATE TYPE withdrawal_row AS (turn integer, peer_key text);

CREATE TYPE outbox_row AS (
    turn integer, message_id uuid, channel_id text, channel_hash smallint, peer_key text, sequence bigint, "position" bigint,
    send_to text, text text, owner_epoch bigint, created_at timestamptz);

CREATE TYPE alarm_row AS (
    turn integer, grain_type text, grain_key text, name text, due_ticks bigint, call_at timestamptz, grain_hash smallint);

CREATE TYPE claim_row AS (message_id uuid, attempts integer, sender uuid, claimed_at timestamptz);

CREATE TYPE settlement_row AS (
    message_id uuid, sender uuid, status smallint, provider_message_id text, not_before timestamptz, reason text, uncertain boolean);

-- A report and the answer that says which message it means may arrive at once on two connections: whoever is second waits and then
-- sees the first. Locks are taken in one order, so that two batches cannot wait for each other.
CREATE FUNCTION lock_provider_ids(p_tenant uuid, p_ids text[]) RETURNS void
    LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(id, hashtextextended(p_tenant::text, 0)))
    FROM (SELECT DISTINCT unnest(p_ids) AS id ORDER BY 1) AS ordered;
END
$$;

-- The turns with a message that is there already. LIMIT makes it one look-up per message; a join could be planned the other way round,
-- from the tenant's whole history.
CREATE FUNCTION duplicate_turns(p_tenant uuid, p_messages message_row[]) RETURNS SETOF integer
    LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY SELECT m.turn FROM unnest(p_messages) m CROSS JOIN LATERAL (
        SELECT 1 FROM messages seen
        WHERE seen.tenant_id = p_tenant AND seen.channel_id = m.channel_id AND seen.direction = m.direction
          AND seen.provider_message_id = m.provider_message_id LIMIT 1) AS found
    WHERE m.provider_message_id IS NOT NULL;
END
$$;

-- The outcome of each turn: 0 committed, 1 duplicate, 2 version conflict; nothing is written of a refused one. A turn whose state was
-- removed ends in SQLSTATE PLT01, a dedupe key that is there in a unique violation, unless p_look found it before: then nothing at all is
-- written, and the caller looks, or commits the turns one by one.
CREATE FUNCTION commit_turns(
    p_tenant uuid, p_turns integer, p_states state_row[], p_messages message_row[], p_contacts contact_row[], p_reports report_row[],
    p_withdrawals withdrawal_row[], p_outbox outbox_row[], p_alarms alarm_row[], p_look boolean) RETURNS smallint[]
    LANGUAGE plpgsql
AS $$
DECLARE
    outcomes       smallint[] := array_fill(0::smallint, ARRAY[p_turns]);
    states_written integer;
    vanished       boolean;
    i              integer;
    written        state_row;
    held           withdrawal_row;
    positions      bigint[];
    done           alarm_row;
BEGIN
    IF p_look THEN
        FOR i IN SELECT duplicate FROM duplicate_turns(p_tenant, p_messages) AS duplicate LOOP outcomes[i] := 1; END LOOP;
    END IF;

    IF cardinality(p_states) > 0 THEN
        -- One statement for all: to begin one costs as much as to write a row.
        WITH written AS (
            INSERT INTO grain_states AS stored (tenant_id, grain_type, grain_key, version, state)
            SELECT p_tenant, w.grain_type, w.grain_key, w.expected_version + 1, w.state FROM unnest(p_states) w WHERE outcomes[w.turn] = 0
            ON CONFLICT (tenant_id, grain_type, grain_key) DO UPDATE SET version = excluded.version, state = excluded.state
                WHERE stored.version = excluded.version - 1
            RETURNING stored.version, stored.xmax = 0 AS is_new)
        SELECT count(*), bool_or(w.is_new AND w.version > 1) INTO states_written, vanished FROM written w;
        -- A state that a turn goes on from was removed meanwhile, such as by an erasure: it must not come back.
        IF vanished THEN RAISE EXCEPTION 'A state is no longer there.' USING ERRCODE = 'PLT01'; END IF;
        -- Whose version was another's: all that were not written now, those of duplicates aside.
        IF states_written < cardinality(p_states) THEN
            FOREACH written IN ARRAY p_states LOOP
                PERFORM FROM grain_states s
                WHERE s.tenant_id = p_tenant AND s.grain_type = written.grain_type AND s.grain_key = written.grain_key
                  AND s.version = written.expected_version + 1 AND s.xmin = pg_current_xact_id()::xid;
                IF NOT FOUND AND outcomes[written.turn] = 0 THEN outcomes[written.turn] := 2; END IF;
            END LOOP;
            -- What was answered already is a duplicate, whatever became of its conversation since.
            FOR i IN SELECT duplicate FROM duplicate_turns(p_tenant, p_messages) AS duplicate LOOP
                IF outcomes[i] = 2 THEN outcomes[i] := 1; END IF;
            END LOOP;
        END IF;
    END IF;

    IF cardinality(p_messages) > 0 THEN
        INSERT INTO messages (tenant_id, peer_key, position, message_id, channel_id, direction, provider_message_id, kind, text,
                              sent_at, received_at, status)
        SELECT p_tenant, m.peer_key, m.position, m.message_id, m.channel_id, m.direction, m.provider_message_id, m.kind, m.text,
               m.sent_at, m.received_at, m.status
        FROM unnest(p_messages) m WHERE outcomes[m.turn] = 0;
    END IF;

    IF cardinality(p_contacts) > 0 THEN
        -- Deliveries come late and out of order: the latest one says where the contact is.
        INSERT INTO contacts AS stored (tenant_id, peer_key, name, last_channel, last_seen_at)
        SELECT p_tenant, c.peer_key, c.name, c.last_channel, c.last_seen_at FROM unnest(p_contacts) c WHERE outcomes[c.turn] = 0
        ON CONFLICT (tenant_id, peer_key) DO UPDATE SET
            name = coalesce(excluded.name, stored.name), last_channel = excluded.last_channel, last_seen_at = excluded.last_seen_at
        WHERE excluded.last_seen_at >= stored.last_seen_at;
    END IF;

    IF cardinality(p_reports) > 0 THEN
        PERFORM take_reports(p_tenant, ARRAY(SELECT r FROM unnest(p_reports) r WHERE outcomes[r.turn] = 0));
    END IF;

    IF cardinality(p_withdrawals) > 0 THEN
        FOREACH held IN ARRAY p_withdrawals LOOP
            CONTINUE WHEN outcomes[held.turn] <> 0;
            WITH withdrawn AS (
                UPDATE outbox o SET status = 4, is_open = false, reason = 'withdrawn'
                WHERE o.tenant_id = p_tenant AND o.peer_key = held.peer_key AND o.is_open AND o.status = 0
                RETURNING o.position
            )
            SELECT array_agg(position) INTO positions FROM withdrawn;
            UPDATE messages m SET status = 2, status_reason = 'withdrawn'
            WHERE m.tenant_id = p_tenant AND m.peer_key = held.peer_key AND m.position = ANY (positions) AND m.status < 2;
        END LOOP;
    END IF;

    IF cardinality(p_outbox) > 0 THEN
        INSERT INTO outbox (tenant_id, message_id, channel_id, channel_hash, peer_key, sequence, position, send_to, text, owner_epoch,
                            created_at, not_before, status, is_open, attempts, uncertain)
        SELECT p_tenant, o.message_id, o.channel_id, o.channel_hash, o.peer_key, o.sequence, o.position, o.send_to, o.text, o.owner_epoch,
               o.created_at, o.created_at, 0, true, 0, false
        FROM unnest(p_outbox) o WHERE outcomes[o.turn] = 0;
    END IF;

    IF cardinality(p_alarms) > 0 THEN
        INSERT INTO alarms (tenant_id, grain_type, grain_key, name, due_ticks, call_at, failures, grain_hash)
        SELECT p_tenant, a.grain_type, a.grain_key, a.name, a.due_ticks, a.call_at, 0, a.grain_hash
        FROM unnest(p_alarms) a WHERE a.due_ticks IS NOT NULL AND outcomes[a.turn] = 0
        ON CONFLICT (tenant_id, grain_type, grain_key, name)
            DO UPDATE SET due_ticks = excluded.due_ticks, call_at = excluded.call_at, failures = 0;
        FOREACH done IN ARRAY p_alarms LOOP
            CONTINUE WHEN done.due_ticks IS NOT NULL OR outcomes[done.turn] <> 0;
            DELETE FROM alarms stored
            WHERE stored.tenant_id = p_tenant AND stored.grain_type = done.grain_type AND stored.grain_key = done.grain_key
              AND stored.name = done.name;
        END LOOP;
    END IF;

    RETURN outcomes;
END
$$;

-- Keeps reports and raises the messages that they mean, where those are known. What customers say (direction 0) is not delivered by
-- us, so reports never mean it.
CREATE FUNCTION take_reports(p_tenant uuid, p_reports report_row[]) RETURNS void
    LANGUAGE plpgsql
AS $$
DECLARE
    report report_row;
BEGIN
    PERFORM lock_provider_ids(p_tenant, ARRAY(SELECT r.provider_message_id FROM unnest(p_reports) r));
    INSERT INTO message_statuses (tenant_id, channel_id, provider_message_id, status, reported_at)
    SELECT p_tenant, r.channel_id, r.provider_message_id, r.status, r.reported_at FROM unnest(p_reports) r
    ON CONFLICT DO NOTHING;
    FOREACH report IN ARRAY p_reports LOOP
        UPDATE messages m SET status = report.status, status_reason = NULL
        WHERE m.tenant_id = p_tenant AND m.channel_id = report.channel_id AND m.direction IN (1, 2)
          AND m.provider_message_id = report.provider_message_id AND m.status < report.status;
    END LOOP;
END
$$;

-- Raises messages whose provider ids have just become known by what was reported on them before.
CREATE FUNCTION apply_earlier_reports(p_tenant uuid, p_peer text, p_position bigint, p_channel text, p_id text) RETURNS void
    LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM lock_provider_ids(p_tenant, ARRAY[p_id]);
    UPDATE messages m SET status = early.status, status_reason = NULL
    FROM (SELECT max(s.status) AS status FROM message_statuses s
          WHERE s.tenant_id = p_tenant AND s.channel_id = p_channel AND s.provider_message_id = p_id) early
    WHERE m.tenant_id = p_tenant AND m.peer_key = p_peer AND m.position = p_position AND m.status < early.status;
END
$$;

-- Takes messages for sending that are still as their senders saw them; returns those taken. Taken over from another sender, a
-- message may have been sent already, and that stays true whatever follows.
CREATE FUNCTION claim_messages(p_tenant uuid, p_claims claim_row[]) RETURNS uuid[]
    LANGUAGE plpgsql
AS $$
DECLARE
    taken uuid[] := '{}';
    c     claim_row;
BEGIN
    FOREACH c IN ARRAY p_claims LOOP
        UPDATE outbox o SET status = 1, claimed_by = c.sender, claimed_at = c.claimed_at, attempts = o.attempts + 1,
                            uncertain = o.uncertain OR o.status = 1
        WHERE o.tenant_id = p_tenant AND o.message_id = c.message_id AND o.attempts = c.attempts
          AND (o.status = 0 OR (o.status = 1 AND o.claimed_by <> c.sender));
        IF FOUND THEN taken := taken || c.message_id; END IF;
    END LOOP;
    RETURN taken;
END
$$;

-- Records how sending went: status 2 sent, 3 failed, 0 to be tried again. A message that is closed already stays as it is, and only the
-- sender that has it puts it back: another one may be sending it.
CREATE FUNCTION settle_messages(p_tenant uuid, p_settlements settlement_row[]) RETURNS void
    LANGUAGE plpgsql
AS $$
DECLARE
    s settlement_row;
BEGIN
    PERFORM lock_provider_ids(
        p_tenant, ARRAY(SELECT u.provider_message_id FROM unnest(p_settlements) u WHERE u.provider_message_id IS NOT NULL));
    FOREACH s IN ARRAY p_settlements LOOP
        IF s.status = 0 THEN
            PERFORM put_back(p_tenant, s);
        ELSE
            PERFORM close_message(p_tenant, s);
        END IF;
    END LOOP;
END
$$;

-- The contact's later messages wait with it, so that they do not look due all the time.
CREATE FUNCTION put_back(p_tenant uuid, s settlement_row) RETURNS void
    LANGUAGE plpgsql
AS $$
DECLARE
    head outbox;
BEGIN
    UPDATE outbox o SET status = 0, not_before = s.not_before, uncertain = o.uncertain OR s.uncertain, reason = s.reason,
                        claimed_by = NULL, claimed_at = NULL
    WHERE o.tenant_id = p_tenant AND o.message_id = s.message_id AND o.status = 1 AND o.claimed_by = s.sender
    RETURNING o.* INTO head;
    IF FOUND THEN
        UPDATE outbox o SET not_before = s.not_before
        WHERE o.tenant_id = p_tenant AND o.peer_key = head.peer_key AND o.channel_id = head.channel_id AND o.is_open
          AND o.sequence > head.sequence AND o.not_before < s.not_before;
    END IF;
END
$$;

CREATE FUNCTION close_message(p_tenant uuid, s settlement_row) RETURNS void
    LANGUAGE plpgsql
AS $$
DECLARE
    head    outbox;
    id      text := s.provider_message_id;
    reached smallint := CASE s.status WHEN 2 THEN 3 ELSE 2 END;
BEGIN
    UPDATE outbox o SET status = s.status, is_open = false, reason = s.reason
    WHERE o.tenant_id = p_tenant AND o.message_id = s.message_id AND o.status < 2
    RETURNING o.* INTO head;
    IF NOT FOUND THEN RETURN; END IF;

    SELECT greatest(reached, max(r.status)) INTO reached FROM message_statuses r
    WHERE r.tenant_id = p_tenant AND r.channel_id = head.channel_id AND r.provider_message_id = id;
    -- A provider that gives one id twice must not block the outbox: the second message stays without one.
    PERFORM 1 FROM messages other
    WHERE other.tenant_id = p_tenant AND other.channel_id = head.channel_id AND other.direction = 1 AND other.provider_message_id = id;
    IF FOUND THEN id := NULL; END IF;

    UPDATE messages m SET
        provider_message_id = coalesce(id, m.provider_message_id),
        status_reason = CASE WHEN m.status < reached THEN s.reason ELSE m.status_reason END,
        status = greatest(m.status, reached)
    WHERE m.tenant_id = p_tenant AND m.peer_key = head.peer_key AND m.position = head.position;
END
$$;

-- An entry of a tenant that does not exist is the operator's.
CREATE FUNCTION append_audit(
    p_tenant uuid, p_id uuid, p_action text, p_actor text, p_detail text, p_platform_detail text, p_at timestamptz) RETURNS void
    LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM set_config('platform.tenant_id', coalesce(p_tenant::text, ''), true);
    INSERT INTO audit (tenant_id, audit_id, action, actor, detail, at)
    SELECT t.tenant_id, p_id, p_action, p_actor, p_detail, p_at FROM tenants t WHERE t.tenant_id = p_tenant;
    IF NOT FOUND THEN
        INSERT INTO platform_audit (audit_id, action, actor, detail, at) VALUES (p_id, p_action, p_actor, p_platform_detail, p_at);
    END IF;
END
$$;

REVOKE EXECUTE ON FUNCTION
    lock_provider_ids, duplicate_turns, commit_turns, take_reports, apply_earlier_reports, claim_messages, settle_messages, put_back,
    close_message, append_audit FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    lock_provider_ids, duplicate_turns, commit_turns, take_reports, apply_earlier_reports, claim_messages, settle_messages, put_back,
    close_message, append_audit TO platform_app;
