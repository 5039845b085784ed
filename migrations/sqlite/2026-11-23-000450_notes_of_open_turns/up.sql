-- While a turn is open, a note stands that its session has changed: closing it needs no other. Once facts have been derived
-- in the middle of the turn, the note has the session's version of then, and says nothing new until that is another.

ALTER TABLE insight_changes ADD COLUMN seen_version INTEGER;

INSERT INTO insight_changes (organization_id, session_id)
SELECT organization_id, session_id FROM ai_sessions
WHERE status = 'active' AND owner = 'assistant' AND judged_turn < turn;
