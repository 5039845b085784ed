DROP INDEX machines_of_user;
ALTER TABLE machines DROP COLUMN user_id;
