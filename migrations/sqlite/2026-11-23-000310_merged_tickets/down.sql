DROP INDEX ai_sessions_served;
ALTER TABLE ai_sessions DROP COLUMN served_by;
DROP INDEX support_tickets_parts;
ALTER TABLE support_tickets DROP COLUMN merged_into;
