-- Whose machine it is, in the host's words: no foreign key, because the host may tell of machines before users.
ALTER TABLE machines ADD COLUMN user_id TEXT;
CREATE INDEX machines_of_user ON machines (user_id, organization_id);
