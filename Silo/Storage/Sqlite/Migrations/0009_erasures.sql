-- Who was erased, as the registry notes it: it outlives the tenant's data, so that a backup which is older brings nobody back.
CREATE TABLE erasures (
    tenant_id   BLOB NOT NULL REFERENCES tenants,
    person_hash BLOB NOT NULL,
    erased_at   INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, person_hash)
) STRICT, WITHOUT ROWID;

-- What remains of messages that were erased on the day on which they were said: a hash, by which they are known when they are delivered
-- again, since a provider's time does not say for sure that they are older than the erasure.
CREATE TABLE erased_messages (
    tenant_id    BLOB NOT NULL REFERENCES tenants,
    message_hash BLOB NOT NULL,
    PRIMARY KEY (tenant_id, message_hash)
) STRICT, WITHOUT ROWID;
