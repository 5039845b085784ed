-- What an organization knows in writing, and the passages that answers quote.
--
-- The revision of an organization's knowledge rises with every change, in the same transaction: other processes ask
-- for that one number to see whether they have to read again. Content stands last, because it can be megabytes and
-- most queries want everything but it.

CREATE TABLE knowledge_states (
    organization_id TEXT NOT NULL PRIMARY KEY REFERENCES organizations (id) ON DELETE RESTRICT,
    revision INTEGER NOT NULL CONSTRAINT knowledge_states_revision CHECK (revision > 0)
) STRICT;

CREATE TABLE knowledge_documents (
    id TEXT NOT NULL PRIMARY KEY,
    organization_id TEXT NOT NULL REFERENCES organizations (id) ON DELETE RESTRICT,
    -- What whoever brings it calls it: a path or an address.
    source TEXT NOT NULL CONSTRAINT knowledge_documents_source_given CHECK (source <> ''),
    title TEXT NOT NULL,
    language TEXT NOT NULL
        CONSTRAINT knowledge_documents_language CHECK (language IN ('en', 'el', 'ar', 'es', 'tr', 'no')),
    format TEXT NOT NULL CONSTRAINT knowledge_documents_format CHECK (format IN ('markdown', 'html', 'text')),
    kind TEXT NOT NULL CONSTRAINT knowledge_documents_kind CHECK (kind IN ('article', 'problem')),
    notice TEXT,
    content_hash BLOB NOT NULL CONSTRAINT knowledge_documents_hash_length CHECK (length(content_hash) = 32),
    bytes INTEGER NOT NULL,
    passages INTEGER NOT NULL CONSTRAINT knowledge_documents_passages CHECK (passages > 0),
    version INTEGER NOT NULL CONSTRAINT knowledge_documents_version CHECK (version > 0),
    changed_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    content TEXT NOT NULL,
    CONSTRAINT knowledge_documents_source UNIQUE (organization_id, source),
    CONSTRAINT knowledge_documents_within_organization UNIQUE (id, organization_id)
) STRICT;

CREATE TABLE knowledge_passages (
    document_id TEXT NOT NULL,
    number INTEGER NOT NULL CONSTRAINT knowledge_passages_number CHECK (number > 0),
    organization_id TEXT NOT NULL,
    heading TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (document_id, number),
    CONSTRAINT knowledge_passages_document FOREIGN KEY (document_id, organization_id)
        REFERENCES knowledge_documents (id, organization_id) ON DELETE CASCADE
) STRICT;
