-- A database that has counted nothing yet chooses the index of which most columns are given. So that it is the one that
-- finds the tickets of a session, or those of the queue with one priority, these hold all that is given.

DROP INDEX support_tickets_of_session;
CREATE INDEX support_tickets_of_session ON support_tickets (session_id, organization_id, created_at, id);

DROP INDEX support_tickets_queue;
CREATE INDEX support_tickets_queue ON support_tickets (organization_id, status, priority, created_at, id)
WHERE status = 'open';
