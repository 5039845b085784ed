//! Decides whether a turn needs a person, how urgently, and why.
//!
//! Pure: no clock, no database, no model call. All that a decision rests on is in its [`Evidence`],
//! so every escalation can be explained from its stored row.

mod alphabet;
mod feedback;
mod judge;
mod lexicon;
mod pattern;
mod program;
mod rule_set;
mod source;
#[cfg(any(test, feature = "testing"))]
mod testing;
mod verdict;
mod words;

pub use feedback::{FeedbackReading, read_feedback};
pub use judge::judge;
pub use pattern::{PatternError, PatternProblem};
pub use rule_set::{Policy, ReasonPolicy, RuleSet, RuleSetError, Thresholds};
pub use source::{
    GuardSource, LexiconError, LexiconPart, LexiconProblem, LexiconSource, Place, RuleSource, Topic, WordList,
};
pub use verdict::{Evidence, Input, NearMiss, Signals, Span, Verdict};
