-- Views of the queue under a name: of an account, or of whoever works here without one.

CREATE TABLE saved_views (
    id uuid NOT NULL PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE RESTRICT,
    account_id uuid CONSTRAINT saved_views_account REFERENCES accounts (id) ON DELETE CASCADE,
    name text NOT NULL CONSTRAINT saved_views_name CHECK (name <> ''),
    query text NOT NULL,
    shared boolean NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE INDEX saved_views_of_organization ON saved_views (organization_id, created_at, id);
CREATE INDEX saved_views_of_account ON saved_views (account_id) WHERE account_id IS NOT NULL;
