//! Bringing documents, listing, reading and removing them, and opening a passage that was cited.

use crate::actor::Actor;
use crate::house::Scene;
use crate::id::DocumentId;
use crate::knowledge::{KnowledgeDocument, KnowledgePassage, ReadDocument};
use crate::policy::{Action, Reach, Refusal};
use crate::store::{StoreError, Transaction, View};

/// Why nothing was brought, told or removed. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum KnowledgeError {
    /// There is no such document, or the caller may not know of it.
    #[error("there is no such document")]
    NoSuchDocument,
    /// There is no such passage, or the caller may not know of it.
    #[error("there is no such passage")]
    NoSuchPassage,
    /// The document has changed since the caller read it.
    #[error("the document is at version {current}")]
    Stale {
        /// Its version now.
        current: i64,
    },
    /// The caller may not do that.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What became of a document that was brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Brought {
    /// There was none of its source.
    Created,
    /// It took the place of another version.
    Replaced,
    /// It is known as it is; nothing was written.
    Unchanged,
}

/// Keeps a document, in place of what its source had. `expected` is the version that the caller read.
///
/// Bringing the same again changes nothing, so that an import may be repeated.
///
/// # Errors
/// [`KnowledgeError::Stale`] or [`KnowledgeError::NoSuchDocument`] when `expected` is not what there is,
/// [`KnowledgeError::Refused`].
pub fn bring_document(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    (read, expected): (ReadDocument, Option<i64>),
) -> Result<(KnowledgeDocument, Brought), KnowledgeError> {
    demand_everywhere(scene.actor, Action::WriteKnowledge)?;
    let scope = scene.actor.scope();
    let known = tx.knowledge_document(scope, &read.source)?;
    check(known.as_ref(), expected)?;
    if let Some(known) = known.filter(|known| is_same(known, &read)) {
        return Ok((known, Brought::Unchanged));
    }
    tx.raise_knowledge_revision(scope)?;
    // Somebody else may have been faster before the lock was ours.
    let known = tx.knowledge_document(scope, &read.source)?;
    check(known.as_ref(), expected)?;
    let document = KnowledgeDocument {
        id: known.as_ref().map_or_else(|| DocumentId(scene.ids.row()), |known| known.id),
        source: read.source,
        title: read.title,
        language: read.language,
        format: read.format,
        kind: read.kind,
        notice: read.notice,
        content_hash: read.content_hash,
        bytes: count(read.content.len()),
        passages: count(read.passages.len()),
        version: known.as_ref().map_or(1, |known| known.version + 1),
        changed_by: scene.actor.name().to_owned(),
        created_at: known.as_ref().map_or(scene.now, |known| known.created_at),
        updated_at: scene.now,
    };
    tx.put_knowledge_document(scope, &document, (&read.content, &read.passages))?;
    Ok((document, if known.is_some() { Brought::Replaced } else { Brought::Created }))
}

/// Removes the document of a source. Returns whether there was one. `expected` as in [`bring_document`].
///
/// # Errors
/// [`KnowledgeError::Stale`], [`KnowledgeError::Refused`].
pub fn remove_document(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    (source, expected): (&str, Option<i64>),
) -> Result<bool, KnowledgeError> {
    demand_everywhere(scene.actor, Action::WriteKnowledge)?;
    let scope = scene.actor.scope();
    if tx.knowledge_document(scope, source)?.is_none() {
        return Ok(false);
    }
    tx.raise_knowledge_revision(scope)?;
    let Some(known) = tx.knowledge_document(scope, source)? else { return Ok(false) };
    check(Some(&known), expected)?;
    Ok(tx.delete_knowledge_document(scope, known.id)?)
}

/// The first `limit` documents by the bytes of their sources, behind `after` if it is given.
///
/// # Errors
/// [`KnowledgeError::Refused`]
pub fn list_documents(
    view: &mut dyn View,
    scene: &Scene<'_>,
    (after, limit): (Option<&str>, i64),
) -> Result<Vec<KnowledgeDocument>, KnowledgeError> {
    demand_everywhere(scene.actor, Action::ReadKnowledge)?;
    Ok(view.knowledge_documents(scene.actor.scope(), after, limit)?)
}

/// The document of a source, with its words as they were brought.
///
/// # Errors
/// [`KnowledgeError::NoSuchDocument`], [`KnowledgeError::Refused`].
pub fn read_document(
    view: &mut dyn View,
    scene: &Scene<'_>,
    source: &str,
) -> Result<(KnowledgeDocument, String), KnowledgeError> {
    demand_everywhere(scene.actor, Action::ReadKnowledge)?;
    let scope = scene.actor.scope();
    let document = view.knowledge_document(scope, source)?.ok_or(KnowledgeError::NoSuchDocument)?;
    let content = view.knowledge_content(scope, document.id)?.ok_or(KnowledgeError::NoSuchDocument)?;
    Ok((document, content))
}

/// A passage that an answer cited, with its document. Whoever may converse may open it: answers quote
/// every passage of the organization to whoever asks.
///
/// # Errors
/// [`KnowledgeError::NoSuchPassage`], [`KnowledgeError::Refused`].
pub fn open_passage(
    view: &mut dyn View,
    scene: &Scene<'_>,
    (id, number): (DocumentId, u32),
) -> Result<(KnowledgeDocument, KnowledgePassage), KnowledgeError> {
    demand_everywhere(scene.actor, Action::OpenPassage)?;
    let scope = scene.actor.scope();
    let document = view.knowledge_document_by_id(scope, id)?.ok_or(KnowledgeError::NoSuchPassage)?;
    let passage = view.knowledge_passage(scope, id, number)?.ok_or(KnowledgeError::NoSuchPassage)?;
    Ok((document, passage))
}

/// Documents are the organization's, nobody's own.
fn demand_everywhere(actor: &Actor, action: Action) -> Result<(), Refusal> {
    match actor.demand(action)? {
        Reach::Organization => Ok(()),
        Reach::Own | Reach::Nothing => Err(Refusal::NotAllowed { role: actor.role(), action }),
    }
}

fn check(known: Option<&KnowledgeDocument>, expected: Option<i64>) -> Result<(), KnowledgeError> {
    match (known, expected) {
        (_, None) => Ok(()),
        (None, Some(_)) => Err(KnowledgeError::NoSuchDocument),
        (Some(known), Some(version)) if known.version == version => Ok(()),
        (Some(known), Some(_)) => Err(KnowledgeError::Stale { current: known.version }),
    }
}

fn is_same(known: &KnowledgeDocument, read: &ReadDocument) -> bool {
    (known.content_hash, &known.title, known.language, known.format)
        == (read.content_hash, &read.title, read.language, read.format)
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
