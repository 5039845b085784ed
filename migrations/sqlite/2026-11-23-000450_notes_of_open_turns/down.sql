ALTER TABLE insight_changes DROP COLUMN seen_version;
