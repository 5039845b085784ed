//! Keeps what organizations brought in the indexes that an assistant answers from.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use handover_domain::{
    DocumentId, DocumentKind, KnowledgeDocument, KnowledgePassage, Language, OrganizationId,
};

use crate::document::{Document, Section};
use crate::holdings::{House, Own};
use crate::knowledge::KnowledgeAssistant;
use crate::parse;
use crate::shelf::Shelf;

/// Whether an organization that brought documents is answered from the packs too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PackUse {
    /// From both.
    Always,
    /// From its own documents alone, as soon as it has one.
    UntilOwn,
}

/// A document as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldDocument {
    /// What is known of it.
    pub document: KnowledgeDocument,
    /// Its parts.
    pub passages: Vec<KnowledgePassage>,
    /// Its words as they were brought; wanted of problems alone, for their steps.
    pub content: Option<String>,
}

/// Reads only what is new, and puts a whole new index in place of the old one, while answers go on.
pub struct Librarian {
    house: House,
    packs: PackUse,
    organizations: HashMap<OrganizationId, Shelves>,
}

/// What one organization brought.
#[derive(Default)]
struct Shelves {
    /// By document: its version, and the language it stands under.
    held: BTreeMap<DocumentId, (i64, Language)>,
    shelves: BTreeMap<Language, Shelf>,
    indexes: BTreeMap<Language, Arc<crate::index::Index>>,
}

impl Librarian {
    /// Keeps the indexes of `assistant`; there should be one for each.
    pub fn new(assistant: &KnowledgeAssistant, packs: PackUse) -> Self {
        Self { house: assistant.house().clone(), packs, organizations: HashMap::new() }
    }

    /// The version of each document of an organization that is searched now.
    pub fn versions(&self, organization: OrganizationId) -> BTreeMap<DocumentId, i64> {
        let held = self.organizations.get(&organization).map(|shelves| &shelves.held);
        held.into_iter().flatten().map(|(id, (version, _))| (*id, *version)).collect()
    }

    /// Takes documents out and puts others in, in place of their older versions. Returns the problems whose
    /// steps this version cannot read, which are then quoted like articles, with what is wrong.
    pub fn update(
        &mut self,
        organization: OrganizationId,
        (gone, come): (&[DocumentId], Vec<HeldDocument>),
    ) -> Vec<(DocumentId, String)> {
        let library = &self.house.packs.library;
        let with_packs = self.packs == PackUse::Always;
        let shelves = self.organizations.entry(organization).or_default();
        let mut touched: Vec<Language> = gone.iter().filter_map(|id| shelves.remove(*id)).collect();
        let mut flawed = Vec::new();
        for held in come {
            let (id, version, language) = (held.document.id, held.document.version, held.document.language);
            touched.extend(shelves.remove(id));
            let (document, flaw) = document_of(held);
            flawed.extend(flaw.map(|flaw| (id, flaw)));
            let shelf = shelves.shelves.entry(language).or_insert_with(|| {
                if with_packs { Shelf::of(language, library) } else { Shelf::new(language) }
            });
            shelf.put(id, Arc::new(document));
            shelves.held.insert(id, (version, language));
            touched.push(language);
        }
        touched.sort_unstable();
        touched.dedup();
        for language in touched {
            shelves.index(language, library.same());
        }
        let own = shelves.own(!with_packs);
        if own.is_none() {
            self.organizations.remove(&organization);
        }
        self.house.replace(organization, own);
        flawed
    }
}

impl Shelves {
    /// Takes a document from its shelf; gives the language that shelf is for.
    fn remove(&mut self, id: DocumentId) -> Option<Language> {
        let (_, language) = self.held.remove(&id)?;
        if let Some(shelf) = self.shelves.get_mut(&language) {
            shelf.remove(id);
        }
        Some(language)
    }

    fn index(&mut self, language: Language, same: &[Vec<String>]) {
        let index = match self.shelves.get_mut(&language) {
            Some(shelf) if shelf.own().next().is_some() => shelf.index(same),
            Some(_) | None => None,
        };
        match index {
            Some(index) => drop(self.indexes.insert(language, Arc::new(index))),
            None => {
                self.shelves.remove(&language);
                self.indexes.remove(&language);
            }
        }
    }

    /// What is searched now; `None` when nothing is left.
    fn own(&self, alone: bool) -> Option<Own> {
        let documents = self.shelves.values().flat_map(Shelf::own);
        let documents: HashMap<String, Arc<Document>> =
            documents.map(|document| (document.id.clone(), Arc::clone(document))).collect();
        (!documents.is_empty()).then(|| Own { documents, indexes: self.indexes.clone(), alone })
    }
}

/// A document as it is searched and worked through. A problem that cannot be read is an article, with what
/// is wrong.
fn document_of(held: HeldDocument) -> (Document, Option<String>) {
    let HeldDocument {
        document: KnowledgeDocument { id, title, language, notice, kind, .. },
        passages,
        content,
    } = held;
    let sections = passages.into_iter().map(|passage| {
        // Where there is no heading, the title stands in its place.
        let heading = if passage.heading == title { String::new() } else { passage.heading };
        Section { heading, text: passage.text }
    });
    let (id, sections) = (id.to_string(), sections.collect());
    let article = Document { id, title, language, notice, sections, problem: None };
    if kind == DocumentKind::Article {
        return (article, None);
    }
    let read = parse::document(("own", language), content.as_deref().unwrap_or_default());
    match read {
        Ok(read) => (Document { id: article.id, title: article.title, language, ..read }, None),
        Err(flaw) => (article, Some(format!("line {}: {}", flaw.line, flaw.message))),
    }
}
