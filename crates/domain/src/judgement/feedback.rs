//! Reads what the user says about a step.

use super::rule_set::RuleSet;
use super::source::Topic;
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
    if let Some(reading) = button(text) {
        return reading;
    }
    let cues = rules.cues(language, text);
    let says = |topic| cues.iter().any(|cue| cue.topic == topic && cue.held_back_by.is_none());
    match (says(Topic::Worse), says(Topic::NotResolved), says(Topic::Resolved), says(Topic::Partially)) {
        (true, ..) => FeedbackReading::Worse,
        // "It starts now but it still leaks": some good, some bad.
        (_, _, _, true) | (_, true, true, _) => FeedbackReading::Partially,
        (_, true, false, _) => FeedbackReading::NotResolved,
        (_, false, true, _) => FeedbackReading::Resolved,
        (false, false, false, false) => FeedbackReading::Unclear,
    }
}

/// The marks that end a question. Greeks type a semicolon.
const MARKS: [char; 3] = ['?', '؟', '\u{37e}'];

/// Whether a text about a step asks back, so that it wants an answer and then the same step again.
#[must_use]
pub fn asks_back(rules: &RuleSet, language: Language, text: &str) -> bool {
    let greek = language == Language::El && text.trim_end().ends_with(';');
    let asks = || {
        rules
            .cues(language, text)
            .iter()
            .any(|cue| cue.topic == Topic::Question && cue.held_back_by.is_none())
    };
    greek || text.contains(MARKS) || asks()
}

#[cfg(test)]
mod tests;
