//! The summary of a ticket in the language of a mail.
//!
//! It is kept in English with the ticket, because programs read it; whatever in it is ours is said anew, and what
//! people and manuals said stays as it is.

use handover_domain::assistant::Category;
use handover_domain::{
    BriefFact, BriefLevel, BriefLine, BriefPart, BriefState, BriefValue, StepOutcome, brief_lines,
};

use crate::words::Words;

/// `summary` line by line; one that is not ours stays.
pub(super) fn translated(words: &Words, summary: &str) -> String {
    let lines: Vec<String> = brief_lines(summary).map(|line| one(words, &line)).collect();
    lines.join("\n")
}

fn one(words: &Words, line: &BriefLine<'_>) -> String {
    match line {
        BriefLine::Part(part) => format!("=== {} ===", words.say(title(*part))),
        BriefLine::Fact(fact, value) => {
            let value = match (fact, value) {
                (BriefFact::Category, BriefValue::Text(text)) => category(words, text),
                _ => said(words, value),
            };
            let label = words.say(label(*fact));
            words.say_with("mail-brief_fact", &[("label", &label), ("value", &value)])
        }
        BriefLine::Nothing => words.say("mail-brief_none"),
        BriefLine::Step(number, instruction, how) => {
            let values =
                [("number", &**number), ("instruction", &**instruction), ("state", &words.say(state(*how)))];
            words.say_with("mail-brief_step", &values)
        }
        BriefLine::Feedback(text) => {
            format!("  {}", words.say_with("mail-brief_feedback", &[("text", text)]))
        }
        BriefLine::Said(index, number, text) => {
            let values = [("index", &**index), ("number", &**number), ("text", &**text)];
            words.say_with("mail-brief_said", &values)
        }
        BriefLine::Other(text) => (**text).to_owned(),
    }
}

fn title(part: BriefPart) -> &'static str {
    match part {
        BriefPart::Session => "mail-brief_session",
        BriefPart::Assessment => "mail-brief_assessment",
        BriefPart::Steps => "mail-brief_steps",
        BriefPart::Highlights => "mail-brief_highlights",
    }
}

fn label(fact: BriefFact) -> &'static str {
    match fact {
        BriefFact::Session => "mail-label_session",
        BriefFact::Created => "mail-label_created",
        BriefFact::Language => "mail-brief_language",
        BriefFact::Machine => "mail-brief_machine",
        BriefFact::Problem => "mail-brief_problem",
        BriefFact::Category => "mail-brief_category",
        BriefFact::Confidence => "mail-brief_confidence",
        BriefFact::Causes => "mail-brief_causes",
        BriefFact::Warnings => "mail-brief_warnings",
        BriefFact::NeedsExpert => "mail-brief_needs_expert",
    }
}

fn said(words: &Words, value: &BriefValue<'_>) -> String {
    match value {
        BriefValue::NotSpecified => words.say("mail-brief_not_specified"),
        BriefValue::NotDetermined => words.say("mail-brief_not_determined"),
        BriefValue::None => words.say("mail-brief_none"),
        BriefValue::Answer(yes) => words.say(if *yes { "mail-brief_yes" } else { "mail-brief_no" }),
        BriefValue::Level(sure, percent) => {
            let sure = words.say(level(*sure));
            words.say_with("mail-brief_level", &[("level", &sure), ("percent", percent)])
        }
        BriefValue::Text(text) => (**text).to_owned(),
    }
}

/// `hydraulic (Title of the problem)`: the title is the manual's.
fn category(words: &Words, text: &str) -> String {
    let (code, title) = text.split_once(' ').map_or((text, None), |(code, title)| (code, Some(title)));
    let name = match Category::parse(code) {
        Some(Category::Electrical) => "mail-category_electrical",
        Some(Category::Hydraulic) => "mail-category_hydraulic",
        Some(Category::Mechanical) => "mail-category_mechanical",
        Some(Category::Control) => "mail-category_control",
        Some(Category::Other) => "mail-category_other",
        None => return text.to_owned(),
    };
    let name = words.say(name);
    title.map_or(name.clone(), |title| format!("{name} {title}"))
}

fn level(level: BriefLevel) -> &'static str {
    match level {
        BriefLevel::VeryLow => "mail-brief_very_low",
        BriefLevel::Low => "mail-brief_low",
        BriefLevel::Medium => "mail-brief_medium",
        BriefLevel::High => "mail-brief_high",
    }
}

fn state(state: BriefState) -> &'static str {
    match state {
        BriefState::Open => "mail-brief_open",
        BriefState::Tried(StepOutcome::Resolved) => "mail-brief_resolved",
        BriefState::Tried(StepOutcome::NotResolved) => "mail-brief_not_resolved",
        BriefState::Tried(StepOutcome::Partially) => "mail-brief_partially",
        BriefState::Tried(StepOutcome::Unclear) => "mail-brief_tried",
    }
}

#[cfg(test)]
mod tests {
    use super::translated;
    use crate::words::Words;
    use handover_domain::Language;

    #[test]
    fn in_english_it_is_what_is_kept_with_the_ticket() {
        let kept = "=== TROUBLESHOOTING SESSION SUMMARY ===\nSession ID: 7\nCreated: 2026\nLanguage: el\n\
            Machine ID: Not specified\nProblem: None\n\n=== INITIAL DIAGNOSTIC ASSESSMENT ===\n\
            Problem Category: Not determined\nProblem Category: hydraulic (Hose)\nConfidence Level: Not determined\nLikely Causes: a; b\n\
            Confidence Level: very_low (7%)\nConfidence Level: low (40%)\nConfidence Level: medium (60%)\n\
            Confidence Level: high (90%)\nSafety Warnings: None\nRequires Expert: Yes\nRequires Expert: No\n\n\
            === TROUBLESHOOTING STEPS ATTEMPTED ===\nNone\nStep 1: a - ⏳ In Progress\n\
            Step 2: b - ✓ Completed (Successful)\nStep 3: c - ✓ Completed (Unsuccessful)\n\
            Step 4: d - ✓ Completed (Partly successful)\nStep 5: e - ✓ Completed\n  User Feedback: None\n\n\
            === CONVERSATION HIGHLIGHTS ===\nUser Message 1 (#3): None\nanything else\n";
        assert_eq!(translated(Words::of(Language::En), kept), kept);
        let greek = translated(Words::of(Language::El), kept);
        assert!(greek.contains("Υδραυλικά (Hose)"), "{greek}");
        for (before, after) in kept.lines().zip(greek.lines()) {
            assert_eq!(before == after, before.is_empty() || before == "anything else", "{before}: {after}");
        }
    }
}
