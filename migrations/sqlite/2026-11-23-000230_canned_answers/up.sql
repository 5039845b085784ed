-- Answers that experts need often, and the history of all that is set up for them.

CREATE TABLE canned_answers (
    id TEXT NOT NULL PRIMARY KEY,
    organization_id TEXT NOT NULL REFERENCES organizations (id) ON DELETE RESTRICT,
    title TEXT NOT NULL CONSTRAINT canned_answers_title CHECK (title <> ''),
    language TEXT
        CONSTRAINT canned_answers_language CHECK (language IN ('en', 'el', 'ar', 'es', 'tr', 'no')),
    category TEXT
        CONSTRAINT canned_answers_category
            CHECK (category IN ('electrical', 'hydraulic', 'mechanical', 'control', 'other')),
    shortcut TEXT CONSTRAINT canned_answers_shortcut CHECK (shortcut <> ''),
    content TEXT NOT NULL,
    version INTEGER NOT NULL CONSTRAINT canned_answers_version CHECK (version > 0),
    updated_at TEXT NOT NULL
) STRICT;

CREATE INDEX canned_answers_of_organization ON canned_answers (organization_id);

-- Whoever changes a setting writes here what it was and is, in the same transaction.
CREATE TABLE setting_changes (
    id TEXT NOT NULL PRIMARY KEY,
    organization_id TEXT NOT NULL REFERENCES organizations (id) ON DELETE RESTRICT,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    what TEXT NOT NULL
        CONSTRAINT setting_changes_what
            CHECK (
                what IN ('canned_answer', 'expert', 'api_key', 'account', 'contact', 'saved_view', 'report_mail')
            ),
    subject TEXT NOT NULL,
    from_value TEXT,
    to_value TEXT
) STRICT;

-- Ids are given in the order of time.
CREATE INDEX setting_changes_newest ON setting_changes (organization_id, id);
