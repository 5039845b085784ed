-- A measure looks at some parts of the facts: each part of a day lies by itself. What was packed is packed anew.

DROP TABLE insight_days;

CREATE TABLE insight_days (
    organization_id TEXT NOT NULL REFERENCES organizations (id) ON DELETE RESTRICT,
    part TEXT NOT NULL,
    -- Of UTC, counted from 1970-01-01. A day whose part 'sessions' is not here is read in insight_sessions.
    day INTEGER NOT NULL,
    -- How the facts are packed; what another version has packed is not read.
    layout INTEGER NOT NULL,
    facts BLOB NOT NULL,
    PRIMARY KEY (organization_id, part, day)
) STRICT;
