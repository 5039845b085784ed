-- What is known of those who help besides their names: what they can do, whether they are there, and when they last got
-- a ticket. They are contacts of the contacts file or accounts, so nothing here refers to a table.

CREATE TABLE experts (
    organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE RESTRICT,
    expert_id text COLLATE "C" NOT NULL CONSTRAINT experts_named CHECK (expert_id <> ''),
    languages jsonb NOT NULL,
    categories jsonb NOT NULL,
    auto_assign boolean NOT NULL,
    -- Null while nobody has said.
    available boolean,
    assigned_at timestamptz,
    PRIMARY KEY (organization_id, expert_id)
);

-- Why the service did what a line tells, where it did so by itself.
ALTER TABLE ticket_events ADD COLUMN reason text;
