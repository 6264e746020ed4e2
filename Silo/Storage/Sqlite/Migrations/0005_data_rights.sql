-- What remains of a person who was erased: a hash under the tenant's key, and when. What is older than that is not taken in again.
CREATE TABLE erased_people (
    tenant_id   BLOB NOT NULL REFERENCES tenants,
    person_hash BLOB NOT NULL,
    erased_at   INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, person_hash)
) STRICT, WITHOUT ROWID;
