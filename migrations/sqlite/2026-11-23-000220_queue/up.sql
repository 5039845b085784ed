-- What the queue is chosen by, on the ticket itself: what its session, its user and its machine were when it was made.

ALTER TABLE support_tickets ADD COLUMN language TEXT NOT NULL DEFAULT 'en'
    CONSTRAINT support_tickets_language CHECK (language IN ('en', 'el', 'ar', 'es', 'tr', 'no'));
ALTER TABLE support_tickets ADD COLUMN category TEXT
    CONSTRAINT support_tickets_category
        CHECK (category IN ('electrical', 'hydraulic', 'mechanical', 'control', 'other'));
ALTER TABLE support_tickets ADD COLUMN user_id TEXT NOT NULL DEFAULT '';
ALTER TABLE support_tickets ADD COLUMN user_name TEXT;
ALTER TABLE support_tickets ADD COLUMN organization_name TEXT;
ALTER TABLE support_tickets ADD COLUMN machine_id TEXT;
ALTER TABLE support_tickets ADD COLUMN machine_model TEXT;
-- The order of the queue: the most urgent first.
ALTER TABLE support_tickets ADD COLUMN urgency INTEGER
    GENERATED ALWAYS AS (CASE priority WHEN 'urgent' THEN 0 WHEN 'high' THEN 1 WHEN 'medium' THEN 2 ELSE 3 END)
    VIRTUAL;

UPDATE support_tickets
SET language = s.language,
    category = s.diagnosis ->> '$.category',
    user_id = s.user_id,
    machine_id = s.machine_id,
    machine_model = machine_context ->> '$.model'
FROM ai_sessions s
WHERE s.session_id = support_tickets.session_id;

UPDATE support_tickets
SET user_name = u.name, organization_name = u.organization_name
FROM users u
WHERE u.organization_id = support_tickets.organization_id AND u.user_id = support_tickets.user_id;

-- A page of the queue costs the same however many tickets there are: each of these finds the tickets with one value
-- of a column in the order of a page. Open tickets are few among all, and most looks are at them, so two indexes of
-- their own also hold what is usually asked of them.
CREATE INDEX support_tickets_open_newest
    ON support_tickets (organization_id, created_at, id, urgency, status, assigned_expert_id, escalation_reason,
                        language, category)
    WHERE status IN ('open', 'in_progress', 'waiting_on_user');
CREATE INDEX support_tickets_open_urgency
    ON support_tickets (organization_id, urgency, created_at, id, status, assigned_expert_id, escalation_reason,
                        language, category)
    WHERE status IN ('open', 'in_progress', 'waiting_on_user');
CREATE INDEX support_tickets_by_urgency ON support_tickets (organization_id, urgency, created_at, id);
CREATE INDEX support_tickets_by_status ON support_tickets (organization_id, status, created_at, id);
CREATE INDEX support_tickets_by_reason ON support_tickets (organization_id, escalation_reason, created_at, id);
CREATE INDEX support_tickets_by_language ON support_tickets (organization_id, language, created_at, id);
CREATE INDEX support_tickets_by_category ON support_tickets (organization_id, category, created_at, id)
    WHERE category IS NOT NULL;
CREATE INDEX support_tickets_of_user ON support_tickets (organization_id, user_id, created_at, id);
CREATE INDEX support_tickets_of_company ON support_tickets (organization_id, organization_name, created_at, id)
    WHERE organization_name IS NOT NULL;
CREATE INDEX support_tickets_of_machine ON support_tickets (organization_id, machine_id, created_at, id)
    WHERE machine_id IS NOT NULL;
CREATE INDEX support_tickets_of_model ON support_tickets (organization_id, machine_model, created_at, id)
    WHERE machine_model IS NOT NULL;
CREATE INDEX support_tickets_of_expert ON support_tickets (organization_id, assigned_expert_id, created_at, id)
    WHERE assigned_expert_id IS NOT NULL;
CREATE INDEX support_tickets_of_nobody ON support_tickets (organization_id, created_at, id)
    WHERE assigned_expert_id IS NULL;
