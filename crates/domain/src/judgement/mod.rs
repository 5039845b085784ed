//! Decides whether a turn needs a person, how urgently, and why.
//!
//! Pure: no clock, no database, no model call. All that a decision rests on is in its [`Evidence`],
//! so every escalation can be explained from its stored row.

mod feedback;
mod judge;
mod rule_set;
#[cfg(any(test, feature = "testing"))]
mod testing;
mod verdict;

pub use feedback::{FeedbackReading, read_feedback};
pub use judge::judge;
pub use rule_set::{Policy, ReasonPolicy, RuleSet, RuleSetError, Thresholds};
pub use verdict::{Evidence, Input, NearMiss, Signals, Span, Verdict};
