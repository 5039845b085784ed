//! Facts: what measures need to know of one session, and the rule by which each follows from its history.
//!
//! Texts that many sessions have in common are shared, so that a year of facts has room.

use std::ops::ControlFlow;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use super::firing;
use super::gaps::telling_words;
use super::history::{History, TicketRecord};
use super::mail::MailFact;
use super::questions::QuestionLook;
use crate::assistant::Category;
use crate::escalation::{Reason, SOLVED};
use crate::id::{MessageId, SessionId, TicketId};
use crate::language::Language;
use crate::message::Sender;
use crate::rating::{RatedHelp, Stars};
use crate::replay::Window;
use crate::session::SessionStatus;
use crate::step::StepOutcome;
use crate::store::{Scope, StoreResult};
use crate::ticket::{Priority, TicketStatus};
use crate::trigger::{Decision, TriggerType};
use crate::vocabulary::vocabulary;

vocabulary!(
    /// How a session ended, as far as is known.
    Outcome {
        /// Completed, and no ticket was ever made.
        SolvedByAssistant => "solved_by_assistant",
        /// A person was offered, none was wanted, and nobody came back.
        OfferIgnored => "offer_ignored",
        /// Its ticket is over, and it was not the user who said so before anybody had answered.
        SolvedByExpert => "solved_by_expert",
        /// The user said that the problem is solved before any expert had answered.
        Cancelled => "cancelled",
        /// It goes on, or its ticket does.
        Open => "open",
        /// Nobody came back, and no person had been offered.
        Abandoned => "abandoned",
    }
);

/// What is known of a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketFact {
    /// Its id.
    pub id: TicketId,
    /// The number people use.
    pub number: String,
    /// How urgent it is.
    pub priority: Priority,
    /// Why a person was needed.
    pub reason: Reason,
    /// When it was made.
    pub opened_at: DateTime<Utc>,
    /// Whether somebody still has to do something.
    pub is_open: bool,
    /// Seconds from its making to the first answer by an expert.
    pub first_answer: Option<i64>,
    /// Seconds from its making until its job was over; not for one that its user called off or that was merged.
    pub resolution: Option<i64>,
    /// How often its job was over and then was not.
    pub reopened: u32,
    /// Whether its job has ever been over.
    pub was_over: bool,
    /// Whether its user said that the problem is solved before any expert had answered.
    pub is_cancelled: bool,
    /// Whether it has become part of another ticket, whose job its own is since.
    pub is_merged: bool,
    /// Whether it says how it was solved, in an expert's words.
    pub has_resolution: bool,
}

/// One firing of a rule: a turn on which it offered or called a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Firing {
    /// The rule, as its evidence names it.
    pub rule: Arc<str>,
    /// The version of the rule set.
    pub version: Arc<str>,
    /// Why a person was needed, in its eyes.
    pub reason: Reason,
    /// When.
    pub at: DateTime<Utc>,
    /// Whether it made a ticket without asking.
    pub forced: bool,
    /// Whether its offer was taken: a person asked for the ticket before any rule fired again.
    pub accepted: bool,
    /// Whether its offer was not taken and the user asked for a person in words within the next three turns.
    pub too_late: bool,
    /// Whether the problem was solved and no expert had to answer.
    pub needless: bool,
}

/// One step that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepFact {
    /// The knowledge base's id of the problem.
    pub problem: Arc<str>,
    /// Counted from 1 within the problem.
    pub number: u32,
    /// What to do.
    pub instruction: Arc<str>,
    /// How it ended; `None` while the user is at it, or never said.
    pub outcome: Option<StepOutcome>,
}

/// A question that the assistant could not answer well.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// The user's message.
    pub message: MessageId,
    /// When it was asked.
    pub at: DateTime<Utc>,
    /// The first [`QUESTION_CHARS`] characters of it.
    pub text: String,
    /// How sure the assistant was, 0 to 1; `None` where it claimed nothing.
    pub confidence: Option<f64>,
    /// The [`telling_words`] of the text.
    pub words: Vec<Arc<str>>,
}

/// So much of a question is kept, in characters.
pub const QUESTION_CHARS: usize = 300;

/// An answer with less confidence than this is a gap in what is known, whatever the rules of the day say.
pub const GAP_CONFIDENCE: f64 = 0.4;

/// What measures need to know of one session.
#[derive(Debug, Clone, PartialEq)]
pub struct SessionFacts {
    /// The session.
    pub session: SessionId,
    /// The version of the session that they follow from.
    pub version: i64,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// Seconds from its opening to the last message.
    pub lasted: i64,
    /// Its language.
    pub language: Language,
    /// The host's id of the machine.
    pub machine_id: Option<Arc<str>>,
    /// The kind of problem, where one was recognised.
    pub category: Option<Category>,
    /// The problem, where one was recognised: the knowledge base's id and the title.
    pub problem: Option<(Arc<str>, Arc<str>)>,
    /// Where it stands.
    pub status: SessionStatus,
    /// How it ended.
    pub outcome: Outcome,
    /// Whether it has had a ticket; told also to those who do not look at tickets.
    pub has_ticket: bool,
    /// Its tickets, oldest first.
    pub tickets: Vec<TicketFact>,
    /// The firings of rules in it, oldest first.
    pub firings: Vec<Firing>,
    /// The steps in it, in the order they were given.
    pub steps: Vec<StepFact>,
    /// What its user said of the help, in the order of [`RatedHelp`].
    pub ratings: Vec<(RatedHelp, Stars)>,
    /// The questions in it that the assistant could not answer well, oldest first.
    pub questions: Vec<Question>,
}

impl SessionFacts {
    /// The facts of a session: the same history has the same facts.
    #[must_use]
    pub fn of(history: &History) -> Self {
        let session = &history.session;
        let tickets: Vec<TicketFact> = history.tickets.iter().map(TicketFact::of).collect();
        let outcome = outcome(history, &tickets);
        let last = history.messages.iter().map(|said| said.at).max();
        Self {
            session: session.id,
            version: session.version,
            opened_at: session.created_at,
            lasted: last.map_or(0, |last| seconds(session.created_at, last)),
            language: session.language,
            machine_id: session.machine_id.as_deref().map(Arc::from),
            category: session.diagnosis.as_ref().map(|found| found.category),
            problem: session
                .diagnosis
                .as_ref()
                .map(|found| (found.problem.as_str().into(), found.title.as_str().into())),
            status: session.status,
            outcome,
            has_ticket: !tickets.is_empty(),
            tickets,
            firings: firing::firings(&history.triggers, outcome),
            steps: steps(history),
            ratings: history.ratings.clone(),
            questions: questions(history),
        }
    }

    /// Whether the problem was solved without an expert.
    pub fn is_solved_without_expert(&self) -> bool {
        self.outcome.is_without_expert()
    }

    /// The reason of its first ticket.
    pub fn reason(&self) -> Option<Reason> {
        self.tickets.first().map(|ticket| ticket.reason)
    }
}

impl Outcome {
    /// Whether the problem was solved and no expert had to answer.
    pub(super) fn is_without_expert(self) -> bool {
        matches!(self, Self::SolvedByAssistant | Self::Cancelled)
    }
}

impl TicketFact {
    fn of(ticket: &TicketRecord) -> Self {
        let is_open = ticket.status.is_open();
        let by_user = ticket.resolution_notes.as_deref().is_some_and(|notes| notes.starts_with(SOLVED));
        let is_cancelled = !is_open && by_user && ticket.first_answer_at.is_none();
        let is_over = !is_open && !ticket.is_merged;
        let over = ticket.resolved_at.filter(|_| is_over && !is_cancelled);
        let reopened = ticket.moves.iter().filter(|(from, to)| !from.is_open() && to.is_open()).count();
        Self {
            id: ticket.id,
            number: ticket.number.clone(),
            priority: ticket.priority,
            reason: ticket.reason,
            opened_at: ticket.created_at,
            is_open,
            first_answer: ticket.first_answer_at.map(|at| seconds(ticket.created_at, at)),
            resolution: over.map(|at| seconds(ticket.created_at, at)),
            reopened: u32::try_from(reopened).unwrap_or(u32::MAX),
            was_over: is_over || reopened > 0,
            is_cancelled,
            is_merged: ticket.is_merged,
            has_resolution: ticket.status == TicketStatus::Resolved && !by_user,
        }
    }
}

impl TicketFact {
    /// Whether its job is over, and neither did its user call it off nor has it become another's.
    pub fn is_resolved(&self) -> bool {
        !self.is_open && !self.is_cancelled && !self.is_merged
    }
}

/// Whole seconds between two instants; a clock that was set back makes no negative time.
fn seconds(from: DateTime<Utc>, to: DateTime<Utc>) -> i64 {
    (to - from).num_seconds().max(0)
}

fn outcome(history: &History, tickets: &[TicketFact]) -> Outcome {
    // What is open comes first; an older ticket may have been taken up again.
    let decisive = tickets.iter().find(|ticket| ticket.is_open).or(tickets.last());
    match (decisive, history.session.status) {
        (Some(ticket), _) if ticket.is_open => Outcome::Open,
        // What its own was merged into is open.
        (Some(_), SessionStatus::Escalated) => Outcome::Open,
        // An expert may have answered to an older ticket.
        (Some(ticket), _) if ticket.is_cancelled && tickets.iter().all(|one| one.first_answer.is_none()) => {
            Outcome::Cancelled
        }
        (Some(_), _) => Outcome::SolvedByExpert,
        (None, SessionStatus::Completed) => Outcome::SolvedByAssistant,
        (None, SessionStatus::Active | SessionStatus::Escalated) => Outcome::Open,
        (None, SessionStatus::Abandoned) => {
            let offered = history.triggers.iter().any(|trigger| trigger.decision == Decision::Offer);
            if offered { Outcome::OfferIgnored } else { Outcome::Abandoned }
        }
    }
}

fn steps(history: &History) -> Vec<StepFact> {
    let fact = |step: &crate::step::Step| StepFact {
        problem: step.problem.as_str().into(),
        number: step.number,
        instruction: step.instruction.as_str().into(),
        outcome: step.outcome,
    };
    history.steps.iter().map(fact).collect()
}

/// The questions that were answered with too little confidence, or of which a rule said so.
fn questions(history: &History) -> Vec<Question> {
    let asked = history.messages.iter().filter(|said| said.sender == Sender::User);
    let weak = asked.filter_map(|said| {
        let of_turn = |other: &&super::history::Said| {
            other.turn == said.turn && other.sequence > said.sequence && other.sender == Sender::Assistant
        };
        let answers = history.messages.iter().filter(of_turn).filter_map(|answer| answer.confidence);
        let confidence = answers.min_by(f64::total_cmp);
        let judged_low = history.triggers.iter().any(|trigger| {
            trigger.message_id == Some(said.id) && trigger.trigger_type == TriggerType::ConfidenceLow
        });
        let is_weak = judged_low || confidence.is_some_and(|confidence| confidence < GAP_CONFIDENCE);
        (is_weak && !said.content.trim().is_empty()).then(|| {
            let text: String = said.content.chars().take(QUESTION_CHARS).collect();
            Question { message: said.id, at: said.at, words: telling_words(&text), text, confidence }
        })
    });
    weak.collect()
}

vocabulary!(
    /// A part of facts that a measure may look at, beside the questions that were answered badly. Times, language, kind of problem, status, outcome and ratings are there
    /// for all.
    Part {
        /// Which session it is, in which version.
        Ids => "ids",
        /// The machine.
        Machines => "machines",
        /// The tickets, but for their ids and numbers.
        Tickets => "tickets",
        /// The firings of rules.
        Firings => "firings",
        /// The problem, and the steps but for what they say.
        Steps => "steps",
    }
);

impl SessionFacts {
    /// Leaves what measures see of it who look at these parts: the other parts are empty, and so are what measures only
    /// quote and the questions, which are looked at by themselves.
    pub fn narrow(&mut self, parts: &[Part]) {
        let lacks = |part| !parts.contains(&part);
        if lacks(Part::Ids) {
            (self.session, self.version) = (SessionId(uuid::Uuid::nil()), 0);
        }
        if lacks(Part::Machines) {
            self.machine_id = None;
        }
        if lacks(Part::Tickets) {
            self.tickets.clear();
        }
        for ticket in &mut self.tickets {
            (ticket.id, ticket.number) = (TicketId(uuid::Uuid::nil()), String::new());
        }
        if lacks(Part::Firings) {
            self.firings.clear();
        }
        if lacks(Part::Steps) {
            self.problem = None;
            self.steps.clear();
        }
        for step in &mut self.steps {
            step.instruction = Arc::default();
        }
        self.questions.clear();
    }
}

/// Looks at facts one after the other, until it breaks.
pub type Look<'l> = dyn FnMut(&SessionFacts) -> ControlFlow<()> + 'l;

/// How far the kept facts of an organization have come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InsightState {
    /// Raised by every change of kept facts.
    pub revision: i64,
    /// When nothing was left to derive the last time.
    pub as_of: Option<DateTime<Utc>>,
}

/// Reading facts, and what they are derived from.
pub trait InsightReads {
    /// How far the organization's facts have come; `None` before any were kept.
    fn insight_state(&mut self, scope: Scope) -> StoreResult<Option<InsightState>>;

    /// Looks at the kept facts of the sessions opened within a window, newest first, as [`SessionFacts::narrow`] leaves
    /// them. They are not all in memory at once.
    fn each_insight_fact(
        &mut self,
        scope: Scope,
        within: (Window, &[Part]),
        look: &mut Look<'_>,
    ) -> StoreResult<()>;

    /// Looks at the questions in the facts of the sessions opened within a window that were answered badly, those of the
    /// newest session first.
    fn each_question(&mut self, scope: Scope, window: Window, look: &mut dyn QuestionLook)
    -> StoreResult<()>;

    /// Up to `limit` days of UTC that ended before `until`, that have facts and that are not packed, oldest first.
    fn unpacked_insight_days(
        &mut self,
        scope: Scope,
        until: DateTime<Utc>,
        limit: usize,
    ) -> StoreResult<Vec<NaiveDate>>;

    /// The days whose packed facts are not what is kept of their sessions, any of them; see
    /// [`pack_insight_days`](InsightWrites::pack_insight_days).
    fn amiss_insight_days(&mut self, scope: Scope) -> StoreResult<Vec<NaiveDate>>;

    /// The kept facts of those of `sessions` that have some, in any order.
    fn insight_facts_of(&mut self, scope: Scope, sessions: &[SessionId]) -> StoreResult<Vec<SessionFacts>>;

    /// Up to `limit` notes that a session was made or changed, oldest first: the note's number and the session.
    /// A session may be noted more than once. A note that was [held](InsightWrites::hold_change) is among them if its
    /// session has another version than that.
    fn changed_sessions(&mut self, scope: Scope, limit: i64) -> StoreResult<Vec<(i64, SessionId)>>;

    /// The histories of those of `sessions` that exist, in any order.
    fn histories(&mut self, scope: Scope, sessions: &[SessionId]) -> StoreResult<Vec<History>>;

    /// What is known of the mails that were promised within `window`.
    fn mail_facts(&mut self, scope: Scope, window: Window) -> StoreResult<Vec<MailFact>>;

    /// The model of every machine that has one, by the host's id.
    fn machine_models(&mut self, scope: Scope) -> StoreResult<Vec<(String, String)>>;
}

/// Keeping facts.
///
/// Whoever makes or changes a session through [`SessionWrites`](crate::SessionWrites) notes it as changed in the same
/// transaction; that is the store's own business. Only whoever changes a session with an
/// [open turn](crate::Session::has_open_turn) may count on the note of the one who opened it: so no note of a session is
/// forgotten while a turn is open in it, unless another is held.
pub trait InsightWrites {
    /// Raises the revision of the organization's facts and locks it until the transaction ends: the first thing
    /// every change does. Returns the new revision.
    fn raise_insight_revision(&mut self, scope: Scope) -> StoreResult<i64>;

    /// Keeps facts in place of older ones of the same sessions; those that follow from an older version of their
    /// session than what is kept are passed over.
    fn put_insight_facts(&mut self, scope: Scope, facts: &[SessionFacts], revision: i64) -> StoreResult<()>;

    /// Packs the facts of these days of UTC, so that long periods are read quickly. Keeping facts of a session of such
    /// a day takes it away again.
    fn pack_insight_days(&mut self, scope: Scope, days: &[NaiveDate]) -> StoreResult<()>;

    /// Forgets the notes with these numbers.
    fn forget_changes(&mut self, scope: Scope, notes: &[i64]) -> StoreResult<()>;

    /// Keeps a note of a session with an open turn, whose facts have been derived from `version`.
    fn hold_change(&mut self, scope: Scope, note: i64, version: i64) -> StoreResult<()>;

    /// Notes that nothing was left to derive at `now`.
    fn put_insight_as_of(&mut self, scope: Scope, now: DateTime<Utc>) -> StoreResult<()>;

    /// Forgets all kept facts, and how far they had come, and notes every session of the organization as changed.
    fn note_all_sessions(&mut self, scope: Scope) -> StoreResult<()>;
}
