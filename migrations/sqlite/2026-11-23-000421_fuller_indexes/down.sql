DROP INDEX support_tickets_open_newest;

CREATE INDEX support_tickets_open_newest
    ON support_tickets (organization_id, created_at, id, urgency, status, assigned_expert_id, escalation_reason,
                        language, category)
    WHERE status IN ('open', 'in_progress', 'waiting_on_user');

DROP INDEX support_tickets_of_expert;

CREATE INDEX support_tickets_of_expert ON support_tickets (organization_id, assigned_expert_id, created_at, id)
    WHERE assigned_expert_id IS NOT NULL;
