-- Ids are 16-byte blobs in network order, times are microseconds since 1970 (UTC), enumerations are the numbers of the code.

CREATE TABLE tenants (
    tenant_id BLOB PRIMARY KEY CHECK (length(tenant_id) = 16),
    slug      TEXT NOT NULL UNIQUE,
    name      TEXT NOT NULL,
    status    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- States are too large for a clustered key: the table is a heap beside its key.
CREATE TABLE grain_states (
    tenant_id  BLOB NOT NULL REFERENCES tenants,
    grain_type TEXT NOT NULL,
    grain_key  TEXT NOT NULL,
    version    INTEGER NOT NULL,
    state      BLOB NOT NULL,
    PRIMARY KEY (tenant_id, grain_type, grain_key)
) STRICT;

-- Clustered by conversation, so that a page of a transcript is read from neighbouring rows.
CREATE TABLE messages (
    tenant_id           BLOB NOT NULL REFERENCES tenants,
    peer_key            TEXT NOT NULL,
    position            INTEGER NOT NULL,
    message_id          BLOB NOT NULL,
    channel_id          TEXT NOT NULL,
    direction           INTEGER NOT NULL,
    provider_message_id TEXT,
    kind                INTEGER NOT NULL,
    text                TEXT NOT NULL,
    sent_at             INTEGER NOT NULL,
    received_at         INTEGER NOT NULL,
    status              INTEGER NOT NULL,
    status_reason       TEXT,
    PRIMARY KEY (tenant_id, peer_key, position)
) STRICT, WITHOUT ROWID;

-- The dedupe key; reports of a provider find their message by it too.
CREATE UNIQUE INDEX messages_by_provider_id ON messages (tenant_id, channel_id, direction, provider_message_id)
    WHERE provider_message_id IS NOT NULL;

-- is_open is a column of its own because indexes hang on it: taking a message for sending leaves them alone.
CREATE TABLE outbox (
    tenant_id    BLOB NOT NULL REFERENCES tenants,
    message_id   BLOB NOT NULL,
    channel_id   TEXT NOT NULL,
    channel_hash INTEGER NOT NULL,
    peer_key     TEXT NOT NULL,
    sequence     INTEGER NOT NULL,
    position     INTEGER,
    send_to      TEXT NOT NULL,
    text         TEXT NOT NULL,
    owner_epoch  INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    not_before   INTEGER NOT NULL,
    status       INTEGER NOT NULL,
    is_open      INTEGER NOT NULL,
    attempts     INTEGER NOT NULL,
    uncertain    INTEGER NOT NULL,
    claimed_by   BLOB,
    claimed_at   INTEGER,
    reason       TEXT,
    PRIMARY KEY (tenant_id, message_id)
) STRICT, WITHOUT ROWID;

-- Finds the head of a contact, and what a takeover withdraws.
CREATE INDEX outbox_by_peer ON outbox (tenant_id, peer_key, channel_id, sequence) WHERE is_open = 1;

-- Finds what a channel has to send, and the channels that have something to send.
CREATE INDEX outbox_by_due ON outbox (tenant_id, channel_id, not_before) WHERE is_open = 1;

CREATE TABLE message_statuses (
    tenant_id           BLOB NOT NULL REFERENCES tenants,
    channel_id          TEXT NOT NULL,
    provider_message_id TEXT NOT NULL,
    status              INTEGER NOT NULL,
    reported_at         INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, channel_id, provider_message_id, status)
) STRICT, WITHOUT ROWID;

CREATE TABLE contacts (
    tenant_id    BLOB NOT NULL REFERENCES tenants,
    peer_key     TEXT NOT NULL,
    name         TEXT,
    last_channel TEXT NOT NULL,
    last_seen_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, peer_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE identity_links (
    tenant_id    BLOB NOT NULL REFERENCES tenants,
    identity_key TEXT NOT NULL,
    peer_key     TEXT NOT NULL,
    linked_at    INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, identity_key)
) STRICT, WITHOUT ROWID;

CREATE INDEX identity_links_by_peer ON identity_links (tenant_id, peer_key);

CREATE TABLE work_items (
    tenant_id    BLOB NOT NULL REFERENCES tenants,
    work_item_id BLOB NOT NULL,
    peer_key     TEXT NOT NULL,
    kind         TEXT NOT NULL,
    title        TEXT NOT NULL,
    details      TEXT NOT NULL,
    created_at   INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, work_item_id)
) STRICT, WITHOUT ROWID;

-- What is not known yet is null: the switch's reports arrive in any order.
CREATE TABLE calls (
    tenant_id      BLOB NOT NULL REFERENCES tenants,
    call_id        TEXT NOT NULL,
    peer_key       TEXT,
    channel_id     TEXT,
    dialled_number TEXT,
    direction      INTEGER,
    started_at     INTEGER,
    answered_at    INTEGER,
    ended_at       INTEGER,
    duration       INTEGER,
    billable       INTEGER,
    cause          TEXT,
    other_leg      TEXT,
    PRIMARY KEY (tenant_id, call_id)
) STRICT, WITHOUT ROWID;

-- due_ticks identifies an alarm exactly as its grain set it (100 ns since year 1, finer than times are kept); call_at is when it is
-- called, later while it fails.
CREATE TABLE alarms (
    tenant_id  BLOB NOT NULL REFERENCES tenants,
    grain_type TEXT NOT NULL,
    grain_key  TEXT NOT NULL,
    name       TEXT NOT NULL,
    due_ticks  INTEGER NOT NULL,
    call_at    INTEGER NOT NULL,
    failures   INTEGER NOT NULL,
    grain_hash INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, grain_type, grain_key, name)
) STRICT, WITHOUT ROWID;

CREATE INDEX alarms_by_call ON alarms (call_at);

CREATE TABLE audit (
    tenant_id BLOB NOT NULL REFERENCES tenants,
    audit_id  BLOB NOT NULL,
    action    TEXT NOT NULL,
    actor     TEXT NOT NULL,
    detail    TEXT NOT NULL,
    at        INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, audit_id)
) STRICT, WITHOUT ROWID;

-- What concerns no tenant that exists: the operator's.
CREATE TABLE platform_audit (
    audit_id BLOB PRIMARY KEY,
    action   TEXT NOT NULL,
    actor    TEXT NOT NULL,
    detail   TEXT NOT NULL,
    at       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Directory grains, which belong to no tenant: routes, exchanges.
CREATE TABLE grain_storage (
    state_name TEXT NOT NULL,
    grain_id   TEXT NOT NULL,
    version    INTEGER NOT NULL,
    state      BLOB NOT NULL,
    PRIMARY KEY (state_name, grain_id)
) STRICT;
