-- What experts know and have written down, and what they say about the assistant's answers.

CREATE TABLE expert_knowledge (
    id TEXT NOT NULL PRIMARY KEY,
    organization_id TEXT NOT NULL REFERENCES organizations (id) ON DELETE RESTRICT,
    expert_user_id TEXT NOT NULL,
    author TEXT NOT NULL,
    -- The number of the ticket whose solution it was drafted from.
    origin_ticket TEXT,
    problem_description TEXT NOT NULL,
    solution TEXT NOT NULL,
    machine_version TEXT,
    tags TEXT NOT NULL,
    metadata TEXT,
    language TEXT NOT NULL
        CONSTRAINT expert_knowledge_language CHECK (language IN ('en', 'el', 'ar', 'es', 'tr', 'no')),
    verified_by TEXT,
    verified_at TEXT,
    version INTEGER NOT NULL CONSTRAINT expert_knowledge_version CHECK (version > 0),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    CONSTRAINT expert_knowledge_verified_whole CHECK ((verified_by IS NULL) = (verified_at IS NULL))
) STRICT;

CREATE INDEX expert_knowledge_newest ON expert_knowledge (created_at, id);

CREATE TABLE expert_feedback (
    id TEXT NOT NULL PRIMARY KEY,
    organization_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    message_id TEXT,
    expert_user_id TEXT NOT NULL,
    feedback_type TEXT NOT NULL
        CONSTRAINT expert_feedback_type CHECK (feedback_type IN ('accuracy', 'completeness', 'safety', 'improvement')),
    rating INTEGER NOT NULL CONSTRAINT expert_feedback_rating CHECK (rating BETWEEN 1 AND 5),
    feedback_text TEXT,
    suggested_improvement TEXT,
    created_at TEXT NOT NULL,
    CONSTRAINT expert_feedback_session FOREIGN KEY (organization_id, session_id)
        REFERENCES ai_sessions (organization_id, session_id) ON DELETE CASCADE
) STRICT;

CREATE INDEX expert_feedback_of_session ON expert_feedback (session_id, created_at);
