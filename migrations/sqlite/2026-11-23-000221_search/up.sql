-- Which tickets can be found by words, in the order in which they were made, and whether their words are kept as they
-- are now. The tickets and messages are the truth: everything here can be made anew from them.

CREATE TABLE ticket_search (
    number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    organization_id TEXT NOT NULL REFERENCES organizations (id) ON DELETE RESTRICT,
    ticket_id TEXT NOT NULL
        CONSTRAINT ticket_search_ticket REFERENCES support_tickets (id) ON DELETE CASCADE,
    session_id TEXT NOT NULL,
    is_stale INTEGER NOT NULL DEFAULT 1 CONSTRAINT ticket_search_is_stale CHECK (is_stale IN (0, 1)),
    CONSTRAINT ticket_search_once UNIQUE (ticket_id)
) STRICT;

CREATE INDEX ticket_search_of_session ON ticket_search (session_id);
CREATE INDEX ticket_search_stale ON ticket_search (number) WHERE is_stale;

INSERT INTO ticket_search (organization_id, ticket_id, session_id)
SELECT organization_id, id, session_id FROM support_tickets ORDER BY created_at, id;

-- The folded words, by number: of the ticket itself, and of the conversation. Only the index is kept, not the words.
-- They are folded and cut before they come here, so the tokenizer has nothing to do but to cut at blanks.
CREATE VIRTUAL TABLE ticket_words USING fts5 (own, said, content = '', contentless_delete = 1, tokenize = 'ascii');
