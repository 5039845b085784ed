ALTER TABLE ai_sessions DROP COLUMN user_seen;
