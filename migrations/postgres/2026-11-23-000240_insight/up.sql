-- What figures rest on: facts of each session, derived from its rows and kept.
--
-- Whoever changes a session adds a line to the changes, in the same transaction. They are a list and not a mark on the
-- session, because a line at the end of a table is the cheapest thing that a turn can write. A line goes when the facts
-- have been derived from rows that show the change.

CREATE TABLE insight_changes (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organization_id uuid NOT NULL,
    session_id uuid NOT NULL
);

INSERT INTO insight_changes (organization_id, session_id)
SELECT organization_id, session_id FROM ai_sessions ORDER BY created_at, session_id;

CREATE TABLE insight_states (
    organization_id uuid PRIMARY KEY REFERENCES organizations (id) ON DELETE RESTRICT,
    revision bigint NOT NULL CONSTRAINT insight_states_revision CHECK (revision > 0),
    as_of timestamptz
);

CREATE TABLE insight_sessions (
    session_id uuid PRIMARY KEY,
    organization_id uuid NOT NULL,
    -- Of the session, as it was when the facts were derived.
    version bigint NOT NULL,
    -- Of the organization's facts, when these were kept.
    revision bigint NOT NULL,
    opened_at timestamptz NOT NULL,
    facts text NOT NULL,
    CONSTRAINT insight_sessions_session FOREIGN KEY (organization_id, session_id)
        REFERENCES ai_sessions (organization_id, session_id) ON DELETE CASCADE
);

CREATE INDEX insight_sessions_opened ON insight_sessions (opened_at, organization_id);
