-- Rows whose time is over are removed in small transactions, each found by an index. The application may delete in no other way than by
-- these functions, which run as platform_mover; the wall binds them to the tenant acted for. Whatever is asked for, a week stays:
-- gateways deliver again for as long, and what they repeat must be known.

-- Reports grow with every message, and their key says nothing of their age.
CREATE INDEX message_statuses_by_time ON message_statuses (tenant_id, reported_at);

-- Ids are in the order in which they were made: the first that can have been made at a time.
CREATE FUNCTION first_id_of(p_at timestamptz) RETURNS uuid
    LANGUAGE sql IMMUTABLE
AS $$
    SELECT (lpad(to_hex((extract(epoch FROM p_at) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;

-- Settled messages to send, reports on messages, and work items. Answers how many rows are gone.
CREATE FUNCTION prune_records(p_tenant uuid, p_kind text, p_before timestamptz, p_max integer) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = platform, pg_temp
AS $$
DECLARE
    old     timestamptz := least(p_before, now() - interval '7 days');
    removed bigint;
BEGIN
    CASE p_kind
        WHEN 'outbox' THEN
            DELETE FROM outbox o WHERE o.tenant_id = p_tenant AND NOT o.is_open AND o.ctid = ANY (ARRAY(
                SELECT e.ctid FROM outbox e
                WHERE e.tenant_id = p_tenant AND e.message_id < first_id_of(old) AND e.created_at < old AND NOT e.is_open
                ORDER BY e.message_id LIMIT p_max));
        WHEN 'message_statuses' THEN
            DELETE FROM message_statuses s WHERE s.tenant_id = p_tenant AND s.ctid = ANY (ARRAY(
                SELECT e.ctid FROM message_statuses e WHERE e.tenant_id = p_tenant AND e.reported_at < old
                ORDER BY e.reported_at LIMIT p_max));
        WHEN 'work_items' THEN
            DELETE FROM work_items w WHERE w.tenant_id = p_tenant AND w.ctid = ANY (ARRAY(
                SELECT e.ctid FROM work_items e
                WHERE e.tenant_id = p_tenant AND e.work_item_id < first_id_of(old) AND e.created_at < old
                ORDER BY e.work_item_id LIMIT p_max));
    END CASE;
    GET DIAGNOSTICS removed = ROW_COUNT;
    RETURN removed;
END
$$;

-- Calls with what was counted of them. One of which only the end is known has the age of its end.
CREATE FUNCTION prune_calls(p_tenant uuid, p_before timestamptz, p_max integer) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = platform, pg_temp
AS $$
DECLARE
    old     timestamptz := least(p_before, now() - interval '7 days');
    expired text[];
    id      text;
BEGIN
    expired := ARRAY(SELECT c.call_id FROM calls c WHERE c.tenant_id = p_tenant AND c.started_at < old
                     ORDER BY c.started_at, c.call_id LIMIT p_max);
    IF expired = '{}' THEN
        expired := ARRAY(SELECT c.call_id FROM calls c WHERE c.tenant_id = p_tenant AND c.started_at IS NULL AND c.ended_at < old LIMIT p_max);
    END IF;
    FOREACH id IN ARRAY expired LOOP
        DELETE FROM grain_states s WHERE s.tenant_id = p_tenant AND s.grain_type = 'call' AND s.grain_key = id;
        DELETE FROM calls c WHERE c.tenant_id = p_tenant AND c.call_id = id;
    END LOOP;
    RETURN cardinality(expired);
END
$$;

-- Messages, from contact to contact through their key, whose position is the time at which they were stored. Goes on after a contact;
-- last is null at the end.
CREATE FUNCTION prune_messages(
    p_tenant uuid, p_after text, p_before timestamptz, p_peers integer, p_max integer,
    OUT removed bigint, OUT freed bigint, OUT last text)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = platform, pg_temp
AS $$
DECLARE
    old   bigint := (extract(epoch FROM least(p_before, now() - interval '7 days')) * 1000000)::bigint;
    peer  text;
    gone  bigint;
    bytes bigint;
BEGIN
    removed := 0;
    freed := 0;
    last := p_after;
    FOR i IN 1..p_peers LOOP
        SELECT m.peer_key INTO peer FROM messages m WHERE m.tenant_id = p_tenant AND m.peer_key > last ORDER BY m.peer_key LIMIT 1;
        IF NOT FOUND THEN
            last := NULL;
            RETURN;
        END IF;
        WITH expired AS (
            DELETE FROM messages m WHERE m.tenant_id = p_tenant AND m.ctid = ANY (ARRAY(
                SELECT e.ctid FROM messages e WHERE e.tenant_id = p_tenant AND e.peer_key = peer AND e.position < old
                ORDER BY e.position LIMIT p_max - removed))
            RETURNING octet_length(m.text) AS bytes
        )
        SELECT count(*), coalesce(sum(e.bytes), 0) INTO gone, bytes FROM expired e;
        removed := removed + gone;
        freed := freed + bytes;
        EXIT WHEN removed >= p_max;
        last := peer;
    END LOOP;
END
$$;

-- States, contacts and links of those of whom no message is left, who wait for nothing and were not seen since.
CREATE FUNCTION prune_conversations(
    p_tenant uuid, p_after text, p_before timestamptz, p_max integer, OUT removed bigint, OUT last text, OUT forgotten text[])
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = platform, pg_temp
AS $$
DECLARE
    old      timestamptz := least(p_before, now() - interval '7 days');
    identity text;
    gone     bigint;
BEGIN
    removed := 0;
    forgotten := '{}';
    last := p_after;
    FOR i IN 1..p_max LOOP
        SELECT s.grain_key INTO last FROM grain_states s
        WHERE s.tenant_id = p_tenant AND s.grain_type = 'conversation' AND s.grain_key > last ORDER BY s.grain_key LIMIT 1;
        IF NOT FOUND THEN
            last := NULL;
            RETURN;
        END IF;
        CONTINUE WHEN EXISTS (SELECT FROM messages m WHERE m.tenant_id = p_tenant AND m.peer_key = last)
            OR EXISTS (SELECT FROM outbox o WHERE o.tenant_id = p_tenant AND o.peer_key = last AND o.is_open)
            OR EXISTS (SELECT FROM contacts c WHERE c.tenant_id = p_tenant AND c.peer_key = last AND c.last_seen_at >= old)
            OR EXISTS (SELECT FROM alarms a WHERE a.tenant_id = p_tenant AND a.grain_type = 'conversation' AND a.grain_key = last);
        -- An identity that is linked to a number stays until the number's conversation is forgotten.
        FOR identity IN
            SELECT l.identity_key FROM identity_links l WHERE l.tenant_id = p_tenant AND l.peer_key = last
            UNION SELECT last WHERE NOT EXISTS (
                SELECT FROM identity_links l WHERE l.tenant_id = p_tenant AND l.identity_key = last)
        LOOP
            DELETE FROM grain_states s WHERE s.tenant_id = p_tenant AND s.grain_type = 'identity' AND s.grain_key = identity;
            DELETE FROM identity_links l WHERE l.tenant_id = p_tenant AND l.identity_key = identity;
            forgotten := forgotten || identity;
        END LOOP;
        IF last <> ALL (forgotten) THEN forgotten := forgotten || last; END IF;
        DELETE FROM grain_states s WHERE s.tenant_id = p_tenant AND s.grain_type = 'conversation' AND s.grain_key = last;
        GET DIAGNOSTICS gone = ROW_COUNT;
        DELETE FROM contacts c WHERE c.tenant_id = p_tenant AND c.peer_key = last;
        removed := removed + gone;
    END LOOP;
END
$$;

GRANT CREATE ON SCHEMA platform TO platform_mover;
ALTER FUNCTION prune_records OWNER TO platform_mover;
ALTER FUNCTION prune_calls OWNER TO platform_mover;
ALTER FUNCTION prune_messages OWNER TO platform_mover;
ALTER FUNCTION prune_conversations OWNER TO platform_mover;
REVOKE CREATE ON SCHEMA platform FROM platform_mover;
REVOKE EXECUTE ON FUNCTION first_id_of FROM PUBLIC;
GRANT EXECUTE ON FUNCTION first_id_of TO platform_mover;
SET LOCAL ROLE platform_mover;
REVOKE EXECUTE ON FUNCTION prune_records, prune_calls, prune_messages, prune_conversations FROM PUBLIC;
GRANT EXECUTE ON FUNCTION prune_records, prune_calls, prune_messages, prune_conversations TO platform_app;
SET LOCAL ROLE platform_owner;
