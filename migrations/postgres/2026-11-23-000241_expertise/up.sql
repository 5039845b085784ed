-- What experts know and have written down, and what they say about the assistant's answers.

CREATE TABLE expert_knowledge (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE RESTRICT,
    expert_user_id text NOT NULL,
    author text NOT NULL,
    -- The number of the ticket whose solution it was drafted from.
    origin_ticket text,
    problem_description text NOT NULL,
    solution text NOT NULL,
    machine_version text,
    tags jsonb NOT NULL,
    metadata json,
    language text NOT NULL
        CONSTRAINT expert_knowledge_language CHECK (language IN ('en', 'el', 'ar', 'es', 'tr', 'no')),
    verified_by text,
    verified_at timestamptz,
    version bigint NOT NULL CONSTRAINT expert_knowledge_version CHECK (version > 0),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT expert_knowledge_verified_whole CHECK ((verified_by IS NULL) = (verified_at IS NULL))
);

CREATE INDEX expert_knowledge_newest ON expert_knowledge (created_at, id);

CREATE TABLE expert_feedback (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL,
    session_id uuid NOT NULL,
    message_id uuid,
    expert_user_id text NOT NULL,
    feedback_type text NOT NULL
        CONSTRAINT expert_feedback_type CHECK (feedback_type IN ('accuracy', 'completeness', 'safety', 'improvement')),
    rating integer NOT NULL CONSTRAINT expert_feedback_rating CHECK (rating BETWEEN 1 AND 5),
    feedback_text text,
    suggested_improvement text,
    created_at timestamptz NOT NULL,
    CONSTRAINT expert_feedback_session FOREIGN KEY (organization_id, session_id)
        REFERENCES ai_sessions (organization_id, session_id) ON DELETE CASCADE
);

CREATE INDEX expert_feedback_of_session ON expert_feedback (session_id, created_at);
