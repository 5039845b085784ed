DROP INDEX ai_sessions_of_user;
CREATE INDEX ai_sessions_of_user ON ai_sessions (organization_id, user_id, created_at);
