-- How often a try to send ended with nobody knowing whether it was sent: few such tries are made, whatever came before them.
ALTER TABLE outbox ADD COLUMN doubts smallint NOT NULL DEFAULT 0;
ALTER TYPE settlement_row ADD ATTRIBUTE doubts smallint;

-- As before (0013), and the doubts are kept.
CREATE OR REPLACE FUNCTION put_back(p_tenant uuid, s settlement_row) RETURNS void
    LANGUAGE plpgsql
AS $$
DECLARE
    head outbox;
BEGIN
    SELECT * INTO head FROM outbox o
    WHERE o.tenant_id = p_tenant AND o.message_id = s.message_id AND o.status = 1 AND o.claimed_by = s.sender FOR UPDATE;
    IF NOT FOUND THEN RETURN; END IF;

    IF head.reason = 'withdrawn' THEN
        PERFORM close_withdrawn(p_tenant, head, s.uncertain);
        RETURN;
    END IF;
    UPDATE outbox o SET status = 0, not_before = s.not_before, uncertain = o.uncertain OR s.uncertain, reason = s.reason,
                        doubts = s.doubts, claimed_by = NULL, claimed_at = NULL
    WHERE o.tenant_id = p_tenant AND o.message_id = s.message_id;
    UPDATE outbox o SET not_before = s.not_before
    WHERE o.tenant_id = p_tenant AND o.peer_key = head.peer_key AND o.channel_id = head.channel_id AND o.is_open
      AND o.sequence > head.sequence AND o.not_before < s.not_before;
END
$$;
