DROP TABLE api_keys;
DROP TABLE sign_in_guesses;
DROP TABLE login_sessions;
DROP TABLE account_tokens;
DROP TABLE accounts;
DROP INDEX organizations_key;
ALTER TABLE organizations DROP COLUMN key;
