-- What this install signs with: made once, the same for all its processes.

CREATE TABLE install_secrets (
    name text NOT NULL PRIMARY KEY,
    secret text NOT NULL CONSTRAINT install_secrets_given CHECK (length(secret) >= 32)
);
