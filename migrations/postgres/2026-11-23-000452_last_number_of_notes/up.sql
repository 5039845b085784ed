-- The numbers of notes come from an identity column, which gives none out twice and costs a turn next to nothing.
SELECT 1;
