-- What changes of a tenant while its data is copied: the keys of its rows, in the transaction that changes them. The triggers that note
-- it are made when a move begins, for that tenant alone.
CREATE TABLE move_changes (
    change_id  INTEGER PRIMARY KEY,
    tenant_id  BLOB NOT NULL REFERENCES tenants,
    table_name TEXT NOT NULL,
    row_key    TEXT NOT NULL
) STRICT;

CREATE INDEX move_changes_by_tenant ON move_changes (tenant_id, change_id);
