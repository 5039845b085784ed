-- The numbers of notes come from an identity column, which gives none out twice; on SQLite they do since this migration.
SELECT 1;
