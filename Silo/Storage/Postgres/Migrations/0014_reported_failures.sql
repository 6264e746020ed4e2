-- A provider that took a message has not sent it yet: a report of failure (2) counts until one says that it was sent (3).

-- As before (0003) otherwise.
CREATE OR REPLACE FUNCTION take_reports(p_tenant uuid, p_reports report_row[]) RETURNS void
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
        UPDATE messages m SET status = report.status, status_reason = CASE report.status WHEN 2 THEN 'reported-failed' END
        WHERE m.tenant_id = p_tenant AND m.channel_id = report.channel_id AND m.direction IN (1, 2)
          AND m.provider_message_id = report.provider_message_id
          AND (m.status < report.status OR (report.status = 2 AND m.status = 3 AND NOT EXISTS (
              SELECT 1 FROM message_statuses told
              WHERE told.tenant_id = p_tenant AND told.channel_id = report.channel_id
                AND told.provider_message_id = report.provider_message_id AND told.status >= 3)));
    END LOOP;
END
$$;

-- As before (0003) otherwise.
CREATE OR REPLACE FUNCTION apply_earlier_reports(p_tenant uuid, p_peer text, p_position bigint, p_channel text, p_id text) RETURNS void
    LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM lock_provider_ids(p_tenant, ARRAY[p_id]);
    UPDATE messages m SET status = early.status, status_reason = CASE early.status WHEN 2 THEN 'reported-failed' END
    FROM (SELECT max(s.status) AS status FROM message_statuses s
          WHERE s.tenant_id = p_tenant AND s.channel_id = p_channel AND s.provider_message_id = p_id) early
    WHERE m.tenant_id = p_tenant AND m.peer_key = p_peer AND m.position = p_position
      AND (m.status < early.status OR (early.status = 2 AND m.status = 3));
END
$$;

-- As before (0003) otherwise.
CREATE OR REPLACE FUNCTION close_message(p_tenant uuid, s settlement_row) RETURNS void
    LANGUAGE plpgsql
AS $$
DECLARE
    head    outbox;
    id      text := s.provider_message_id;
    told    smallint;
    reached smallint := CASE s.status WHEN 2 THEN 3 ELSE 2 END;
    because text := s.reason;
BEGIN
    UPDATE outbox o SET status = s.status, is_open = false, reason = s.reason
    WHERE o.tenant_id = p_tenant AND o.message_id = s.message_id AND o.status < 2
    RETURNING o.* INTO head;
    IF NOT FOUND THEN RETURN; END IF;

    SELECT max(r.status) INTO told FROM message_statuses r
    WHERE r.tenant_id = p_tenant AND r.channel_id = head.channel_id AND r.provider_message_id = id;
    IF told = 2 THEN
        reached := 2;
        because := 'reported-failed';
    ELSE
        reached := greatest(reached, told);
    END IF;
    -- A provider that gives one id twice must not block the outbox: the second message stays without one.
    PERFORM 1 FROM messages other
    WHERE other.tenant_id = p_tenant AND other.channel_id = head.channel_id AND other.direction = 1 AND other.provider_message_id = id;
    IF FOUND THEN id := NULL; END IF;

    UPDATE messages m SET
        provider_message_id = coalesce(id, m.provider_message_id),
        status_reason = CASE WHEN m.status < reached THEN because ELSE m.status_reason END,
        status = greatest(m.status, reached)
    WHERE m.tenant_id = p_tenant AND m.peer_key = head.peer_key AND m.position = head.position;
END
$$;
