//! Decides whether a turn needs a person, how urgently, and why.
//!
//! Pure: no clock, no database, no model call. All that a decision rests on is in its [`Evidence`],
//! so every escalation can be explained from its stored row.

mod verdict;

pub use verdict::{Evidence, Input, NearMiss, Signals, Span, Verdict};
