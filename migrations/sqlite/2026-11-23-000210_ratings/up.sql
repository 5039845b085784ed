-- How users found the help they got. One rating for each of the three kinds of help within a session: the latest
-- word about the assistant, about being handed over, and about the expert.

CREATE TABLE session_ratings (
    session_id TEXT NOT NULL,
    about TEXT NOT NULL
        CONSTRAINT session_ratings_about CHECK (about IN ('assistant', 'handoff', 'expert')),
    organization_id TEXT NOT NULL,
    -- The ticket there was when it was given.
    ticket_id TEXT CONSTRAINT session_ratings_ticket REFERENCES support_tickets (id) ON DELETE CASCADE,
    rating INTEGER NOT NULL CONSTRAINT session_ratings_rating CHECK (rating BETWEEN 1 AND 5),
    comment TEXT,
    first_at TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (session_id, about),
    CONSTRAINT session_ratings_session FOREIGN KEY (organization_id, session_id)
        REFERENCES ai_sessions (organization_id, session_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX session_ratings_newest ON session_ratings (organization_id, at);
CREATE INDEX session_ratings_of_ticket ON session_ratings (ticket_id) WHERE ticket_id IS NOT NULL;

-- The newest rating of the ticket's session while it was the session's ticket.
ALTER TABLE support_tickets ADD COLUMN rating INTEGER
    CONSTRAINT support_tickets_rating CHECK (rating BETWEEN 1 AND 5);
ALTER TABLE support_tickets ADD COLUMN rating_comment TEXT;
