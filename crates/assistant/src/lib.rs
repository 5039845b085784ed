//! What the AI side of Handover says: from its knowledge, and with a language model where one is set.
//!
//! A [`Library`] holds knowledge packs (`docs/knowledge.md` says how to write one); a
//! [`KnowledgeAssistant`] answers from it: guided steps where a message describes a fault, the best
//! passage with its source where it asks something, and an honest "I do not know" otherwise, without a
//! key, a network or a clock. A [`ModelAssistant`] puts a language model before it, on a leash. Neither knows a
//! database.

mod asking;
mod considered;
mod document;
mod english;
mod formats;
mod greeklish;
mod holdings;
mod index;
mod knowledge;
mod lexicon;
mod librarian;
mod library;
mod llm;
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
pub use formats::KnowledgeReader;
pub use knowledge::KnowledgeAssistant;
pub use librarian::{HeldDocument, Librarian, PackUse};
pub use library::{Library, LibraryError};
pub use llm::{AddressError, Checked, ClientError, ModelAssistant, ModelFailure, ModelSettings};
