-- What is to come: ratings of conversations, merged tickets, and the weekly report to leads.
--
-- SQLite changes no constraint of a table that is there, so the tables with new kinds are made anew.

CREATE TABLE new_session_events (
    session_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    organization_id TEXT NOT NULL,
    kind TEXT NOT NULL
        CONSTRAINT session_events_kind CHECK (kind IN ('message', 'owner', 'ticket', 'status', 'note', 'rating')),
    subject TEXT,
    at TEXT NOT NULL,
    PRIMARY KEY (session_id, number),
    CONSTRAINT session_events_session FOREIGN KEY (organization_id, session_id)
        REFERENCES ai_sessions (organization_id, session_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

INSERT INTO new_session_events (session_id, number, organization_id, kind, subject, at)
SELECT session_id, number, organization_id, kind, subject, at
FROM session_events;

DROP TABLE session_events;
ALTER TABLE new_session_events RENAME TO session_events;

CREATE TABLE new_ticket_events (
    id TEXT NOT NULL PRIMARY KEY,
    organization_id TEXT NOT NULL,
    ticket_id TEXT NOT NULL
        CONSTRAINT ticket_events_ticket REFERENCES support_tickets (id) ON DELETE CASCADE,
    kind TEXT NOT NULL
        CONSTRAINT ticket_events_kind
            CHECK (
                kind IN (
                    'opened', 'status_changed', 'priority_changed', 'assigned', 'notes_added',
                    'resolution_noted',
                    'answered', 'note', 'handed_back', 'merged', 'rated'
                )
            ),
    actor TEXT NOT NULL,
    from_value TEXT,
    to_value TEXT,
    at TEXT NOT NULL
) STRICT;

INSERT INTO new_ticket_events (id, organization_id, ticket_id, kind, actor, from_value, to_value, at)
SELECT id, organization_id, ticket_id, kind, actor, from_value, to_value, at
FROM ticket_events;

DROP TABLE ticket_events;
ALTER TABLE new_ticket_events RENAME TO ticket_events;
CREATE INDEX ticket_events_of_ticket ON ticket_events (ticket_id, at);

CREATE TABLE new_outbox (
    id TEXT NOT NULL PRIMARY KEY,
    organization_id TEXT NOT NULL,
    ticket_id TEXT
        CONSTRAINT outbox_ticket REFERENCES support_tickets (id) ON DELETE CASCADE,
    account_id TEXT CONSTRAINT outbox_account REFERENCES accounts (id) ON DELETE CASCADE,
    kind TEXT NOT NULL
        CONSTRAINT outbox_kind
            CHECK (
                kind IN (
                    'support_ticket_opened', 'support_ticket_updated', 'user_ticket_opened',
                    'user_expert_answered', 'account_invitation', 'account_reset', 'insight_report'
                )
            ),
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
    finished_at TEXT,
    CONSTRAINT outbox_speaks_of_one_thing CHECK ((ticket_id IS NULL) <> (account_id IS NULL))
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

INSERT INTO new_outbox (id, organization_id, ticket_id, account_id, kind, urgent, note, status, attempts, next_attempt_at, lease_until,
    last_error, created_at, renewed_at, finished_at)
SELECT id, organization_id, ticket_id, account_id, kind, urgent, note, status, attempts, next_attempt_at, lease_until,
    last_error, created_at, renewed_at, finished_at
FROM outbox;

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
CREATE INDEX outbox_of_account ON outbox (account_id) WHERE account_id IS NOT NULL;
