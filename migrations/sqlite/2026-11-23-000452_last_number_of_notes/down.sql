CREATE TABLE numbered (
    number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    organization_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    seen_version INTEGER
) STRICT;
INSERT INTO numbered SELECT number, organization_id, session_id, seen_version FROM insight_changes;
DELETE FROM numbered WHERE organization_id = '';
DROP TABLE insight_changes;
ALTER TABLE numbered RENAME TO insight_changes;
