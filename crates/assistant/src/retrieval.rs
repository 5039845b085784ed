//! Finds the passages that answer a question: BM25F over title, heading and text, by language.
//!
//! Our own code instead of the `bm25` crate: that has one field, knows neither beginnings nor pairs of
//! words, and keeps to itself how rare each term is and which terms of the question a passage covers,
//! which is what the confidence rests on.

mod analysis;
mod confidence;
mod index;
mod lists;
mod near;
mod normal;
mod scan;
mod search;
mod stop;

pub use analysis::Vocabulary;
pub use confidence::Found;
pub use index::{Passage, PassageIndex, ReadPassage};
pub use search::Hit;
pub(crate) use stop::is_stop;

#[cfg(test)]
mod tests;
