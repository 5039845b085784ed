-- What the processes on this database tell each other about what goes on right now: one row for each process and session,
-- worth nothing after `until`, and forgotten then. They refer to nothing, because they are a record of nothing.
-- A process says about itself that it looks at signs; the session is nil then.

CREATE TABLE live_signs (
    session_id TEXT NOT NULL,
    process TEXT NOT NULL,
    said TEXT NOT NULL CONSTRAINT live_signs_short CHECK (length(said) <= 4000),
    until TEXT NOT NULL,
    PRIMARY KEY (session_id, process)
) STRICT;
