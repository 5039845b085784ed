-- A session is looked up by its id within its organization. While a table has no statistics yet, PostgreSQL may
-- choose any index that begins with the organization for that, and reads every session of it. So this one begins
-- with the user.
DROP INDEX ai_sessions_of_user;
CREATE INDEX ai_sessions_of_user ON ai_sessions (user_id, organization_id, created_at);
