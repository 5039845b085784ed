-- Sessions, what is said in them, the tickets they become, and the notifications that are owed.
--
-- Delete rules: what is part of a session goes with it; a ticket is a record of work, so a session that
-- became one cannot be deleted before somebody has decided about the ticket. Parts name their session
-- together with the organization, so that no row can belong to another tenant's session. Ids that only
-- point across (a step, a judged message) carry no foreign key: nothing deletes their targets alone, and
-- every key is one more look-up in every turn.

CREATE TABLE organizations (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    time_zone text NOT NULL
);

INSERT INTO organizations (id, name, time_zone)
VALUES ('00000000-0000-0000-0000-000000000001', 'Default', 'UTC');

-- Room is left in each page because every turn updates its session; no index names a column that a turn
-- changes, so those updates stay within the page.
CREATE TABLE ai_sessions (
    session_id uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE RESTRICT,
    user_id text NOT NULL,
    machine_id text,
    status text NOT NULL
        CONSTRAINT ai_sessions_status CHECK (status IN ('active', 'completed', 'escalated', 'abandoned')),
    language text NOT NULL
        CONSTRAINT ai_sessions_language CHECK (language IN ('en', 'el', 'ar', 'es', 'tr', 'no')),
    problem_description text,
    resolution_summary text,
    metadata json,
    imported_context json,
    owner text NOT NULL
        CONSTRAINT ai_sessions_owner CHECK (owner IN ('assistant', 'queue', 'expert')),
    owner_expert_id text,
    epoch bigint NOT NULL,
    turn bigint NOT NULL,
    judged_turn bigint NOT NULL,
    last_sequence bigint NOT NULL,
    last_event bigint NOT NULL,
    diagnosis jsonb,
    confidence double precision,
    current_step uuid,
    guide_problem text,
    guide_step bigint,
    steps_tried bigint NOT NULL,
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT ai_sessions_within_organization UNIQUE (organization_id, session_id),
    CONSTRAINT ai_sessions_expert_is_named CHECK ((owner = 'expert') = (owner_expert_id IS NOT NULL)),
    CONSTRAINT ai_sessions_guide_is_whole CHECK ((guide_problem IS NULL) = (guide_step IS NULL))
) WITH (fillfactor = 75);

CREATE INDEX ai_sessions_of_user ON ai_sessions (organization_id, user_id, created_at);

-- For the idle timer. By creation, not by last change: see above.
CREATE INDEX ai_sessions_active ON ai_sessions (organization_id, created_at) WHERE status = 'active';

CREATE TABLE ai_messages (
    message_id uuid PRIMARY KEY,
    organization_id uuid NOT NULL,
    session_id uuid NOT NULL,
    sequence bigint NOT NULL,
    turn bigint NOT NULL,
    sender text NOT NULL
        CONSTRAINT ai_messages_sender CHECK (sender IN ('user', 'assistant', 'system', 'expert')),
    content text NOT NULL,
    message_type text NOT NULL
        CONSTRAINT ai_messages_message_type
            CHECK (message_type IN ('text', 'voice', 'image', 'diagnostic_step', 'escalation')),
    language text NOT NULL
        CONSTRAINT ai_messages_language CHECK (language IN ('en', 'el', 'ar', 'es', 'tr', 'no')),
    confidence double precision,
    model_used text,
    citations jsonb,
    step_id uuid,
    metadata json,
    timestamp timestamptz NOT NULL,
    CONSTRAINT ai_messages_session_sequence UNIQUE (session_id, sequence),
    CONSTRAINT ai_messages_session FOREIGN KEY (organization_id, session_id)
        REFERENCES ai_sessions (organization_id, session_id) ON DELETE CASCADE
);

CREATE TABLE session_events (
    session_id uuid NOT NULL,
    number bigint NOT NULL,
    organization_id uuid NOT NULL,
    kind text NOT NULL
        CONSTRAINT session_events_kind CHECK (kind IN ('message', 'owner', 'ticket', 'status')),
    subject uuid,
    at timestamptz NOT NULL,
    PRIMARY KEY (session_id, number),
    CONSTRAINT session_events_session FOREIGN KEY (organization_id, session_id)
        REFERENCES ai_sessions (organization_id, session_id) ON DELETE CASCADE
);

CREATE TABLE troubleshooting_steps (
    step_id uuid PRIMARY KEY,
    organization_id uuid NOT NULL,
    session_id uuid NOT NULL,
    step_number bigint NOT NULL,
    problem text NOT NULL,
    instruction text NOT NULL,
    minutes bigint NOT NULL,
    safety_warnings jsonb NOT NULL,
    expected_outcomes jsonb NOT NULL,
    confidence double precision NOT NULL,
    feedback text,
    outcome text
        CONSTRAINT troubleshooting_steps_outcome
            CHECK (outcome IN ('resolved', 'not_resolved', 'partially', 'unclear')),
    created_at timestamptz NOT NULL,
    completed_at timestamptz,
    CONSTRAINT troubleshooting_steps_session FOREIGN KEY (organization_id, session_id)
        REFERENCES ai_sessions (organization_id, session_id) ON DELETE CASCADE
);

CREATE INDEX troubleshooting_steps_of_session ON troubleshooting_steps (session_id, created_at);

CREATE TABLE escalation_triggers (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL,
    session_id uuid NOT NULL,
    turn bigint NOT NULL,
    message_id uuid,
    trigger_type text NOT NULL
        CONSTRAINT escalation_triggers_trigger_type
            CHECK (trigger_type IN ('confidence_low', 'steps_exceeded', 'user_request', 'safety_concern',
                                    'expert_required', 'complex_issue', 'evaluation')),
    trigger_value double precision,
    triggered_at timestamptz NOT NULL,
    escalation_decision text NOT NULL
        CONSTRAINT escalation_triggers_decision
            CHECK (escalation_decision IN ('continue', 'offer', 'escalate')),
    decision_reason text NOT NULL,
    evidence jsonb NOT NULL,
    requested_by text,
    CONSTRAINT escalation_triggers_session FOREIGN KEY (organization_id, session_id)
        REFERENCES ai_sessions (organization_id, session_id) ON DELETE CASCADE
);

CREATE INDEX escalation_triggers_of_session ON escalation_triggers (session_id, triggered_at);

-- One row per organization and day, updated by every escalation: it gets a page to itself, nearly.
CREATE TABLE ticket_numbers (
    organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE RESTRICT,
    day date NOT NULL,
    tickets bigint NOT NULL,
    PRIMARY KEY (organization_id, day)
) WITH (fillfactor = 10);

CREATE TABLE support_tickets (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL,
    session_id uuid NOT NULL,
    ticket_number text NOT NULL,
    priority text NOT NULL
        CONSTRAINT support_tickets_priority CHECK (priority IN ('low', 'medium', 'high', 'urgent')),
    status text NOT NULL
        CONSTRAINT support_tickets_status
            CHECK (status IN ('open', 'in_progress', 'waiting_on_user', 'resolved', 'closed')),
    escalation_reason text NOT NULL
        CONSTRAINT support_tickets_escalation_reason
            CHECK (escalation_reason IN ('low_confidence', 'steps_exceeded', 'user_request',
                                         'expert_required', 'safety_concern', 'complex_issue')),
    session_summary text NOT NULL,
    machine_context jsonb,
    expert_contact_info jsonb NOT NULL,
    additional_notes text,
    resolution_notes text,
    assigned_expert_id text,
    rule_version text NOT NULL,
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    resolved_at timestamptz,
    CONSTRAINT support_tickets_number UNIQUE (organization_id, ticket_number),
    CONSTRAINT support_tickets_session FOREIGN KEY (organization_id, session_id)
        REFERENCES ai_sessions (organization_id, session_id) ON DELETE RESTRICT
);

CREATE UNIQUE INDEX support_tickets_one_open ON support_tickets (session_id)
    WHERE status IN ('open', 'in_progress', 'waiting_on_user');

CREATE INDEX support_tickets_of_session ON support_tickets (session_id, created_at);

CREATE INDEX support_tickets_newest ON support_tickets (organization_id, created_at, id);

CREATE TABLE ticket_events (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL,
    ticket_id uuid NOT NULL
        CONSTRAINT ticket_events_ticket REFERENCES support_tickets (id) ON DELETE CASCADE,
    kind text NOT NULL
        CONSTRAINT ticket_events_kind
            CHECK (kind IN ('opened', 'status_changed', 'priority_changed', 'assigned', 'notes_added',
                            'resolution_noted')),
    actor text NOT NULL,
    from_value text,
    to_value text,
    at timestamptz NOT NULL
);

CREATE INDEX ticket_events_of_ticket ON ticket_events (ticket_id, at);

CREATE TABLE outbox (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL,
    ticket_id uuid NOT NULL
        CONSTRAINT outbox_ticket REFERENCES support_tickets (id) ON DELETE CASCADE,
    kind text NOT NULL
        CONSTRAINT outbox_kind
            CHECK (kind IN ('support_ticket_opened', 'support_ticket_updated', 'user_ticket_opened')),
    urgent boolean NOT NULL,
    note text,
    status text NOT NULL
        CONSTRAINT outbox_status CHECK (status IN ('waiting', 'sent', 'dead')),
    attempts integer NOT NULL,
    next_attempt_at timestamptz NOT NULL,
    lease_until timestamptz,
    last_error text,
    created_at timestamptz NOT NULL,
    renewed_at timestamptz NOT NULL,
    finished_at timestamptz
) WITH (fillfactor = 75);

-- In the order in which waiting rows are claimed.
CREATE INDEX outbox_due ON outbox (urgent DESC, next_attempt_at, id) WHERE status = 'waiting';

CREATE INDEX outbox_by_status ON outbox (organization_id, status, created_at);

CREATE INDEX outbox_of_ticket ON outbox (ticket_id);

CREATE TABLE delivery_attempts (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL,
    outbox_id uuid NOT NULL
        CONSTRAINT delivery_attempts_outbox REFERENCES outbox (id) ON DELETE CASCADE,
    attempt integer NOT NULL,
    recipient text NOT NULL,
    outcome text NOT NULL
        CONSTRAINT delivery_attempts_outcome CHECK (outcome IN ('sent', 'deferred', 'rejected')),
    detail text,
    at timestamptz NOT NULL
);

CREATE INDEX delivery_attempts_of_outbox ON delivery_attempts (outbox_id, attempt);

-- One row per way of delivery. The only table without an organization: all share the mail server.
CREATE TABLE delivery_channels (
    channel text PRIMARY KEY
        CONSTRAINT delivery_channels_channel CHECK (channel IN ('mail')),
    status text NOT NULL
        CONSTRAINT delivery_channels_status CHECK (status IN ('open', 'failing', 'paused')),
    reason text,
    since timestamptz NOT NULL,
    probe_at timestamptz
);

CREATE TABLE idempotency_keys (
    organization_id uuid NOT NULL,
    actor text NOT NULL,
    route text NOT NULL,
    session text NOT NULL,
    key text NOT NULL,
    fingerprint bytea NOT NULL,
    answer_status integer,
    answer_body bytea,
    running_session_id uuid,
    running_turn bigint,
    running_message_id uuid,
    deadline timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (organization_id, actor, route, session, key),
    CONSTRAINT idempotency_keys_answer_is_whole
        CHECK ((answer_status IS NULL) = (answer_body IS NULL)),
    CONSTRAINT idempotency_keys_turn_is_whole
        CHECK ((running_session_id IS NULL) = (running_turn IS NULL)
           AND (running_session_id IS NULL) = (running_message_id IS NULL))
);

CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);

CREATE TABLE users (
    organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE RESTRICT,
    user_id text NOT NULL,
    name text,
    email text,
    organization_name text,
    role text,
    language text
        CONSTRAINT users_language CHECK (language IN ('en', 'el', 'ar', 'es', 'tr', 'no')),
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (organization_id, user_id)
);

CREATE TABLE machines (
    organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE RESTRICT,
    machine_id text NOT NULL,
    name text,
    model text,
    serial text,
    hours double precision,
    location text,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (organization_id, machine_id)
);
