//! The form of a brief: what its lines are, how each is spelt, and how it is read again.

use std::borrow::Cow;
use std::fmt;

use crate::step::StepOutcome;

/// A part of the brief.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BriefPart {
    /// What the session is.
    Session,
    /// What the assistant first thought of it.
    Assessment,
    /// What was tried.
    Steps,
    /// What the user said.
    Highlights,
}

impl BriefPart {
    const ALL: [Self; 4] = [Self::Session, Self::Assessment, Self::Steps, Self::Highlights];

    fn spelt(self) -> &'static str {
        match self {
            Self::Session => "TROUBLESHOOTING SESSION SUMMARY",
            Self::Assessment => "INITIAL DIAGNOSTIC ASSESSMENT",
            Self::Steps => "TROUBLESHOOTING STEPS ATTEMPTED",
            Self::Highlights => "CONVERSATION HIGHLIGHTS",
        }
    }
}

/// What a line with a label is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each says what its name says")]
pub enum BriefFact {
    Session,
    Created,
    Language,
    Machine,
    Problem,
    Category,
    Confidence,
    Causes,
    Warnings,
    NeedsExpert,
}

impl BriefFact {
    const ALL: [Self; 10] = [
        Self::Session,
        Self::Created,
        Self::Language,
        Self::Machine,
        Self::Problem,
        Self::Category,
        Self::Confidence,
        Self::Causes,
        Self::Warnings,
        Self::NeedsExpert,
    ];

    fn spelt(self) -> &'static str {
        match self {
            Self::Session => "Session ID",
            Self::Created => "Created",
            Self::Language => "Language",
            Self::Machine => "Machine ID",
            Self::Problem => "Problem",
            Self::Category => "Problem Category",
            Self::Confidence => "Confidence Level",
            Self::Causes => "Likely Causes",
            Self::Warnings => "Safety Warnings",
            Self::NeedsExpert => "Requires Expert",
        }
    }
}

/// How sure the assistant was, in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each says what its name says")]
pub enum BriefLevel {
    VeryLow,
    Low,
    Medium,
    High,
}

impl BriefLevel {
    const ALL: [Self; 4] = [Self::VeryLow, Self::Low, Self::Medium, Self::High];

    /// Of a confidence from 0 to 1.
    pub(super) fn of(confidence: f64) -> Self {
        match confidence {
            c if c < 0.3 => Self::VeryLow,
            c if c < 0.5 => Self::Low,
            c if c < 0.75 => Self::Medium,
            _ => Self::High,
        }
    }

    fn spelt(self) -> &'static str {
        match self {
            Self::VeryLow => "very_low",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// What a line with a label says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BriefValue<'a> {
    /// That no machine was named.
    NotSpecified,
    /// That it is not known.
    NotDetermined,
    /// That there are none.
    None,
    /// Yes or no.
    Answer(bool),
    /// How sure, and the per cent of it.
    Level(BriefLevel, Cow<'a, str>),
    /// A name, a time, a code, or what somebody wrote.
    Text(Cow<'a, str>),
}

impl BriefValue<'_> {
    fn read(fact: BriefFact, spelt: &str) -> BriefValue<'_> {
        match (fact, spelt) {
            (BriefFact::Machine, "Not specified") => BriefValue::NotSpecified,
            (BriefFact::Category | BriefFact::Confidence, "Not determined") => BriefValue::NotDetermined,
            (BriefFact::Causes | BriefFact::Warnings, "None") => BriefValue::None,
            (BriefFact::NeedsExpert, "Yes") => BriefValue::Answer(true),
            (BriefFact::NeedsExpert, "No") => BriefValue::Answer(false),
            (BriefFact::Confidence, spelt) => level(spelt).unwrap_or(BriefValue::Text(Cow::Borrowed(spelt))),
            (_, spelt) => BriefValue::Text(Cow::Borrowed(spelt)),
        }
    }
}

fn level(spelt: &str) -> Option<BriefValue<'_>> {
    let (word, percent) = spelt.strip_suffix("%)")?.split_once(" (")?;
    let level = BriefLevel::ALL.into_iter().find(|level| level.spelt() == word)?;
    Some(BriefValue::Level(level, Cow::Borrowed(percent)))
}

impl fmt::Display for BriefValue<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotSpecified => f.write_str("Not specified"),
            Self::NotDetermined => f.write_str("Not determined"),
            Self::None => f.write_str("None"),
            Self::Answer(yes) => f.write_str(if *yes { "Yes" } else { "No" }),
            Self::Level(level, percent) => write!(f, "{} ({percent}%)", level.spelt()),
            Self::Text(text) => f.write_str(text),
        }
    }
}

/// How far a step came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BriefState {
    /// Its user has not said anything of it.
    Open,
    /// It was tried, and this came of it.
    Tried(StepOutcome),
}

impl BriefState {
    const ALL: [Self; 5] = [
        Self::Open,
        Self::Tried(StepOutcome::Resolved),
        Self::Tried(StepOutcome::NotResolved),
        Self::Tried(StepOutcome::Partially),
        Self::Tried(StepOutcome::Unclear),
    ];

    fn spelt(self) -> &'static str {
        match self {
            Self::Open => "⏳ In Progress",
            Self::Tried(StepOutcome::Resolved) => "✓ Completed (Successful)",
            Self::Tried(StepOutcome::NotResolved) => "✓ Completed (Unsuccessful)",
            Self::Tried(StepOutcome::Partially) => "✓ Completed (Partly successful)",
            Self::Tried(StepOutcome::Unclear) => "✓ Completed",
        }
    }
}

/// One line of a brief. It is shown as it is spelt in the brief that is kept with the ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BriefLine<'a> {
    /// A part begins.
    Part(BriefPart),
    /// A label and its value.
    Fact(BriefFact, BriefValue<'a>),
    /// There is nothing in the part.
    Nothing,
    /// A step: its number, what was to be done, and how far it came.
    Step(Cow<'a, str>, Cow<'a, str>, BriefState),
    /// What the user said of the step before.
    Feedback(Cow<'a, str>),
    /// What the user said: which of the highlights it is, the message's number in the session, and its text.
    Said(Cow<'a, str>, Cow<'a, str>, Cow<'a, str>),
    /// Anything else.
    Other(Cow<'a, str>),
}

impl fmt::Display for BriefLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Part(part) => write!(f, "=== {} ===", part.spelt()),
            Self::Fact(fact, value) => write!(f, "{}: {value}", fact.spelt()),
            Self::Nothing => f.write_str("None"),
            Self::Step(number, instruction, state) => {
                write!(f, "Step {number}: {instruction} - {}", state.spelt())
            }
            Self::Feedback(text) => write!(f, "  User Feedback: {text}"),
            Self::Said(index, number, text) => write!(f, "User Message {index} (#{number}): {text}"),
            Self::Other(text) => f.write_str(text),
        }
    }
}

/// Reads the brief that is kept with a ticket. The lines, shown one after the other, are the brief again, whatever it
/// says.
pub fn brief_lines(summary: &str) -> impl Iterator<Item = BriefLine<'_>> {
    summary.split('\n').map(|line| {
        let read = part(line).or_else(|| fact(line)).or_else(|| step(line)).or_else(|| words(line));
        read.unwrap_or(BriefLine::Other(Cow::Borrowed(line)))
    })
}

fn part(line: &str) -> Option<BriefLine<'_>> {
    let title = line.strip_prefix("=== ")?.strip_suffix(" ===")?;
    BriefPart::ALL.into_iter().find(|part| part.spelt() == title).map(BriefLine::Part)
}

fn fact(line: &str) -> Option<BriefLine<'_>> {
    let (label, value) = line.split_once(": ")?;
    let fact = BriefFact::ALL.into_iter().find(|fact| fact.spelt() == label)?;
    Some(BriefLine::Fact(fact, BriefValue::read(fact, value)))
}

fn step(line: &str) -> Option<BriefLine<'_>> {
    let (number, rest) = line.strip_prefix("Step ")?.split_once(": ")?;
    let (instruction, state) = rest.rsplit_once(" - ")?;
    let state = BriefState::ALL.into_iter().find(|known| known.spelt() == state)?;
    Some(BriefLine::Step(Cow::Borrowed(number), Cow::Borrowed(instruction), state))
}

fn words(line: &str) -> Option<BriefLine<'_>> {
    if line == "None" {
        return Some(BriefLine::Nothing);
    }
    if let Some(text) = line.strip_prefix("  User Feedback: ") {
        return Some(BriefLine::Feedback(Cow::Borrowed(text)));
    }
    let (index, rest) = line.strip_prefix("User Message ")?.split_once(" (#")?;
    let (number, text) = rest.split_once("): ")?;
    Some(BriefLine::Said(Cow::Borrowed(index), Cow::Borrowed(number), Cow::Borrowed(text)))
}
