-- Mails to the owners of accounts, in their language.

ALTER TABLE accounts ADD COLUMN language text NOT NULL DEFAULT 'en'
    CONSTRAINT accounts_language CHECK (language IN ('en', 'el', 'ar', 'es', 'tr', 'no'));

ALTER TABLE outbox
    ALTER COLUMN ticket_id DROP NOT NULL,
    ADD COLUMN account_id uuid CONSTRAINT outbox_account REFERENCES accounts (id) ON DELETE CASCADE,
    DROP CONSTRAINT outbox_kind,
    ADD CONSTRAINT outbox_kind CHECK (
        kind IN (
            'support_ticket_opened', 'support_ticket_updated', 'user_ticket_opened',
            'account_invitation', 'account_reset'
        )
    ),
    ADD CONSTRAINT outbox_speaks_of_one_thing CHECK ((ticket_id IS NULL) <> (account_id IS NULL));

CREATE INDEX outbox_of_account ON outbox (account_id) WHERE account_id IS NOT NULL;
