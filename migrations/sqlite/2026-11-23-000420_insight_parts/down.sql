DROP TABLE insight_days;

-- The facts of whole days, packed, so that long periods are read quickly. They repeat insight_sessions: a day that is not
-- here is read there.

CREATE TABLE insight_days (
    organization_id TEXT NOT NULL REFERENCES organizations (id) ON DELETE RESTRICT,
    -- Of UTC, counted from 1970-01-01.
    day INTEGER NOT NULL,
    -- How the facts are packed; what another version has packed is not read.
    layout INTEGER NOT NULL,
    facts BLOB NOT NULL,
    PRIMARY KEY (organization_id, day)
) STRICT;
