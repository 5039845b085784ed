DROP TABLE ticket_words;
CREATE VIRTUAL TABLE ticket_words USING fts5 (own, said, content = '', contentless_delete = 1, tokenize = 'ascii');
UPDATE ticket_search SET is_stale = 1;
