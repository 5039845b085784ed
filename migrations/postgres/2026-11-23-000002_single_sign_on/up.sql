-- Who somebody is to the identity provider: its issuer, a space, and its name for them, which it never gives anew.
ALTER TABLE accounts ADD COLUMN subject text;
CREATE UNIQUE INDEX accounts_subject ON accounts (subject);
