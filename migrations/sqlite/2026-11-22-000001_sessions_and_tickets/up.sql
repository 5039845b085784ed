-- Sessions, what is said in them, the tickets they become, and the notifications that are owed.
--
-- Delete rules: what is part of a session goes with it; a ticket is a record of work, so a session that
-- became one cannot be deleted before somebody has decided about the ticket. Parts name their session
-- together with the organization, so that no row can belong to another tenant's session. Ids that only
-- point across (a step, a judged message) carry no foreign key: nothing deletes their targets alone, and
-- every key is one more look-up in every turn.
--
-- Ids are 36 characters and times are UTC with microseconds and a Z, always as wide as each other, so that
-- anyone can read the file and text order is time order.

CREATE TABLE organizations (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    time_zone TEXT NOT NULL
) STRICT;

INSERT INTO organizations (id, name, time_zone)
VALUES ('00000000-0000-0000-0000-000000000001', 'Default', 'UTC');

-- No index names a column that a turn changes, so a turn writes to the table alone.
CREATE TABLE ai_sessions (
    session_id TEXT NOT NULL PRIMARY KEY,
    organization_id TEXT NOT NULL REFERENCES organizations (id) ON DELETE RESTRICT,
    user_id TEXT NOT NULL,
    machine_id TEXT,
    status TEXT NOT NULL
        CONSTRAINT ai_sessions_status CHECK (status IN ('active', 'completed', 'escalated', 'abandoned')),
    language TEXT NOT NULL
        CONSTRAINT ai_sessions_language CHECK (language IN ('en', 'el', 'ar', 'es', 'tr', 'no')),
    problem_description TEXT,
    resolution_summary TEXT,
    metadata TEXT,
    imported_context TEXT,
    owner TEXT NOT NULL
        CONSTRAINT ai_sessions_owner CHECK (owner IN ('assistant', 'queue', 'expert')),
    owner_expert_id TEXT,
    epoch INTEGER NOT NULL,
    turn INTEGER NOT NULL,
    judged_turn INTEGER NOT NULL,
    last_sequence INTEGER NOT NULL,
    last_event INTEGER NOT NULL,
    diagnosis TEXT,
    confidence REAL,
    current_step TEXT,
    guide_problem TEXT,
    guide_step INTEGER,
    steps_tried INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    CONSTRAINT ai_sessions_within_organization UNIQUE (organization_id, session_id),
    CONSTRAINT ai_sessions_expert_is_named CHECK ((owner = 'expert') = (owner_expert_id IS NOT NULL)),
    CONSTRAINT ai_sessions_guide_is_whole CHECK ((guide_problem IS NULL) = (guide_step IS NULL))
) STRICT;

CREATE INDEX ai_sessions_of_user ON ai_sessions (organization_id, user_id, created_at);

-- For the idle timer. By creation, not by last change: see above.
CREATE INDEX ai_sessions_active ON ai_sessions (organization_id, created_at) WHERE status = 'active';

CREATE TABLE ai_messages (
    message_id TEXT NOT NULL PRIMARY KEY,
    organization_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    turn INTEGER NOT NULL,
    sender TEXT NOT NULL
        CONSTRAINT ai_messages_sender CHECK (sender IN ('user', 'assistant', 'system', 'expert')),
    content TEXT NOT NULL,
    message_type TEXT NOT NULL
        CONSTRAINT ai_messages_message_type
            CHECK (message_type IN ('text', 'voice', 'image', 'diagnostic_step', 'escalation')),
    language TEXT NOT NULL
        CONSTRAINT ai_messages_language CHECK (language IN ('en', 'el', 'ar', 'es', 'tr', 'no')),
    confidence REAL,
    model_used TEXT,
    citations TEXT,
    step_id TEXT,
    metadata TEXT,
    timestamp TEXT NOT NULL,
    CONSTRAINT ai_messages_session_sequence UNIQUE (session_id, sequence),
    CONSTRAINT ai_messages_session FOREIGN KEY (organization_id, session_id)
        REFERENCES ai_sessions (organization_id, session_id) ON DELETE CASCADE
) STRICT;

CREATE TABLE session_events (
    session_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    organization_id TEXT NOT NULL,
    kind TEXT NOT NULL
        CONSTRAINT session_events_kind CHECK (kind IN ('message', 'owner', 'ticket', 'status')),
    subject TEXT,
    at TEXT NOT NULL,
    PRIMARY KEY (session_id, number),
    CONSTRAINT session_events_session FOREIGN KEY (organization_id, session_id)
        REFERENCES ai_sessions (organization_id, session_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE troubleshooting_steps (
    step_id TEXT NOT NULL PRIMARY KEY,
    organization_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    step_number INTEGER NOT NULL,
    problem TEXT NOT NULL,
    instruction TEXT NOT NULL,
    minutes INTEGER NOT NULL,
    safety_warnings TEXT NOT NULL,
    expected_outcomes TEXT NOT NULL,
    confidence REAL NOT NULL,
    feedback TEXT,
    outcome TEXT
        CONSTRAINT troubleshooting_steps_outcome
            CHECK (outcome IN ('resolved', 'not_resolved', 'partially', 'unclear')),
    created_at TEXT NOT NULL,
    completed_at TEXT,
    CONSTRAINT troubleshooting_steps_session FOREIGN KEY (organization_id, session_id)
        REFERENCES ai_sessions (organization_id, session_id) ON DELETE CASCADE
) STRICT;

CREATE INDEX troubleshooting_steps_of_session ON troubleshooting_steps (session_id, created_at);

CREATE TABLE escalation_triggers (
    id TEXT NOT NULL PRIMARY KEY,
    organization_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    turn INTEGER NOT NULL,
    message_id TEXT,
    trigger_type TEXT NOT NULL
        CONSTRAINT escalation_triggers_trigger_type
            CHECK (trigger_type IN ('confidence_low', 'steps_exceeded', 'user_request', 'safety_concern',
                                    'expert_required', 'complex_issue', 'evaluation')),
    trigger_value REAL,
    triggered_at TEXT NOT NULL,
    escalation_decision TEXT NOT NULL
        CONSTRAINT escalation_triggers_decision
            CHECK (escalation_decision IN ('continue', 'offer', 'escalate')),
    decision_reason TEXT NOT NULL,
    evidence TEXT NOT NULL,
    requested_by TEXT,
    CONSTRAINT escalation_triggers_session FOREIGN KEY (organization_id, session_id)
        REFERENCES ai_sessions (organization_id, session_id) ON DELETE CASCADE
) STRICT;

CREATE INDEX escalation_triggers_of_session ON escalation_triggers (session_id, triggered_at);

-- One row per organization and day, updated by every escalation.
CREATE TABLE ticket_numbers (
    organization_id TEXT NOT NULL REFERENCES organizations (id) ON DELETE RESTRICT,
    day TEXT NOT NULL,
    tickets INTEGER NOT NULL,
    PRIMARY KEY (organization_id, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE support_tickets (
    id TEXT NOT NULL PRIMARY KEY,
    organization_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    ticket_number TEXT NOT NULL,
    priority TEXT NOT NULL
        CONSTRAINT support_tickets_priority CHECK (priority IN ('low', 'medium', 'high', 'urgent')),
    status TEXT NOT NULL
        CONSTRAINT support_tickets_status
            CHECK (status IN ('open', 'in_progress', 'waiting_on_user', 'resolved', 'closed')),
    escalation_reason TEXT NOT NULL
        CONSTRAINT support_tickets_escalation_reason
            CHECK (escalation_reason IN ('low_confidence', 'steps_exceeded', 'user_request',
                                         'expert_required', 'safety_concern', 'complex_issue')),
    session_summary TEXT NOT NULL,
    machine_context TEXT,
    expert_contact_info TEXT NOT NULL,
    additional_notes TEXT,
    resolution_notes TEXT,
    assigned_expert_id TEXT,
    rule_version TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    resolved_at TEXT,
    CONSTRAINT support_tickets_number UNIQUE (organization_id, ticket_number),
    CONSTRAINT support_tickets_session FOREIGN KEY (organization_id, session_id)
        REFERENCES ai_sessions (organization_id, session_id) ON DELETE RESTRICT
) STRICT;

CREATE UNIQUE INDEX support_tickets_one_open ON support_tickets (session_id)
    WHERE status IN ('open', 'in_progress', 'waiting_on_user');

CREATE INDEX support_tickets_of_session ON support_tickets (session_id, created_at);

CREATE INDEX support_tickets_newest ON support_tickets (organization_id, created_at, id);

CREATE TABLE ticket_events (
    id TEXT NOT NULL PRIMARY KEY,
    organization_id TEXT NOT NULL,
    ticket_id TEXT NOT NULL
        CONSTRAINT ticket_events_ticket REFERENCES support_tickets (id) ON DELETE CASCADE,
    kind TEXT NOT NULL
        CONSTRAINT ticket_events_kind
            CHECK (kind IN ('opened', 'status_changed', 'priority_changed', 'assigned', 'notes_added',
                            'resolution_noted')),
    actor TEXT NOT NULL,
    from_value TEXT,
    to_value TEXT,
    at TEXT NOT NULL
) STRICT;

CREATE INDEX ticket_events_of_ticket ON ticket_events (ticket_id, at);

CREATE TABLE outbox (
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

-- In the order in which waiting rows are claimed.
CREATE INDEX outbox_due ON outbox (urgent DESC, next_attempt_at, id) WHERE status = 'waiting';

CREATE INDEX outbox_by_status ON outbox (organization_id, status, created_at);

CREATE INDEX outbox_of_ticket ON outbox (ticket_id);

CREATE TABLE delivery_attempts (
    id TEXT NOT NULL PRIMARY KEY,
    organization_id TEXT NOT NULL,
    outbox_id TEXT NOT NULL
        CONSTRAINT delivery_attempts_outbox REFERENCES outbox (id) ON DELETE CASCADE,
    attempt INTEGER NOT NULL,
    recipient TEXT NOT NULL,
    outcome TEXT NOT NULL
        CONSTRAINT delivery_attempts_outcome CHECK (outcome IN ('sent', 'deferred', 'rejected')),
    detail TEXT,
    at TEXT NOT NULL
) STRICT;

CREATE INDEX delivery_attempts_of_outbox ON delivery_attempts (outbox_id, attempt);

-- One row per way of delivery. The only table without an organization: all share the mail server.
CREATE TABLE delivery_channels (
    channel TEXT NOT NULL PRIMARY KEY
        CONSTRAINT delivery_channels_channel CHECK (channel IN ('mail')),
    status TEXT NOT NULL
        CONSTRAINT delivery_channels_status CHECK (status IN ('open', 'failing', 'paused')),
    reason TEXT,
    since TEXT NOT NULL,
    probe_at TEXT
) STRICT;

CREATE TABLE idempotency_keys (
    organization_id TEXT NOT NULL,
    actor TEXT NOT NULL,
    route TEXT NOT NULL,
    session TEXT NOT NULL,
    key TEXT NOT NULL,
    fingerprint BLOB NOT NULL,
    answer_status INTEGER,
    answer_body BLOB,
    running_session_id TEXT,
    running_turn INTEGER,
    running_message_id TEXT,
    deadline TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (organization_id, actor, route, session, key),
    CONSTRAINT idempotency_keys_answer_is_whole
        CHECK ((answer_status IS NULL) = (answer_body IS NULL)),
    CONSTRAINT idempotency_keys_turn_is_whole
        CHECK ((running_session_id IS NULL) = (running_turn IS NULL)
           AND (running_session_id IS NULL) = (running_message_id IS NULL))
) STRICT;

CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);

CREATE TABLE users (
    organization_id TEXT NOT NULL REFERENCES organizations (id) ON DELETE RESTRICT,
    user_id TEXT NOT NULL,
    name TEXT,
    email TEXT,
    organization_name TEXT,
    role TEXT,
    language TEXT
        CONSTRAINT users_language CHECK (language IN ('en', 'el', 'ar', 'es', 'tr', 'no')),
    updated_at TEXT NOT NULL,
    PRIMARY KEY (organization_id, user_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE machines (
    organization_id TEXT NOT NULL REFERENCES organizations (id) ON DELETE RESTRICT,
    machine_id TEXT NOT NULL,
    name TEXT,
    model TEXT,
    serial TEXT,
    hours REAL,
    location TEXT,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (organization_id, machine_id)
) STRICT, WITHOUT ROWID;
