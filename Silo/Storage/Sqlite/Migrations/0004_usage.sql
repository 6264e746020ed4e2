-- What turns counted. Period 0 is all time.

CREATE TABLE usage_counters (
    tenant_id BLOB NOT NULL REFERENCES tenants,
    period    INTEGER NOT NULL,
    meter     INTEGER NOT NULL,
    amount    INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, period, meter)
) STRICT, WITHOUT ROWID;
