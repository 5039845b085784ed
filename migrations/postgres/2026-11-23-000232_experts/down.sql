DROP TABLE experts;
ALTER TABLE ticket_events DROP COLUMN reason;
