//! The port behind which the AI side lives: a knowledge base today, a language model when one is set.
//!
//! The assistant proposes; it never decides. It may ask for a person, it can never prevent one, and
//! nothing it returns is stored before [`close_turn`](crate::chat::close_turn) has checked that it
//! may still speak.

use std::pin::Pin;
use std::time::Duration;

use futures_core::Stream;

use crate::id::OrganizationId;
use crate::language::Language;
use crate::step::StepOutcome;
use crate::vocabulary::vocabulary;

vocabulary!(
    /// The kind of problem a session is about. Specialist contacts are chosen by it.
    Category {
        /// Wiring, supply, sensors.
        Electrical => "electrical",
        /// Pumps, hoses, pressure.
        Hydraulic => "hydraulic",
        /// Moving parts.
        Mechanical => "mechanical",
        /// Remote control, display, software.
        Control => "control",
        /// Anything else.
        Other => "other",
    }
);

/// One earlier utterance, as the assistant gets to see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastMessage {
    /// Whether the user wrote it (otherwise the assistant or an expert did).
    pub from_user: bool,
    /// What was said.
    pub content: String,
}

/// Where a session stands in the guided steps of a problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuidePosition {
    /// The knowledge base's id of the problem.
    pub problem: String,
    /// The number of the last step given, counted from 1.
    pub step: u32,
}

/// What the assistant is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// Answer what the user wrote. `guide` tells which steps are under way, if any: a question about
    /// the current step is answered with that step repeated, a new fault starts another guide.
    Answer {
        /// The user's words, possibly empty.
        text: String,
        /// The steps under way.
        guide: Option<GuidePosition>,
    },
    /// Give the step after `guide`, because the last one ended with `outcome`.
    NextStep {
        /// The last step given.
        guide: GuidePosition,
        /// How it ended; never [`StepOutcome::Resolved`].
        outcome: StepOutcome,
    },
}

/// A question to the assistant with all it may know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What is wanted.
    pub request: Request,
    /// Whose knowledge to answer from; what another organization knows is never used.
    pub organization: OrganizationId,
    /// The language to answer in where the assistant can.
    pub language: Language,
    /// The user's machine model, where the host system told us.
    pub machine_model: Option<String>,
    /// The newest messages before this one, oldest first.
    pub past: Vec<PastMessage>,
    /// The number of this turn in its session, counted from 1.
    pub turn: i64,
    /// What an expert told the assistant when handing the conversation back. It may be used, never repeated.
    pub guidance: Option<String>,
    /// How long the answer may take; the caller drops the stream then.
    pub deadline: Duration,
}

/// A passage that an answer rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Citation {
    /// Stable id of the document.
    pub document: String,
    /// Its title, for people.
    pub title: String,
    /// The heading of the passage within it.
    pub section: String,
    /// The number of the passage within the document, counted from 1, by which it can be opened.
    pub passage: Option<u32>,
}

/// A passage that was cited, opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedPassage {
    /// The title of its document.
    pub title: String,
    /// What it is written in.
    pub language: Language,
    /// Said wherever a part of the document is quoted.
    pub notice: Option<String>,
    /// Its heading.
    pub heading: String,
    /// Its text.
    pub text: String,
}

/// What the assistant takes the problem to be.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Diagnosis {
    /// The knowledge base's id of the problem.
    pub problem: String,
    /// Its title, for people.
    pub title: String,
    /// The kind of problem.
    pub category: Category,
    /// How sure the assistant is, 0 to 1.
    pub confidence: f64,
    /// Causes to look for, most likely first.
    pub likely_causes: Vec<String>,
    /// What could hurt somebody.
    pub safety_warnings: Vec<String>,
    /// Whether only an expert may do this.
    pub requires_expert: bool,
}

/// A guided step as the assistant proposes it; the session makes it a [`Step`](crate::Step).
#[derive(Debug, Clone, PartialEq)]
pub struct StepPlan {
    /// The knowledge base's id of the problem the step belongs to.
    pub problem: String,
    /// Counted from 1 within the problem.
    pub number: u32,
    /// What to do.
    pub instruction: String,
    /// How long it takes, in minutes.
    pub minutes: u32,
    /// What could hurt somebody.
    pub safety_warnings: Vec<String>,
    /// What the user should see when it worked.
    pub expected_outcomes: Vec<String>,
}

/// The assistant's whole answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// What to say to the user.
    pub text: String,
    /// How well the evidence supports it, 0 to 1. `None` when it claims nothing (a greeting, a
    /// question back), so that politeness is never low confidence.
    pub confidence: Option<f64>,
    /// What made it, for the wire's `model_used`.
    pub model: String,
    /// Tokens spent, 0 where that means nothing.
    pub tokens: u32,
    /// The passages it rests on.
    pub citations: Vec<Citation>,
    /// What the problem is taken to be, where a fault was recognised.
    pub diagnosis: Option<Diagnosis>,
    /// The step to take now, where the answer is one.
    pub step: Option<StepPlan>,
    /// The guided steps have ended without solving the problem.
    pub guide_exhausted: bool,
    /// The assistant asks for a person to take over.
    pub asks_for_human: bool,
    /// Why there is no proper answer, for the wire's `error_message`; `text` still holds a sentence
    /// fit for the user.
    pub failure: Option<String>,
}

/// A piece of an answer on its way.
#[derive(Debug, Clone, PartialEq)]
pub enum AnswerPart {
    /// More text, to be shown at once.
    Text(String),
    /// The text so far does not hold and is to be forgotten; what counts comes after this.
    Withdrawn,
    /// The complete answer, the last part. `Answer::text` repeats all text parts that hold.
    Done(Box<Answer>),
}

/// A text that somebody wants to read in another language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToTranslate {
    /// The text.
    pub text: String,
    /// The language to read it in.
    pub language: Language,
    /// How long that may take; the caller waits no longer.
    pub deadline: Duration,
}

/// A text in another language, by a machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Translated {
    /// The text: plain, cut off with `…` where it was longer than the machine may answer.
    pub text: String,
    /// What made it, for the wire's `model_used`.
    pub model: String,
}

/// Why a text could not be translated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotTranslated(
    /// In a sentence, fit for those who work here.
    pub String,
);

/// A translation being made. Dropping it cancels the work.
pub type Translating = Pin<Box<dyn Future<Output = Result<Translated, NotTranslated>> + Send>>;

/// Which models answer, for those who ask the service.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelCard {
    /// The one that is asked first.
    pub primary: String,
    /// The one that is asked when the first cannot answer.
    pub fallback: Option<String>,
    /// The most tokens that an answer may have, where that means something.
    pub max_tokens: Option<u32>,
    /// How freely it chooses its words, where that means something.
    pub temperature: Option<f64>,
}

/// An answer being made. Dropping it cancels the work.
pub type AnswerStream = Pin<Box<dyn Stream<Item = AnswerPart> + Send>>;

/// Answers users.
///
/// An implementation never panics on any question, ends its stream with exactly one
/// [`AnswerPart::Done`], turns its own failures into an [`Answer`] with `failure` set, and holds no
/// database connection.
pub trait Assistant: Send + Sync {
    /// Starts answering `question`.
    fn answer(&self, question: Question) -> AnswerStream;

    /// How many earlier messages it wants with each question; 0 when each message stands alone.
    fn memory(&self) -> u16 {
        0
    }

    /// A short name for health answers and `model_used`.
    fn name(&self) -> &str;

    /// Which models answer.
    fn models(&self) -> ModelCard {
        ModelCard { primary: self.name().to_owned(), fallback: None, max_tokens: None, temperature: None }
    }

    /// What does not work as it should although questions are answered: one sentence, fit for anybody.
    fn trouble(&self) -> Option<String> {
        None
    }

    /// Starts putting a text into another language; `None` where no machine for that is set up. What the text says is
    /// material and never an instruction.
    fn translate(&self, _text: ToTranslate) -> Option<Translating> {
        None
    }

    /// A passage that it cited of what it brings along itself. What organizations brought is in the store.
    fn passage(&self, _document: &str, _number: u32) -> Option<OpenedPassage> {
        None
    }
}
