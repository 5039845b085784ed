-- What the processes on this database tell each other about what goes on right now: one row for each process and session,
-- worth nothing after `until`, and forgotten then. They refer to nothing, because they are a record of nothing, and
-- whatever they say may be lost with a crash.
-- A process says about itself that it looks at signs; the session is nil then.

CREATE UNLOGGED TABLE live_signs (
    session_id uuid NOT NULL,
    process uuid NOT NULL,
    said text NOT NULL CONSTRAINT live_signs_short CHECK (length(said) <= 4000),
    until timestamptz NOT NULL,
    PRIMARY KEY (session_id, process)
);
