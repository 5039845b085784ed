//! All cues in a text, for explaining rules and measuring them.

use super::rule_set::RuleSet;
use super::source::{Severity, Topic};
use super::spans::cut;
use super::verdict::Span;
use crate::language::Language;

/// One cue in a text, whether or not it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detection {
    /// What it is a cue for.
    pub topic: Topic,
    /// How bad it is, for hazards.
    pub severity: Option<Severity>,
    /// The full id of its rule, for example `en.user_request.talk_to`.
    pub rule: String,
    /// The rule's sentence for people.
    pub explanation: String,
    /// Where it stands.
    pub span: Span,
    /// The full id of the guard that holds it back; such a cue does not count.
    pub held_back_by: Option<String>,
}

/// The cues in `text`, in the order of the rules and then of the text.
#[must_use]
pub fn detect(rules: &RuleSet, language: Language, text: &str) -> Vec<Detection> {
    let of = |cue: super::lexicon::Cue<'_>| Detection {
        topic: cue.topic,
        severity: cue.severity,
        rule: cue.rule.to_string(),
        explanation: cue.explanation.to_string(),
        span: cut(text, cue.span),
        held_back_by: cue.held_back_by.map(|guard| guard.to_string()),
    };
    rules.cues(language, text).into_iter().map(of).collect()
}
