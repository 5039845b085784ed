-- The queue in its order (each priority by age), and how long answers have taken, each from an index alone.

CREATE INDEX support_tickets_queue ON support_tickets (organization_id, priority, created_at, id)
WHERE status = 'open';

CREATE INDEX support_tickets_answered ON support_tickets (organization_id, first_answer_at, created_at, priority)
WHERE first_answer_at IS NOT NULL;
