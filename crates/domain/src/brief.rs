//! The brief: the summary an expert reads first, made without a language model.
//!
//! The sections and their order are the prototype's; readers rely on them. Every line is taken from a
//! stored row, so nothing in it is invented.

use std::borrow::Cow;
use std::fmt::Write;

use crate::message::{Message, Sender};
use crate::session::Session;
use crate::step::Step;

mod line;

pub use line::{BriefFact, BriefLevel, BriefLine, BriefPart, BriefState, BriefValue, brief_lines};

const HIGHLIGHTS: usize = 3;
const HIGHLIGHT_CHARS: usize = 500;

/// Writes the brief of a session from its steps and messages (oldest first).
///
/// The highlights are the user's first message, which usually names the problem, and the newest two.
pub(crate) fn brief(session: &Session, steps: &[Step], messages: &[Message]) -> String {
    let mut text = String::with_capacity(1024);
    for (index, part) in
        [opening(session), diagnosis(session), attempted(steps), highlights(messages)].iter().enumerate()
    {
        if index > 0 {
            text.push('\n');
        }
        for line in part {
            // A string takes whatever is written to it.
            let _ = writeln!(text, "{line}");
        }
    }
    text
}

fn text(value: impl Into<String>) -> BriefValue<'static> {
    BriefValue::Text(Cow::Owned(value.into()))
}

fn opening(session: &Session) -> Vec<BriefLine<'static>> {
    let machine = session.machine_id.as_ref().map_or(BriefValue::NotSpecified, text);
    let created = session.created_at.format("%Y-%m-%d %H:%M:%S UTC").to_string();
    let mut lines = vec![
        BriefLine::Part(BriefPart::Session),
        BriefLine::Fact(BriefFact::Session, text(session.id.to_string())),
        BriefLine::Fact(BriefFact::Created, text(created)),
        BriefLine::Fact(BriefFact::Language, text(session.language.code())),
        BriefLine::Fact(BriefFact::Machine, machine),
    ];
    let problem = session.problem_description.as_ref();
    lines.extend(problem.map(|problem| BriefLine::Fact(BriefFact::Problem, text(clip(problem)))));
    lines
}

fn diagnosis(session: &Session) -> Vec<BriefLine<'static>> {
    let title = BriefLine::Part(BriefPart::Assessment);
    let Some(found) = &session.diagnosis else {
        let confidence = session.confidence.map_or(BriefValue::NotDetermined, level);
        return vec![
            title,
            BriefLine::Fact(BriefFact::Category, BriefValue::NotDetermined),
            BriefLine::Fact(BriefFact::Confidence, confidence),
        ];
    };
    vec![
        title,
        BriefLine::Fact(BriefFact::Category, text(format!("{} ({})", found.category, found.title))),
        BriefLine::Fact(BriefFact::Confidence, level(found.confidence)),
        BriefLine::Fact(BriefFact::Causes, listed(&found.likely_causes)),
        BriefLine::Fact(BriefFact::Warnings, listed(&found.safety_warnings)),
        BriefLine::Fact(BriefFact::NeedsExpert, BriefValue::Answer(found.requires_expert)),
    ]
}

fn level(confidence: f64) -> BriefValue<'static> {
    BriefValue::Level(BriefLevel::of(confidence), Cow::Owned(format!("{:.0}", confidence * 100.0)))
}

fn listed(items: &[String]) -> BriefValue<'static> {
    if items.is_empty() { BriefValue::None } else { text(items.join("; ")) }
}

fn attempted(steps: &[Step]) -> Vec<BriefLine<'static>> {
    let mut lines = vec![BriefLine::Part(BriefPart::Steps)];
    for step in steps {
        let state = step.outcome.map_or(BriefState::Open, BriefState::Tried);
        let number = Cow::Owned(step.number.to_string());
        lines.push(BriefLine::Step(number, Cow::Owned(clip(&step.instruction)), state));
        let feedback = step.feedback.as_ref();
        lines.extend(feedback.map(|feedback| BriefLine::Feedback(Cow::Owned(clip(feedback)))));
    }
    or_nothing(lines)
}

fn highlights(messages: &[Message]) -> Vec<BriefLine<'static>> {
    let said: Vec<&Message> =
        messages.iter().filter(|m| m.sender == Sender::User && !m.content.trim().is_empty()).collect();
    let newest = said.len().saturating_sub(HIGHLIGHTS - 1).max(1);
    let chosen = said.iter().take(1).chain(said.iter().skip(newest));
    let mut lines = vec![BriefLine::Part(BriefPart::Highlights)];
    for (index, message) in chosen.enumerate() {
        let numbers = (Cow::Owned((index + 1).to_string()), Cow::Owned(message.sequence.to_string()));
        lines.push(BriefLine::Said(numbers.0, numbers.1, Cow::Owned(clip(&message.content))));
    }
    or_nothing(lines)
}

/// A part of which there is only the title says that there is nothing.
fn or_nothing(mut lines: Vec<BriefLine<'static>>) -> Vec<BriefLine<'static>> {
    if lines.len() == 1 {
        lines.push(BriefLine::Nothing);
    }
    lines
}

/// One line, cut at a length that keeps the brief readable; the transcript has the whole.
fn clip(text: &str) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match flat.char_indices().nth(HIGHLIGHT_CHARS) {
        Some((end, _)) => format!("{}…", flat.get(..end).unwrap_or(&flat)),
        None => flat,
    }
}

#[cfg(test)]
mod tests {
    use super::{BriefLine, brief_lines};
    use proptest::prelude::*;

    /// Lines of a brief, with what looks like another line in them.
    const WRITTEN: [&str; 11] = [
        "=== CONVERSATION HIGHLIGHTS ===",
        "Confidence Level: very_low (07%)",
        "Machine ID: Not specified",
        "Problem: None",
        "Requires Expert: No",
        "Likely Causes: None",
        "Step 1: turn - ✓ Completed - and wait - ✓ Completed (Partly successful)",
        "Step 2: Problem: x - ⏳ In Progress",
        "  User Feedback: None",
        "User Message 1 (#12): Created: (#1): None",
        "None",
    ];

    fn line() -> impl Strategy<Value = String> {
        let written = prop::sample::select(WRITTEN.to_vec()).prop_map(str::to_owned);
        prop_oneof![written, "\\PC{0,20}", "(Step|Problem|Created|User Message|=== )[: #()=a-z1-9-]{0,12}"]
    }

    proptest! {
        #[test]
        fn the_lines_that_are_read_are_the_brief_again(lines in prop::collection::vec(line(), 1..12)) {
            let summary = lines.join("\n");
            let again: Vec<String> = brief_lines(&summary).map(|line| line.to_string()).collect();
            prop_assert_eq!(again.join("\n"), summary);
        }
    }

    #[test]
    fn every_line_of_a_brief_is_known() {
        for line in WRITTEN {
            let read: Vec<BriefLine<'_>> = brief_lines(line).collect();
            assert!(!matches!(read.as_slice(), [BriefLine::Other(_)]), "{line}");
        }
    }
}
