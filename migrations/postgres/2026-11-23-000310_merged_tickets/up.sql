-- A ticket that was merged is part of another, which serves its session too.

ALTER TABLE support_tickets ADD COLUMN merged_into uuid
    CONSTRAINT support_tickets_merged_into REFERENCES support_tickets (id) ON DELETE SET NULL;
CREATE INDEX support_tickets_parts ON support_tickets (merged_into) WHERE merged_into IS NOT NULL;

-- The ticket of another session that serves this one; its own where it is null.
ALTER TABLE ai_sessions ADD COLUMN served_by uuid
    CONSTRAINT ai_sessions_served_by REFERENCES support_tickets (id) ON DELETE SET NULL;
CREATE INDEX ai_sessions_served ON ai_sessions (served_by) WHERE served_by IS NOT NULL;
