DROP INDEX support_tickets_queue;
CREATE INDEX support_tickets_queue ON support_tickets (organization_id, priority, created_at, id)
WHERE status = 'open';

DROP INDEX support_tickets_of_session;
CREATE INDEX support_tickets_of_session ON support_tickets (session_id, created_at);
