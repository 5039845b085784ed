DELETE FROM outbox WHERE ticket_id IS NULL;
DROP INDEX outbox_of_account;
ALTER TABLE outbox
    DROP CONSTRAINT outbox_speaks_of_one_thing,
    DROP CONSTRAINT outbox_kind,
    ADD CONSTRAINT outbox_kind CHECK (
        kind IN ('support_ticket_opened', 'support_ticket_updated', 'user_ticket_opened')
    ),
    DROP COLUMN account_id,
    ALTER COLUMN ticket_id SET NOT NULL;
ALTER TABLE accounts DROP COLUMN language;
