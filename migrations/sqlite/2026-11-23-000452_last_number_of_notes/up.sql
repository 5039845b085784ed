-- The number of a note is still never given out twice, and a turn pays nothing for it: whoever forgets the last note
-- leaves its number behind, as a row of nobody, where AUTOINCREMENT writes a page of its own for each new note.

CREATE TABLE numbered (
    number INTEGER NOT NULL PRIMARY KEY,
    organization_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    seen_version INTEGER
) STRICT;
INSERT INTO numbered SELECT number, organization_id, session_id, seen_version FROM insight_changes;
INSERT INTO numbered
SELECT seq, '', '', 0 FROM sqlite_sequence
WHERE name = 'insight_changes' AND seq > COALESCE((SELECT max(number) FROM insight_changes), 0);
DROP TABLE insight_changes;
ALTER TABLE numbered RENAME TO insight_changes;

CREATE TRIGGER last_number_of_notes AFTER DELETE ON insight_changes
WHEN OLD.number > COALESCE((SELECT max(number) FROM insight_changes), 0)
BEGIN
    DELETE FROM insight_changes WHERE organization_id = '';
    INSERT INTO insight_changes (number, organization_id, session_id, seen_version) VALUES (OLD.number, '', '', 0);
END;
