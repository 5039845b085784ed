-- Whether a session of several tickets was solved without an expert follows from all of them now.
INSERT INTO insight_changes (organization_id, session_id)
SELECT organization_id, session_id FROM ai_sessions
WHERE session_id IN (SELECT session_id FROM support_tickets GROUP BY session_id HAVING COUNT(*) > 1);
