-- Audit is append-only, and each ledger's entries are a chain: an entry's hash covers the hash before it. Ledger 0 of a tenant is kept
-- with the registry, ledger 1 with the tenant's data. The heads say how long each chain is, so that a cut tail shows as well.

DROP TABLE audit;
DROP TABLE platform_audit;

CREATE TABLE audit (
    tenant_id BLOB NOT NULL REFERENCES tenants,
    ledger    INTEGER NOT NULL,
    sequence  INTEGER NOT NULL,
    audit_id  BLOB NOT NULL,
    action    TEXT NOT NULL,
    actor     TEXT NOT NULL,
    address   TEXT,
    detail    TEXT NOT NULL,
    before    TEXT,
    after     TEXT,
    at        INTEGER NOT NULL,
    hash      BLOB NOT NULL,
    PRIMARY KEY (tenant_id, ledger, sequence),
    UNIQUE (tenant_id, audit_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX audit_by_time ON audit (tenant_id, at, audit_id);

-- base: the last entry that was removed because its time was over; the chain goes on from there.
CREATE TABLE audit_heads (
    tenant_id     BLOB NOT NULL REFERENCES tenants,
    ledger        INTEGER NOT NULL,
    sequence      INTEGER NOT NULL,
    hash          BLOB NOT NULL,
    base_sequence INTEGER NOT NULL,
    base_hash     BLOB NOT NULL,
    PRIMARY KEY (tenant_id, ledger)
) STRICT, WITHOUT ROWID;

-- What concerns no tenant that exists: the operator's.
CREATE TABLE platform_audit (
    sequence INTEGER PRIMARY KEY,
    audit_id BLOB NOT NULL UNIQUE,
    action   TEXT NOT NULL,
    actor    TEXT NOT NULL,
    address  TEXT,
    detail   TEXT NOT NULL,
    before   TEXT,
    after    TEXT,
    at       INTEGER NOT NULL,
    hash     BLOB NOT NULL
) STRICT;

CREATE INDEX platform_audit_by_time ON platform_audit (at, audit_id);

CREATE TABLE platform_audit_head (
    only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
    sequence INTEGER NOT NULL,
    hash     BLOB NOT NULL
) STRICT;

INSERT INTO platform_audit_head VALUES (1, 0, x'');

CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit entries are never changed'); END;

-- Entries up to the base have been given up (their time is over); all others stay.
CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
WHEN OLD.sequence > (SELECT base_sequence FROM audit_heads h WHERE h.tenant_id = OLD.tenant_id AND h.ledger = OLD.ledger)
BEGIN SELECT RAISE(ABORT, 'audit entries are never removed'); END;

CREATE TRIGGER audit_heads_go_on BEFORE UPDATE ON audit_heads
WHEN NEW.sequence NOT IN (OLD.sequence, OLD.sequence + 1) OR NEW.base_sequence < OLD.base_sequence OR NEW.base_sequence > NEW.sequence
BEGIN SELECT RAISE(ABORT, 'an audit chain only goes on'); END;

CREATE TRIGGER audit_heads_stay BEFORE DELETE ON audit_heads BEGIN SELECT RAISE(ABORT, 'audit heads are never removed'); END;

CREATE TRIGGER platform_audit_stays BEFORE UPDATE ON platform_audit
BEGIN SELECT RAISE(ABORT, 'audit entries are never changed'); END;

CREATE TRIGGER platform_audit_is_kept BEFORE DELETE ON platform_audit
BEGIN SELECT RAISE(ABORT, 'audit entries are never removed'); END;

CREATE TRIGGER platform_audit_head_goes_on BEFORE UPDATE ON platform_audit_head WHEN NEW.sequence <> OLD.sequence + 1
BEGIN SELECT RAISE(ABORT, 'an audit chain only goes on'); END;

CREATE TRIGGER platform_audit_head_stays BEFORE DELETE ON platform_audit_head
BEGIN SELECT RAISE(ABORT, 'audit heads are never removed'); END;
