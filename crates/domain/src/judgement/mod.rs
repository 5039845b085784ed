//! Decides whether a turn needs a person, how urgently, and why.
//!
//! Pure: no clock, no database, no model call. All that a decision rests on is in its [`Evidence`],
//! so every escalation can be explained from its stored row.
//!
//! A [`RuleSet`] holds thresholds, a [`Policy`] and the phrases of each language. Phrases are cues for
//! a [`Topic`]; guards hold cues back where they are negated, refused or meant otherwise.
//!
//! ```
//! use handover_domain::judgement::{
//!     GuardSource, LexiconSource, Place, Policy, ReasonPolicy, RuleSet, RuleSource, Severity, Signals, Thresholds, Topic,
//!     judge,
//! };
//! use handover_domain::{Decision, Language, Priority, Reason};
//!
//! let smoke = RuleSource {
//!     id: "smoke".to_owned(),
//!     topic: Topic::SafetyConcern,
//!     severity: Some(Severity::Immediate),
//!     explanation: "The user reports smoke.".to_owned(),
//!     despite: vec![],
//!     patterns: vec!["smoke (is)? ..2 (coming|pouring) out".to_owned()],
//! };
//! let negation = GuardSource {
//!     id: "negation".to_owned(),
//!     holds_back: vec!["safety_concern".to_owned()],
//!     place: Place::Before,
//!     reach: 2,
//!     turns_into: None,
//!     patterns: vec!["no".to_owned()],
//! };
//! let english = LexiconSource {
//!     language: Language::En,
//!     contrast: vec!["but".to_owned()],
//!     rules: vec![smoke],
//!     guards: vec![negation],
//!     ..LexiconSource::default()
//! };
//! let offer = |&reason: &Reason| ReasonPolicy { reason, action: Decision::Offer, priority: Priority::High };
//! let policy = Policy {
//!     reasons: Reason::ALL.iter().map(offer).collect(),
//!     default_priority: Priority::Medium,
//!     expert_categories: vec![],
//!     expert_after_steps: std::num::NonZeroU32::MIN,
//!     frustrated: Some(Thresholds { confidence: 0.5, max_steps: 4 }),
//! };
//! let rules = RuleSet::new("2026-1", Thresholds { confidence: 0.3, max_steps: 8 }, policy, &[english])?;
//!
//! let verdict = judge(&rules, &Signals::of_text("Help! Smoke is coming out!", Language::En));
//! assert_eq!(verdict.reason, Some(Reason::SafetyConcern));
//! assert_eq!(verdict.evidence.rule, "en.safety_concern.smoke");
//! assert_eq!(verdict.evidence.spans[0].text, "Smoke is coming out");
//!
//! let verdict = judge(&rules, &Signals::of_text("no smoke coming out any more", Language::En));
//! assert_eq!(verdict.decision, Decision::Continue);
//! # Ok::<(), handover_domain::judgement::RuleSetError>(())
//! ```

mod alphabet;
mod detect;
mod dictionary;
mod effort;
mod feedback;
mod fold;
mod guards;
mod habits;
mod judge;
mod lexicon;
mod numbers;
mod pattern;
mod program;
mod quick_hash;
mod rule_set;
mod scan;
mod source;
mod spans;
mod spelling;
#[cfg(any(test, feature = "testing"))]
mod testing;
mod tongues;
mod trie;
mod verdict;
mod word_table;
mod words;

/// The words of a text, folded as the rules fold them.
pub(crate) fn folded_words(text: &str) -> impl Iterator<Item = String> {
    let folded = fold::fold(text).text;
    let words: Vec<String> = folded
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    words.into_iter()
}
pub(crate) use fold::fold;

pub use detect::{Detection, detect};
pub use feedback::{FeedbackReading, asks_back, read_feedback};
pub use judge::{judge, priority_for};
pub use pattern::{PatternError, PatternProblem};
pub use rule_set::{Policy, ReasonPolicy, RuleSet, RuleSetError, Thresholds};
pub use source::{
    GuardSource, LexiconError, LexiconPart, LexiconProblem, LexiconSource, Place, RuleSource, Severity,
    Topic, WordList,
};
pub use verdict::{Evidence, Input, NearMiss, Signals, Span, Verdict};
