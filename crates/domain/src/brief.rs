//! The brief: the summary an expert reads first, made without a language model.
//!
//! The sections and their order are the prototype's; readers rely on them. Every line is taken from a
//! stored row, so nothing in it is invented.

use std::fmt::Write as _;

use crate::message::{Message, Sender};
use crate::session::Session;
use crate::step::{Step, StepOutcome};

const HIGHLIGHTS: usize = 3;
const HIGHLIGHT_CHARS: usize = 500;

/// Writes the brief of a session from its steps and messages (oldest first).
///
/// The highlights are the user's first message, which usually names the problem, and the newest two.
pub(crate) fn brief(session: &Session, steps: &[Step], messages: &[Message]) -> String {
    let mut text = String::with_capacity(1024);
    opening(&mut text, session);
    diagnosis(&mut text, session);
    attempted(&mut text, steps);
    highlights(&mut text, messages);
    text
}

fn line(text: &mut String, label: &str, value: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(text, "{label}: {value}");
}

fn opening(text: &mut String, session: &Session) {
    text.push_str("=== TROUBLESHOOTING SESSION SUMMARY ===\n");
    line(text, "Session ID", &session.id.to_string());
    line(text, "Created", &session.created_at.format("%Y-%m-%d %H:%M:%S UTC").to_string());
    line(text, "Language", session.language.code());
    line(text, "Machine ID", session.machine_id.as_deref().unwrap_or("Not specified"));
    if let Some(problem) = &session.problem_description {
        line(text, "Problem", &clip(problem));
    }
}

fn diagnosis(text: &mut String, session: &Session) {
    text.push_str("\n=== INITIAL DIAGNOSTIC ASSESSMENT ===\n");
    let Some(found) = &session.diagnosis else {
        line(text, "Problem Category", "Not determined");
        let confidence = session.confidence.map_or_else(|| "Not determined".to_owned(), level);
        line(text, "Confidence Level", &confidence);
        return;
    };
    line(text, "Problem Category", &format!("{} ({})", found.category, found.title));
    line(text, "Confidence Level", &level(found.confidence));
    line(text, "Likely Causes", &listed(&found.likely_causes));
    line(text, "Safety Warnings", &listed(&found.safety_warnings));
    line(text, "Requires Expert", if found.requires_expert { "Yes" } else { "No" });
}

fn level(confidence: f64) -> String {
    let word = match confidence {
        c if c < 0.3 => "very_low",
        c if c < 0.5 => "low",
        c if c < 0.75 => "medium",
        _ => "high",
    };
    format!("{word} ({:.0}%)", confidence * 100.0)
}

fn listed(items: &[String]) -> String {
    if items.is_empty() { "None".to_owned() } else { items.join("; ") }
}

fn attempted(text: &mut String, steps: &[Step]) {
    text.push_str("\n=== TROUBLESHOOTING STEPS ATTEMPTED ===\n");
    if steps.is_empty() {
        text.push_str("None\n");
    }
    for step in steps {
        let state = match step.outcome {
            None => "⏳ In Progress",
            Some(StepOutcome::Resolved) => "✓ Completed (Successful)",
            Some(StepOutcome::NotResolved) => "✓ Completed (Unsuccessful)",
            Some(StepOutcome::Partially) => "✓ Completed (Partly successful)",
            Some(StepOutcome::Unclear) => "✓ Completed",
        };
        let _ = writeln!(text, "Step {}: {} - {state}", step.number, clip(&step.instruction));
        if let Some(feedback) = &step.feedback {
            let _ = writeln!(text, "  User Feedback: {}", clip(feedback));
        }
    }
}

fn highlights(text: &mut String, messages: &[Message]) {
    text.push_str("\n=== CONVERSATION HIGHLIGHTS ===\n");
    let said: Vec<&Message> =
        messages.iter().filter(|m| m.sender == Sender::User && !m.content.trim().is_empty()).collect();
    if said.is_empty() {
        text.push_str("None\n");
    }
    let newest = said.len().saturating_sub(HIGHLIGHTS - 1).max(1);
    let chosen = said.iter().take(1).chain(said.iter().skip(newest));
    for (index, message) in chosen.enumerate() {
        let _ =
            writeln!(text, "User Message {} (#{}): {}", index + 1, message.sequence, clip(&message.content));
    }
}

/// One line, cut at a length that keeps the brief readable; the transcript has the whole.
fn clip(text: &str) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match flat.char_indices().nth(HIGHLIGHT_CHARS) {
        Some((end, _)) => format!("{}…", flat.get(..end).unwrap_or(&flat)),
        None => flat,
    }
}
