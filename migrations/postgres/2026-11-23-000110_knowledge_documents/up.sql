-- What an organization knows in writing, and the passages that answers quote.
--
-- The revision of an organization's knowledge rises with every change, in the same transaction: other processes ask
-- for that one number to see whether they have to read again. Content stands last, because it can be megabytes and
-- most queries want everything but it.

CREATE TABLE knowledge_states (
    organization_id uuid PRIMARY KEY REFERENCES organizations (id) ON DELETE RESTRICT,
    revision bigint NOT NULL CONSTRAINT knowledge_states_revision CHECK (revision > 0)
);

CREATE TABLE knowledge_documents (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE RESTRICT,
    -- What whoever brings it calls it: a path or an address. Sorted by its bytes, as everywhere.
    source text COLLATE "C" NOT NULL CONSTRAINT knowledge_documents_source_given CHECK (source <> ''),
    title text NOT NULL,
    language text NOT NULL
        CONSTRAINT knowledge_documents_language CHECK (language IN ('en', 'el', 'ar', 'es', 'tr', 'no')),
    format text NOT NULL CONSTRAINT knowledge_documents_format CHECK (format IN ('markdown', 'html', 'text')),
    kind text NOT NULL CONSTRAINT knowledge_documents_kind CHECK (kind IN ('article', 'problem')),
    notice text,
    content_hash bytea NOT NULL CONSTRAINT knowledge_documents_hash_length CHECK (length(content_hash) = 32),
    bytes bigint NOT NULL,
    passages bigint NOT NULL CONSTRAINT knowledge_documents_passages CHECK (passages > 0),
    version bigint NOT NULL CONSTRAINT knowledge_documents_version CHECK (version > 0),
    changed_by text NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    content text NOT NULL,
    CONSTRAINT knowledge_documents_source UNIQUE (organization_id, source),
    CONSTRAINT knowledge_documents_within_organization UNIQUE (id, organization_id)
);

CREATE TABLE knowledge_passages (
    document_id uuid NOT NULL,
    number bigint NOT NULL CONSTRAINT knowledge_passages_number CHECK (number > 0),
    organization_id uuid NOT NULL,
    heading text NOT NULL,
    body text NOT NULL,
    PRIMARY KEY (document_id, number),
    CONSTRAINT knowledge_passages_document FOREIGN KEY (document_id, organization_id)
        REFERENCES knowledge_documents (id, organization_id) ON DELETE CASCADE
);
