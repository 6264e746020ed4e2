-- Whether the tenant's data is written in this database: 0 yes, 1 not now (it is being copied), 2 no (it is elsewhere). The registry's
-- rows are written whatever it is.
ALTER TABLE tenants ADD COLUMN mode INTEGER NOT NULL DEFAULT 0;

-- Only tenants that are or were dedicated, or are on the way, have a row. next_due_at is when the tenant's closed database has work; null
-- says that nobody knows. Whoever opens the database counts opened up, so that only the last one to open it may say when it is due.
CREATE TABLE placements (
    tenant_id    BLOB PRIMARY KEY REFERENCES tenants,
    is_dedicated INTEGER NOT NULL,
    placement    TEXT NOT NULL,
    schema_steps INTEGER NOT NULL,
    next_due_at  INTEGER,
    opened       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX placements_by_due ON placements (next_due_at) WHERE is_dedicated = 1;

-- Where a tenant's data is old, its own ledger goes with it. The registry's ledger stays.
DROP TRIGGER audit_is_kept;
DROP TRIGGER audit_heads_stay;

CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
WHEN OLD.sequence > (SELECT base_sequence FROM audit_heads h WHERE h.tenant_id = OLD.tenant_id AND h.ledger = OLD.ledger)
 AND (OLD.ledger = 0 OR (SELECT mode FROM tenants t WHERE t.tenant_id = OLD.tenant_id) = 0)
BEGIN SELECT RAISE(ABORT, 'audit entries are never removed'); END;

CREATE TRIGGER audit_heads_stay BEFORE DELETE ON audit_heads
WHEN OLD.ledger = 0 OR (SELECT mode FROM tenants t WHERE t.tenant_id = OLD.tenant_id) = 0
BEGIN SELECT RAISE(ABORT, 'audit heads are never removed'); END;
