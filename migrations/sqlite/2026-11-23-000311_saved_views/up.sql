-- Views of the queue under a name: of an account, or of whoever works here without one.

CREATE TABLE saved_views (
    id TEXT NOT NULL PRIMARY KEY,
    organization_id TEXT NOT NULL REFERENCES organizations (id) ON DELETE RESTRICT,
    account_id TEXT CONSTRAINT saved_views_account REFERENCES accounts (id) ON DELETE CASCADE,
    name TEXT NOT NULL CONSTRAINT saved_views_name CHECK (name <> ''),
    query TEXT NOT NULL,
    shared INTEGER NOT NULL CONSTRAINT saved_views_shared CHECK (shared IN (0, 1)),
    created_at TEXT NOT NULL
) STRICT;

CREATE INDEX saved_views_of_organization ON saved_views (organization_id, created_at, id);
CREATE INDEX saved_views_of_account ON saved_views (account_id) WHERE account_id IS NOT NULL;
