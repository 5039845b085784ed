-- Each word is kept with the shelf of its ticket before it, the ticket's number divided by 16384 (see
-- `persistence/src/ticket_search/shelf.rs`), and with whether the ticket itself holds it (y) or it was said (z).

CREATE VIRTUAL TABLE ticket_words_on_shelves
    USING fts5 (words, content = '', contentless_delete = 1, tokenize = 'ascii');

CREATE VIRTUAL TABLE temp.ticket_words_before USING fts5vocab (main, ticket_words, instance);

INSERT INTO ticket_words_on_shelves (rowid, words)
SELECT doc, group_concat(
    CASE term WHEN '¦' THEN term
              ELSE printf('%x', doc >> 14) || CASE col WHEN 'own' THEN 'y' ELSE 'z' END || term END,
    ' ' ORDER BY col, "offset")
FROM temp.ticket_words_before
GROUP BY doc;

DROP TABLE temp.ticket_words_before;
DROP TABLE ticket_words;
ALTER TABLE ticket_words_on_shelves RENAME TO ticket_words;
