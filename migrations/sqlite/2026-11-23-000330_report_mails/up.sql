-- Who wants the weekly mail with the figures, and when the next one is owed.

CREATE TABLE report_mails (
    account_id TEXT NOT NULL PRIMARY KEY,
    organization_id TEXT NOT NULL,
    due_at TEXT NOT NULL,
    CONSTRAINT report_mails_account FOREIGN KEY (account_id, organization_id)
        REFERENCES accounts (id, organization_id) ON DELETE CASCADE
) STRICT;

CREATE INDEX report_mails_due ON report_mails (due_at);
