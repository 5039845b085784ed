-- Each word is kept with the shelf of its ticket before it, the ticket's number divided by 16384 (see
-- `persistence/src/ticket_search/shelf.rs`), and with whether the ticket itself holds it (y) or it was said (z).

CREATE TABLE ticket_words_on_shelves (
    number bigint NOT NULL,
    words tsvector NOT NULL
);

-- The ticket's own words have the first positions.
INSERT INTO ticket_words_on_shelves (number, words)
SELECT w.number, coalesce(string_agg(format('''%s%s%s'':%s', to_hex(w.number >> 14), u.sign, u.lexeme, u.positions), ' '), '')::tsvector
FROM ticket_words w
CROSS JOIN LATERAL (SELECT coalesce(max(p), 0) AS own FROM unnest(w.own) o, unnest(o.positions) p) AS last
LEFT JOIN LATERAL (
    SELECT o.lexeme, CASE WHEN p <= last.own THEN 'y' ELSE 'z' END AS sign, string_agg(p::text, ',') AS positions
    FROM unnest(w.words) o, unnest(o.positions) p
    GROUP BY 1, 2
) AS u ON true
GROUP BY w.number;

DROP TABLE ticket_words;
ALTER TABLE ticket_words_on_shelves RENAME TO ticket_words;
ALTER TABLE ticket_words
    ADD PRIMARY KEY (number),
    ADD CONSTRAINT ticket_words_search FOREIGN KEY (number) REFERENCES ticket_search (number) ON DELETE CASCADE;

-- New words go into the index at once: those on a list aside would be read again for each shelf.
CREATE INDEX ticket_words_all ON ticket_words USING gin (words) WITH (fastupdate = off);
