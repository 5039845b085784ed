-- Answers that experts need often, and the history of all that is set up for them.

CREATE TABLE canned_answers (
    id uuid NOT NULL PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE RESTRICT,
    title text NOT NULL CONSTRAINT canned_answers_title CHECK (title <> ''),
    language text
        CONSTRAINT canned_answers_language CHECK (language IN ('en', 'el', 'ar', 'es', 'tr', 'no')),
    category text
        CONSTRAINT canned_answers_category
            CHECK (category IN ('electrical', 'hydraulic', 'mechanical', 'control', 'other')),
    shortcut text CONSTRAINT canned_answers_shortcut CHECK (shortcut <> ''),
    content text NOT NULL,
    version bigint NOT NULL CONSTRAINT canned_answers_version CHECK (version > 0),
    updated_at timestamptz NOT NULL
);

CREATE INDEX canned_answers_of_organization ON canned_answers (organization_id);

-- Whoever changes a setting writes here what it was and is, in the same transaction.
CREATE TABLE setting_changes (
    id uuid NOT NULL PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE RESTRICT,
    at timestamptz NOT NULL,
    actor text NOT NULL,
    what text NOT NULL
        CONSTRAINT setting_changes_what
            CHECK (
                what IN ('canned_answer', 'expert', 'api_key', 'account', 'contact', 'saved_view', 'report_mail')
            ),
    subject text NOT NULL,
    from_value text,
    to_value text
);

-- Ids are given in the order of time.
CREATE INDEX setting_changes_newest ON setting_changes (organization_id, id);
