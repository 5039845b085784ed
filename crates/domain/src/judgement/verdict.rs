//! What goes into a judgement and what comes out of it.

use super::source::Severity;
use crate::assistant::Category;
use crate::escalation::Reason;
use crate::language::Language;
use crate::ticket::Priority;
use crate::trigger::Decision;

/// The measured facts about one turn.
#[derive(Debug, Clone, PartialEq)]
pub struct Signals<'a> {
    /// The user's words of this turn; empty when there are none.
    pub text: &'a str,
    /// The language they are taken to be in.
    pub language: Language,
    /// The assistant's confidence in its answer, 0 to 1; `None` when it claimed nothing or has not
    /// answered yet.
    pub confidence: Option<f64>,
    /// Guided steps that were tried without solving the problem.
    pub steps_tried: u32,
    /// Whether a step failed in this turn.
    pub step_failed: bool,
    /// The kind of problem, where it was recognised.
    pub category: Option<Category>,
    /// The assistant or its knowledge says that only an expert may do this.
    pub requires_expert: bool,
}

impl<'a> Signals<'a> {
    /// The signals that the text alone gives.
    pub fn of_text(text: &'a str, language: Language) -> Self {
        Self {
            text,
            language,
            confidence: None,
            steps_tried: 0,
            step_failed: false,
            category: None,
            requires_expert: false,
        }
    }
}

/// A stretch of the judged text.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Span {
    /// First character, in Unicode scalar values of the original text.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// The stretch itself, as it was written.
    pub text: String,
}

/// One measured fact that the decision looked at.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Input {
    /// The signal's name, for example `confidence`.
    pub name: String,
    /// Its value; truth values are 0 and 1.
    pub value: f64,
}

/// The rule that came closest to firing without doing so.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct NearMiss {
    /// The rule's id.
    pub rule: String,
    /// The value it looked at.
    pub value: f64,
    /// The value it wants.
    pub threshold: f64,
    /// How far away that was, as a share of the threshold; 0 is touching.
    pub distance: f64,
}

/// All that a decision rests on.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Evidence {
    /// The id of the rule that decided, for example `en.user_request.talk_to`, `policy.confidence`,
    /// or `none`.
    pub rule: String,
    /// The version (content hash) of the rule set.
    pub rule_version: String,
    /// The words that made a phrase rule fire.
    pub spans: Vec<Span>,
    /// Every signal that was known.
    pub inputs: Vec<Input>,
    /// The nearest rule that did not fire.
    pub near_miss: Option<NearMiss>,
}

impl Verdict {
    /// The same judgement where something else than a rule made the ticket, for `reason`.
    #[must_use]
    pub fn escalated_for(self, reason: Reason, priority: Priority, explanation: &str) -> Self {
        Self {
            decision: Decision::Escalate,
            reason: Some(reason),
            severity: self.severity.filter(|_| reason == Reason::SafetyConcern),
            priority: priority.max(self.priority),
            explanation: explanation.to_owned(),
            ..self
        }
    }
}

/// The decision on one turn.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Verdict {
    /// What is to be done.
    pub decision: Decision,
    /// Why; `None` exactly when the decision is [`Decision::Continue`].
    pub reason: Option<Reason>,
    /// The priority a ticket made of this would get.
    pub priority: Priority,
    /// The measured value that decided, where there is one.
    pub value: Option<f64>,
    /// One English sentence for people, without personal data.
    pub explanation: String,
    /// How bad the hazard is; `None` exactly when the reason is no hazard.
    pub severity: Option<Severity>,
    /// The user is losing patience: the limits were lower and the priority is higher than usual.
    pub frustrated: bool,
    /// The user may harm themselves: say the words that the operators have chosen and offer a person.
    /// Never makes a ticket by itself.
    pub distress: bool,
    /// What it rests on.
    pub evidence: Evidence,
}
