-- Open tickets are counted from the index alone: it has all that they are counted by. SQLite does not take a generated
-- column from an index, so the priority is in it beside the urgency.

DROP INDEX support_tickets_open_newest;

CREATE INDEX support_tickets_open_newest
    ON support_tickets (organization_id, created_at, id, urgency, status, assigned_expert_id, escalation_reason,
                        language, category, priority, machine_model, assigned_expert_name)
    WHERE status IN ('open', 'in_progress', 'waiting_on_user');

-- Which state they are in is seen without reading the tickets: an expert may have many, and hardly any in one state.
DROP INDEX support_tickets_of_expert;

CREATE INDEX support_tickets_of_expert ON support_tickets (organization_id, assigned_expert_id, created_at, id, status)
    WHERE assigned_expert_id IS NOT NULL;
