-- People who work here, how they sign in, and the keys of other programs.
--
-- Tokens and keys are kept as SHA-256 alone and are looked up by it in the whole install: they say which
-- organization they belong to. What an account has goes with it. No index but a unique one begins with the
-- organization, for the reason given in the second migration.

ALTER TABLE organizations ADD COLUMN key text;
CREATE UNIQUE INDEX organizations_key ON organizations (key);

CREATE TABLE accounts (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE RESTRICT,
    email text NOT NULL
        CONSTRAINT accounts_email_is_normal CHECK (email = lower(email) AND email LIKE '_%@_%'),
    name text NOT NULL,
    role text NOT NULL CONSTRAINT accounts_role CHECK (role IN ('expert', 'lead', 'admin')),
    contact_id text,
    status text NOT NULL CONSTRAINT accounts_status CHECK (status IN ('invited', 'active', 'disabled')),
    password_hash text,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT accounts_email UNIQUE (email),
    CONSTRAINT accounts_within_organization UNIQUE (id, organization_id),
    CONSTRAINT accounts_password_when_active CHECK (status <> 'active' OR password_hash IS NOT NULL)
);

CREATE TABLE account_tokens (
    hash bytea PRIMARY KEY CONSTRAINT account_tokens_hash_length CHECK (length(hash) = 32),
    organization_id uuid NOT NULL,
    account_id uuid NOT NULL,
    purpose text NOT NULL CONSTRAINT account_tokens_purpose CHECK (purpose IN ('invite', 'reset')),
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    CONSTRAINT account_tokens_one_of_each UNIQUE (account_id, purpose),
    CONSTRAINT account_tokens_account FOREIGN KEY (account_id, organization_id)
        REFERENCES accounts (id, organization_id) ON DELETE CASCADE
);

CREATE TABLE login_sessions (
    token_hash bytea PRIMARY KEY CONSTRAINT login_sessions_hash_length CHECK (length(token_hash) = 32),
    organization_id uuid NOT NULL,
    account_id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT login_sessions_account FOREIGN KEY (account_id, organization_id)
        REFERENCES accounts (id, organization_id) ON DELETE CASCADE
);

CREATE INDEX login_sessions_of_account ON login_sessions (account_id);

-- Belongs to no organization: guesses at an account that nobody has are counted like all others.
CREATE TABLE sign_in_guesses (
    kind text NOT NULL CONSTRAINT sign_in_guesses_kind CHECK (kind IN ('account', 'address', 'reset')),
    subject text NOT NULL,
    -- When, in microseconds since 1970, oldest first.
    guesses jsonb NOT NULL,
    last_at timestamptz NOT NULL,
    PRIMARY KEY (kind, subject)
);

CREATE INDEX sign_in_guesses_by_age ON sign_in_guesses (last_at);

CREATE TABLE api_keys (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE RESTRICT,
    name text NOT NULL,
    hash bytea NOT NULL CONSTRAINT api_keys_hash_length CHECK (length(hash) = 32),
    scopes jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz,
    revoked_at timestamptz,
    last_used_at timestamptz,
    CONSTRAINT api_keys_hash UNIQUE (hash)
);
