CREATE TABLE new_outbox (
    id TEXT NOT NULL PRIMARY KEY,
    organization_id TEXT NOT NULL,
    ticket_id TEXT NOT NULL
        CONSTRAINT outbox_ticket REFERENCES support_tickets (id) ON DELETE CASCADE,
    kind TEXT NOT NULL
        CONSTRAINT outbox_kind
            CHECK (kind IN ('support_ticket_opened', 'support_ticket_updated', 'user_ticket_opened')),
    urgent INTEGER NOT NULL CONSTRAINT outbox_urgent CHECK (urgent IN (0, 1)),
    note TEXT,
    status TEXT NOT NULL
        CONSTRAINT outbox_status CHECK (status IN ('waiting', 'sent', 'dead')),
    attempts INTEGER NOT NULL,
    next_attempt_at TEXT NOT NULL,
    lease_until TEXT,
    last_error TEXT,
    created_at TEXT NOT NULL,
    renewed_at TEXT NOT NULL,
    finished_at TEXT
) STRICT;

CREATE TABLE new_delivery_attempts (
    id TEXT NOT NULL PRIMARY KEY,
    organization_id TEXT NOT NULL,
    outbox_id TEXT NOT NULL
        CONSTRAINT delivery_attempts_outbox REFERENCES new_outbox (id) ON DELETE CASCADE,
    attempt INTEGER NOT NULL,
    recipient TEXT NOT NULL,
    outcome TEXT NOT NULL
        CONSTRAINT delivery_attempts_outcome CHECK (outcome IN ('sent', 'deferred', 'rejected')),
    detail TEXT,
    at TEXT NOT NULL
) STRICT;

INSERT INTO new_outbox (id, organization_id, ticket_id, kind, urgent, note, status, attempts, next_attempt_at, lease_until,
    last_error, created_at, renewed_at, finished_at)
SELECT id, organization_id, ticket_id, kind, urgent, note, status, attempts, next_attempt_at, lease_until,
    last_error, created_at, renewed_at, finished_at
FROM outbox
WHERE ticket_id IS NOT NULL;

INSERT INTO new_delivery_attempts (id, organization_id, outbox_id, attempt, recipient, outcome, detail, at)
SELECT id, organization_id, outbox_id, attempt, recipient, outcome, detail, at
FROM delivery_attempts
WHERE outbox_id IN (SELECT id FROM new_outbox);

-- The one that refers first: dropping the other one would take its rows along.
DROP TABLE delivery_attempts;
DROP TABLE outbox;
ALTER TABLE new_outbox RENAME TO outbox;
ALTER TABLE new_delivery_attempts RENAME TO delivery_attempts;

-- In the order in which waiting rows are claimed.
CREATE INDEX outbox_due ON outbox (urgent DESC, next_attempt_at, id) WHERE status = 'waiting';
CREATE INDEX outbox_by_status ON outbox (organization_id, status, created_at);
CREATE INDEX outbox_of_ticket ON outbox (ticket_id);
CREATE INDEX delivery_attempts_of_outbox ON delivery_attempts (outbox_id, attempt);

ALTER TABLE accounts DROP COLUMN language;
