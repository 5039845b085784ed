DROP INDEX support_tickets_answered;
DROP INDEX support_tickets_queue;
