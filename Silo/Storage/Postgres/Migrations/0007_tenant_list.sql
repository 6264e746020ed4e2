-- The operator's list of tenants: one page by the index of slugs, names and states of all, nothing else. The rows of deleted tenants stay
-- for what refers to them, and are not listed.

GRANT SELECT (tenant_id, slug, name, status) ON tenants TO platform_clock;
CREATE POLICY names_of_all_tenants ON tenants FOR SELECT TO platform_clock USING (true);

CREATE FUNCTION list_tenants(p_after text, p_max integer)
    RETURNS TABLE (tenant_id uuid, slug text, name text, status smallint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = platform, pg_temp
AS $$
    SELECT t.tenant_id, t.slug, t.name, t.status FROM tenants t
    WHERE t.slug > p_after AND t.status <> 3
    ORDER BY t.slug LIMIT p_max
$$;

GRANT CREATE ON SCHEMA platform TO platform_clock;
ALTER FUNCTION list_tenants OWNER TO platform_clock;
REVOKE CREATE ON SCHEMA platform FROM platform_clock;
SET LOCAL ROLE platform_clock;
REVOKE EXECUTE ON FUNCTION list_tenants FROM PUBLIC;
GRANT EXECUTE ON FUNCTION list_tenants TO platform_app;
SET LOCAL ROLE platform_owner;
