//! The documents of one language that are searched together, of which some come and go.

use std::collections::BTreeMap;
use std::sync::Arc;

use handover_domain::{DocumentId, Language};

use crate::document::Document;
use crate::index::{Index, ReadDocument};
use crate::library::Library;
use crate::retrieval::Vocabulary;

/// So many useless words may stay in a vocabulary, besides as many as are of use.
const SPARE_WORDS: usize = 5_000;

/// Which document it is. Of two passages that say the same, the one that an organization brought is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Own(DocumentId),
    Shipped(usize),
}

/// Documents of one language, each read once.
pub(crate) struct Shelf {
    vocabulary: Vocabulary,
    documents: BTreeMap<Key, ReadDocument>,
}

impl Shelf {
    /// An empty one.
    pub(crate) fn new(language: Language) -> Self {
        Self { vocabulary: Vocabulary::new(language), documents: BTreeMap::new() }
    }

    /// One with what a library has in the language.
    pub(crate) fn of(language: Language, library: &Library) -> Self {
        let mut shelf = Self::new(language);
        for (at, document) in library.documents().iter().enumerate() {
            if document.language == language {
                let read = ReadDocument::new(Arc::clone(document), &mut shelf.vocabulary);
                shelf.documents.insert(Key::Shipped(at), read);
            }
        }
        shelf
    }

    /// Puts a document of an organization's own into its place.
    pub(crate) fn put(&mut self, id: DocumentId, document: Arc<Document>) {
        let read = ReadDocument::new(document, &mut self.vocabulary);
        self.documents.insert(Key::Own(id), read);
    }

    /// Takes a document of an organization's own away.
    pub(crate) fn remove(&mut self, id: DocumentId) {
        self.documents.remove(&Key::Own(id));
    }

    /// The documents of the organization's own.
    pub(crate) fn own(&self) -> impl Iterator<Item = &Arc<Document>> {
        let own = self.documents.iter().take_while(|(key, _)| matches!(key, Key::Own(_)));
        own.map(|(_, read)| read.document())
    }

    /// Indexes what stands here; `None` if that has no passage.
    pub(crate) fn index(&mut self, same: &[Vec<String>]) -> Option<Index> {
        let index = Index::new(&mut self.vocabulary, same, self.documents.values())?;
        if self.vocabulary.len() > 2 * index.word_count() + SPARE_WORDS {
            self.read_anew();
        }
        Some(index)
    }

    /// Forgets the words of documents that are gone.
    fn read_anew(&mut self) {
        let mut vocabulary = Vocabulary::new(self.vocabulary.language());
        for read in self.documents.values_mut() {
            *read = ReadDocument::new(Arc::clone(read.document()), &mut vocabulary);
        }
        self.vocabulary = vocabulary;
    }
}
