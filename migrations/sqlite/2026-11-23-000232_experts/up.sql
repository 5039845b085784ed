-- What is known of those who help besides their names: what they can do, whether they are there, and when they last got
-- a ticket. They are contacts of the contacts file or accounts, so nothing here refers to a table.

CREATE TABLE experts (
    organization_id TEXT NOT NULL REFERENCES organizations (id) ON DELETE RESTRICT,
    expert_id TEXT NOT NULL CONSTRAINT experts_named CHECK (expert_id <> ''),
    languages TEXT NOT NULL,
    categories TEXT NOT NULL,
    auto_assign INTEGER NOT NULL CONSTRAINT experts_auto_assign CHECK (auto_assign IN (0, 1)),
    -- Null while nobody has said.
    available INTEGER CONSTRAINT experts_available CHECK (available IN (0, 1)),
    assigned_at TEXT,
    PRIMARY KEY (organization_id, expert_id)
) STRICT;

-- Why the service did what a line tells, where it did so by itself.
ALTER TABLE ticket_events ADD COLUMN reason TEXT;
