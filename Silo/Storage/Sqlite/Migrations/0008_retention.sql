-- Reports grow with every message, and their key says nothing of their age.
CREATE INDEX message_statuses_by_time ON message_statuses (tenant_id, reported_at);
