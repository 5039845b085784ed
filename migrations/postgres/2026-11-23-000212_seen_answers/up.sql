-- The highest number of a message that a stream of the user has delivered, where somebody waits to know: a mail about
-- an answer is not needed any more then. No change of the session: nobody is told of it.
ALTER TABLE ai_sessions ADD COLUMN user_seen bigint NOT NULL DEFAULT 0;
