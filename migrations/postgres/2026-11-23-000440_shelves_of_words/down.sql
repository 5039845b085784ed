DROP TABLE ticket_words;
CREATE TABLE ticket_words (
    number bigint PRIMARY KEY
        CONSTRAINT ticket_words_search REFERENCES ticket_search (number) ON DELETE CASCADE,
    own tsvector NOT NULL,
    words tsvector NOT NULL
);
CREATE INDEX ticket_words_own ON ticket_words USING gin (own);
CREATE INDEX ticket_words_all ON ticket_words USING gin (words);
UPDATE ticket_search SET is_stale = TRUE;
