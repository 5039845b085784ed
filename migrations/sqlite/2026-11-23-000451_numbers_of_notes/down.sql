CREATE TABLE numbered (
    number INTEGER NOT NULL PRIMARY KEY,
    organization_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    seen_version INTEGER
) STRICT;
INSERT INTO numbered SELECT number, organization_id, session_id, seen_version FROM insight_changes;
DROP TABLE insight_changes;
ALTER TABLE numbered RENAME TO insight_changes;
