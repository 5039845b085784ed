//! What there is to answer from: the packs of the house, and what an organization brought itself.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use handover_domain::{Language, OrganizationId};

use crate::document::Document;
use crate::index::Index;
use crate::library::Library;
use crate::shelf::Shelf;

/// The packs, which every organization may be answered from.
pub(crate) struct Packs {
    pub(crate) library: Library,
    indexes: Vec<LazyIndex>,
}

/// The index of one language, made for the first question in it: most installations need one or two.
struct LazyIndex {
    language: Language,
    index: OnceLock<Option<Index>>,
}

impl Packs {
    fn new(library: Library) -> Self {
        let lazy = |language| LazyIndex { language, index: OnceLock::new() };
        Self { library, indexes: Language::ALL.into_iter().map(lazy).collect() }
    }

    fn index(&self, language: Language) -> Option<&Index> {
        let lazy = self.indexes.iter().find(|lazy| lazy.language == language)?;
        let make = || Shelf::of(language, &self.library).index(self.library.same());
        lazy.index.get_or_init(make).as_ref()
    }
}

/// What one organization brought, indexed together with the packs where it is to be answered from both.
#[derive(Default)]
pub(crate) struct Own {
    pub(crate) documents: HashMap<String, Arc<Document>>,
    /// For the languages that there are documents in.
    pub(crate) indexes: BTreeMap<Language, Arc<Index>>,
    /// Whether the packs are not searched besides.
    pub(crate) alone: bool,
}

/// What one question is answered from. Nothing changes in the middle of an answer.
pub(crate) struct Holdings {
    packs: Arc<Packs>,
    own: Option<Arc<Own>>,
}

impl Holdings {
    /// The index of a language.
    pub(crate) fn index(&self, language: Language) -> Option<&Index> {
        match &self.own {
            Some(own) => match own.indexes.get(&language) {
                None if own.alone => None,
                None => self.packs.index(language),
                Some(index) => Some(index),
            },
            None => self.packs.index(language),
        }
    }

    /// The document with an id. Those of the packs are there even where they are not searched: sessions
    /// may be in the middle of one.
    pub(crate) fn document(&self, id: &str) -> Option<&Document> {
        let own = self.own.as_ref().and_then(|own| own.documents.get(id));
        own.or_else(|| self.packs.library.document(id)).map(|document| &**document)
    }
}

/// The holdings of all organizations. Copies share them.
#[derive(Clone)]
pub(crate) struct House {
    pub(crate) packs: Arc<Packs>,
    own: Arc<RwLock<HashMap<OrganizationId, Arc<Own>>>>,
}

impl House {
    pub(crate) fn new(library: Library) -> Self {
        Self { packs: Arc::new(Packs::new(library)), own: Arc::default() }
    }

    /// What an organization is answered from now.
    pub(crate) fn of(&self, organization: OrganizationId) -> Holdings {
        let own = self.own.read().unwrap_or_else(PoisonError::into_inner);
        Holdings { packs: Arc::clone(&self.packs), own: own.get(&organization).cloned() }
    }

    /// From now on an organization is answered from this, if it brought anything.
    pub(crate) fn replace(&self, organization: OrganizationId, newer: Option<Own>) {
        let mut own = self.own.write().unwrap_or_else(PoisonError::into_inner);
        let before = match newer {
            Some(newer) => own.insert(organization, Arc::new(newer)),
            None => own.remove(&organization),
        };
        // Letting a large index go takes time that nobody should wait for.
        drop(own);
        drop(before);
    }
}
