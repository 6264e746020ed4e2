-- The log of calls is read latest first.
CREATE INDEX calls_by_start ON calls (tenant_id, started_at, call_id);
