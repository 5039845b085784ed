//! What the AI side of Handover says without a key and without a network.
//!
//! A [`Library`] holds knowledge packs (`docs/knowledge.md` says how to write one); a
//! [`KnowledgeAssistant`] answers from it: guided steps where a message describes a fault, the best
//! passage with its source where it asks something, and an honest "I do not know" otherwise. Knows no
//! database, no HTTP and no clock.

mod document;
mod english;
mod holdings;
mod index;
mod knowledge;
mod lexicon;
mod librarian;
mod library;
mod neutral;
mod number;
mod parse;
mod reading;
pub mod retrieval;
mod sentences;
mod shelf;
mod small_talk;
mod spelling;
mod symptoms;
mod synonyms;
mod words;

pub use document::{Document, GuidedStep, Problem, Section};
pub use knowledge::KnowledgeAssistant;
pub use librarian::{HeldDocument, Librarian, PackUse};
pub use library::{Library, LibraryError};
