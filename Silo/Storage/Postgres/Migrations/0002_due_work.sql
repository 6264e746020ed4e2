-- The reads over all tenants: names and times of what is due, no content. They run as platform_clock, which nobody can log in as
-- and which sees these columns only.

GRANT SELECT (tenant_id, grain_type, grain_key, name, due_ticks, call_at, grain_hash) ON alarms TO platform_clock;
GRANT SELECT (tenant_id, channel_id, channel_hash, not_before, is_open) ON outbox TO platform_clock;
CREATE POLICY names_of_all_tenants ON alarms FOR SELECT TO platform_clock USING (true);
CREATE POLICY names_of_all_tenants ON outbox FOR SELECT TO platform_clock USING (true);

CREATE FUNCTION due_alarms(p_shard integer, p_shards integer, p_now timestamptz, p_max integer)
    RETURNS TABLE (tenant_id uuid, grain_type text, grain_key text, name text, due_ticks bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = platform, pg_temp
AS $$
    SELECT a.tenant_id, a.grain_type, a.grain_key, a.name, a.due_ticks FROM alarms a
    WHERE a.call_at <= p_now AND a.grain_hash % p_shards = p_shard
    ORDER BY a.call_at LIMIT p_max
$$;

-- Goes from channel to channel through the index: it costs by channels with open messages, not by messages.
CREATE FUNCTION due_channels(p_shard integer, p_shards integer, p_now timestamptz, p_max integer)
    RETURNS TABLE (tenant_id uuid, channel_id text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = platform, pg_temp
AS $$
    WITH RECURSIVE channel AS (
        (SELECT o.tenant_id, o.channel_id, o.channel_hash, o.not_before FROM outbox o
         WHERE o.is_open ORDER BY o.tenant_id, o.channel_id, o.not_before LIMIT 1)
        UNION ALL
        SELECT following.* FROM channel c CROSS JOIN LATERAL (
            SELECT o.tenant_id, o.channel_id, o.channel_hash, o.not_before FROM outbox o
            WHERE o.is_open AND (o.tenant_id, o.channel_id) > (c.tenant_id, c.channel_id)
            ORDER BY o.tenant_id, o.channel_id, o.not_before LIMIT 1) AS following
    )
    SELECT c.tenant_id, c.channel_id FROM channel c
    WHERE c.not_before <= p_now AND c.channel_hash % p_shards = p_shard
    ORDER BY c.not_before LIMIT p_max
$$;

GRANT CREATE ON SCHEMA platform TO platform_clock;
ALTER FUNCTION due_alarms OWNER TO platform_clock;
ALTER FUNCTION due_channels OWNER TO platform_clock;
REVOKE CREATE ON SCHEMA platform FROM platform_clock;
SET LOCAL ROLE platform_clock;
REVOKE EXECUTE ON FUNCTION due_alarms, due_channels FROM PUBLIC;
GRANT EXECUTE ON FUNCTION due_alarms, due_channels TO platform_app;
SET LOCAL ROLE platform_owner;
