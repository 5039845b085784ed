//! What an organization knows in writing: documents, cut into passages that answers quote.

use chrono::{DateTime, Utc};

use crate::id::{DocumentId, OrganizationId};
use crate::language::Language;
use crate::store::{Scope, StoreResult};
use crate::vocabulary::vocabulary;

vocabulary!(
    /// How a document is written.
    DocumentFormat {
        /// CommonMark with tables; with front matter a problem with guided steps can be written.
        Markdown => "markdown",
        /// A page of HTML.
        Html => "html",
        /// Paragraphs with empty lines between them.
        Text => "text",
    }
);

vocabulary!(
    /// What a document is for.
    DocumentKind {
        /// Is quoted.
        Article => "article",
        /// Is recognised by its symptoms and worked through step by step.
        Problem => "problem",
    }
);

/// A document without its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnowledgeDocument {
    /// Its id, the same through all its versions. Citations name it.
    pub id: DocumentId,
    /// What whoever brings it calls it: a path or an address, unique in its organization.
    pub source: String,
    /// For people.
    pub title: String,
    /// What it is written in.
    pub language: Language,
    /// How it is written.
    pub format: DocumentFormat,
    /// What it is for.
    pub kind: DocumentKind,
    /// Said wherever a part of it is quoted.
    pub notice: Option<String>,
    /// The SHA-256 of its content.
    pub content_hash: [u8; 32],
    /// How long its content is, in bytes of UTF-8.
    pub bytes: i64,
    /// How many passages it has.
    pub passages: i64,
    /// Counted from 1, one more with every change.
    pub version: i64,
    /// Who changed it last, for people.
    pub changed_by: String,
    /// When it first came.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

/// A part of a document that can answer a question by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnowledgePassage {
    /// Counted from 1 within its document.
    pub number: u32,
    /// The heading it stands under; the title where there is none.
    pub heading: String,
    /// What is quoted.
    pub text: String,
}

/// A document as it was brought, not yet read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RawDocument<'a> {
    /// What it is called.
    pub source: &'a str,
    /// Its title, if whoever brings it wants another than the one it says.
    pub title: Option<&'a str>,
    /// Its language, if whoever brings it knows.
    pub language: Option<Language>,
    /// How it is written.
    pub format: DocumentFormat,
    /// Its words.
    pub content: &'a str,
}

/// A document that was read, ready to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadDocument {
    /// What it is called.
    pub source: String,
    /// For people.
    pub title: String,
    /// What it is written in.
    pub language: Language,
    /// How it is written.
    pub format: DocumentFormat,
    /// What it is for.
    pub kind: DocumentKind,
    /// Said wherever a part of it is quoted.
    pub notice: Option<String>,
    /// The SHA-256 of its content.
    pub content_hash: [u8; 32],
    /// Its words.
    pub content: String,
    /// Its parts, in order and never none.
    pub passages: Vec<KnowledgePassage>,
}

/// Why a document cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct DocumentFlaw {
    /// `source`, `title`, `language`, `format` or `content`.
    pub field: &'static str,
    /// The line of the content, counted from 1, where one is to blame.
    pub line: Option<usize>,
    /// A sentence that says how it should be.
    pub message: String,
}

/// Reads documents: takes the words out of their format and cuts them into passages.
///
/// It takes time in proportion to the length of the content, whatever that is, and no transaction may
/// be open meanwhile.
pub trait DocumentReader: Send + Sync {
    /// Reads a document.
    ///
    /// # Errors
    /// [`DocumentFlaw`]
    fn read(&self, raw: RawDocument<'_>) -> Result<ReadDocument, DocumentFlaw>;
}

/// Reading documents.
pub trait KnowledgeReads {
    /// The document of a source.
    fn knowledge_document(&mut self, scope: Scope, source: &str) -> StoreResult<Option<KnowledgeDocument>>;

    /// The document with an id.
    fn knowledge_document_by_id(
        &mut self,
        scope: Scope,
        id: DocumentId,
    ) -> StoreResult<Option<KnowledgeDocument>>;

    /// The first `limit` documents by the bytes of their sources, behind `after` if it is given.
    fn knowledge_documents(
        &mut self,
        scope: Scope,
        after: Option<&str>,
        limit: i64,
    ) -> StoreResult<Vec<KnowledgeDocument>>;

    /// The words of a document, as they were brought.
    fn knowledge_content(&mut self, scope: Scope, id: DocumentId) -> StoreResult<Option<String>>;

    /// The passages of a document, in order.
    fn knowledge_passages(&mut self, scope: Scope, id: DocumentId) -> StoreResult<Vec<KnowledgePassage>>;

    /// One passage of a document.
    fn knowledge_passage(
        &mut self,
        scope: Scope,
        id: DocumentId,
        number: u32,
    ) -> StoreResult<Option<KnowledgePassage>>;

    /// The id and version of every document, by id.
    fn knowledge_versions(&mut self, scope: Scope) -> StoreResult<Vec<(DocumentId, i64)>>;

    /// The revision of what each organization knows; an organization that never had a document has none.
    fn knowledge_revisions(&mut self) -> StoreResult<Vec<(OrganizationId, i64)>>;
}

/// Changing documents.
pub trait KnowledgeWrites {
    /// Raises the revision of what the organization knows and locks it until the transaction ends: the
    /// first thing every change does.
    fn raise_knowledge_revision(&mut self, scope: Scope) -> StoreResult<()>;

    /// Keeps a document with its content and passages, in place of what its id or its source had.
    fn put_knowledge_document(
        &mut self,
        scope: Scope,
        document: &KnowledgeDocument,
        content: (&str, &[KnowledgePassage]),
    ) -> StoreResult<()>;

    /// Removes a document with its passages. Returns whether there was one.
    fn delete_knowledge_document(&mut self, scope: Scope, id: DocumentId) -> StoreResult<bool>;
}
