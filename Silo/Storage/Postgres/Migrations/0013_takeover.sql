-- What is being sent when a person takes the conversation may have reached the customer, and is left alone; but it is never tried again,
-- neither when it comes back nor by another sender. Until it is closed, its reason says that it was withdrawn.

-- commit_turns withdraws what waits; this is called after it, in the same transaction, for what is being sent, and for what another write
-- of the transaction has put back meanwhile. The turn's own messages (p_own) stay.
CREATE FUNCTION withdraw_sending(p_tenant uuid, p_peer text, p_own uuid[]) RETURNS void
    LANGUAGE plpgsql
AS $$
DECLARE
    withdrawn outbox;
BEGIN
    UPDATE outbox o SET reason = 'withdrawn'
    WHERE o.tenant_id = p_tenant AND o.peer_key = p_peer AND o.is_open AND o.status = 1;
    FOR withdrawn IN
        SELECT o.* FROM outbox o
        WHERE o.tenant_id = p_tenant AND o.peer_key = p_peer AND o.is_open AND o.status = 0 AND o.message_id <> ALL (p_own)
        FOR UPDATE
    LOOP
        PERFORM close_withdrawn(p_tenant, withdrawn, false);
    END LOOP;
END
$$;

-- What may have been sent all the same stays marked as uncertain.
CREATE FUNCTION close_withdrawn(p_tenant uuid, p_head outbox, p_uncertain boolean) RETURNS void
    LANGUAGE plpgsql
AS $$
BEGIN
    UPDATE outbox o SET status = 4, is_open = false, reason = 'withdrawn', uncertain = o.uncertain OR p_uncertain
    WHERE o.tenant_id = p_tenant AND o.message_id = p_head.message_id;
    UPDATE messages m SET status = 2, status_reason = 'withdrawn'
    WHERE m.tenant_id = p_tenant AND m.peer_key = p_head.peer_key AND m.position = p_head.position AND m.status < 2;
END
$$;

-- As before (0003), but what was withdrawn while its sender had it is closed and not taken.
CREATE OR REPLACE FUNCTION claim_messages(p_tenant uuid, p_claims claim_row[]) RETURNS uuid[]
    LANGUAGE plpgsql
AS $$
DECLARE
    taken uuid[] := '{}';
    c     claim_row;
    head  outbox;
BEGIN
    FOREACH c IN ARRAY p_claims LOOP
        SELECT * INTO head FROM outbox o
        WHERE o.tenant_id = p_tenant AND o.message_id = c.message_id AND o.attempts = c.attempts
          AND (o.status = 0 OR (o.status = 1 AND o.claimed_by <> c.sender)) FOR UPDATE;
        CONTINUE WHEN NOT FOUND;
        IF head.status = 1 AND head.reason = 'withdrawn' THEN
            PERFORM close_withdrawn(p_tenant, head, true);
            CONTINUE;
        END IF;
        UPDATE outbox o SET status = 1, claimed_by = c.sender, claimed_at = c.claimed_at, attempts = o.attempts + 1,
                            uncertain = o.uncertain OR o.status = 1, reason = NULL
        WHERE o.tenant_id = p_tenant AND o.message_id = c.message_id;
        taken := taken || c.message_id;
    END LOOP;
    RETURN taken;
END
$$;

-- As before (0003), but what was withdrawn is closed.
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
                        claimed_by = NULL, claimed_at = NULL
    WHERE o.tenant_id = p_tenant AND o.message_id = s.message_id;
    UPDATE outbox o SET not_before = s.not_before
    WHERE o.tenant_id = p_tenant AND o.peer_key = head.peer_key AND o.channel_id = head.channel_id AND o.is_open
      AND o.sequence > head.sequence AND o.not_before < s.not_before;
END
$$;

REVOKE EXECUTE ON FUNCTION withdraw_sending, close_withdrawn FROM PUBLIC;
GRANT EXECUTE ON FUNCTION withdraw_sending, close_withdrawn TO platform_app;
