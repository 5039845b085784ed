//! The expert's side of a conversation: taking it, answering, writing notes for colleagues, handing it back.

use chrono::TimeDelta;

use crate::assistant::GuidePosition;
use crate::chat::{PendingTurn, TurnError, resume};
use crate::escalation::{Entry, owed};
use crate::house::Scene;
use crate::linked::merged_part;
use crate::message::{MessageType, Sender};
use crate::outbox::NotificationKind;
use crate::phrases;
use crate::policy::Action;
use crate::session::{Owner, Session};
use crate::session_event::SessionEventKind;
use crate::store::{StoreResult, Transaction};
use crate::ticket::{IllegalTicketTransition, Ticket, TicketEventKind, TicketStatus};
use crate::ticket_desk::{TicketError, TicketFile, TicketRef};
use crate::work::{Expert, Work};

mod continuation;

/// How long an answer may wait in the chat before a mail tells of it.
pub const TIME_TO_SEE: TimeDelta = TimeDelta::seconds(60);

/// An expert takes a ticket.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TakeTicket {
    /// The version that the caller read. A ticket that somebody else works on is taken over only by whoever has
    /// seen that, which this says.
    pub expected_version: Option<i64>,
    /// Who takes it, where the caller is nobody with an account: a contact or an account; `None` means whoever has
    /// it or was to get it.
    pub expert: Option<String>,
}

/// Takes a ticket: it is in work, and the conversation is the expert's.
///
/// # Errors
/// [`TicketError::Taken`] when another works on it and no version was named; [`TicketError::Stale`],
/// [`TicketError::Illegal`], [`TicketError::UnknownAssignee`], [`TicketError::AnotherIsOpen`],
/// [`TicketError::NoSuchTicket`].
pub fn take_ticket(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    which: &TicketRef,
    command: TakeTicket,
) -> Result<TicketFile, TicketError> {
    let mut work = Work::begin(tx, scene, (which, Action::WorkTicket), command.expected_version)?;
    let expert = work.acting(command.expert.as_deref())?;
    if command.expected_version.is_none() {
        not_anothers(&work, &expert)?;
    }
    seize(&mut work, expert, TicketStatus::InProgress)?;
    Ok(work.finish()?.0)
}

/// Refuses where another expert has the ticket in work.
fn not_anothers(work: &Work<'_>, expert: &Expert) -> Result<(), TicketError> {
    let ticket = &work.ticket;
    let another = ticket.assigned_expert_id.as_ref().filter(|id| **id != expert.id);
    match another {
        Some(id) if ticket.status.is_in_work() => {
            Err(TicketError::Taken { by: ticket.assigned_expert_name.clone().unwrap_or_else(|| id.clone()) })
        }
        _ => Ok(()),
    }
}

/// Gives ticket and conversation to `expert`.
fn seize(work: &mut Work<'_>, expert: Expert, status: TicketStatus) -> Result<(), TicketError> {
    let owner = Owner::Expert(expert.id.clone());
    work.assign(Some(expert))?;
    work.move_to(status)?;
    if work.session.owner != owner {
        work.hand_to(owner);
        // Also where neither assignee nor status is new, because the assistant had it meanwhile.
        work.touch();
    }
    Ok(())
}

/// What an expert says to the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerTicket {
    /// The version that the caller read.
    pub expected_version: Option<i64>,
    /// Who answers, as in [`TakeTicket`].
    pub expert: Option<String>,
    /// The words.
    pub content: String,
    /// Whether it is the user's turn now.
    pub waiting: bool,
}

/// Says something to the user, and to those of the tickets that were merged into this one. A ticket that nobody has is taken by it, and the conversation is the expert's
/// again if the assistant had it.
///
/// # Errors
/// [`TicketError::Taken`] when another has the ticket in work, [`TicketError::NothingSaid`] for no words,
/// [`TicketError::Illegal`] for a ticket that is over; else as [`take_ticket`].
pub fn answer_ticket(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    which: &TicketRef,
    command: AnswerTicket,
) -> Result<TicketFile, TicketError> {
    let mut work = Work::begin(tx, scene, (which, Action::WorkTicket), command.expected_version)?;
    let content = said("content", command.content)?;
    open_still(&work, TicketStatus::InProgress)?;
    let expert = work.acting(command.expert.as_deref())?;
    not_anothers(&work, &expert)?;
    let name = expert.name.clone();
    let status = if command.waiting { TicketStatus::WaitingOnUser } else { TicketStatus::InProgress };
    seize(&mut work, expert, status)?;
    let message = work.say((Sender::Expert, Some(name.clone())), (content.clone(), MessageType::Text))?;
    work.enter(Entry::text(TicketEventKind::Answered, &message.0.to_string()));
    work.ticket.first_answer_at.get_or_insert(scene.now);
    owe_answer(work.tx, scene, &work.ticket)?;
    let target = work.ticket.id;
    work.with_linked(|tx, scene, linked| {
        linked.say(tx, scene, (Sender::Expert, Some(name.clone())), (content.clone(), MessageType::Text))?;
        let part = merged_part(tx, scene.actor.scope(), (&linked.session, target))?;
        note_answered(tx, scene, part)
    })?;
    Ok(work.finish()?.0)
}

/// Notes in a merged ticket that its user was answered, too.
fn note_answered(tx: &mut dyn Transaction, scene: &Scene<'_>, part: Option<Ticket>) -> StoreResult<()> {
    let Some(mut ticket) = part else { return Ok(()) };
    if ticket.first_answer_at.is_none() {
        ticket.first_answer_at = Some(scene.now);
        ticket.updated_at = scene.now;
        tx.update_ticket(&mut ticket)?;
    }
    owe_answer(tx, scene, &ticket)
}

/// Owes the user a mail about the answer, if they want one. All answers that come before it is sent are in it; when
/// the user has seen them by then, it is not sent.
fn owe_answer(tx: &mut dyn Transaction, scene: &Scene<'_>, ticket: &Ticket) -> StoreResult<()> {
    if ticket.notify_email.is_none() {
        return Ok(());
    }
    let kind = NotificationKind::UserExpertAnswered;
    if tx.join_outbox(scene.actor.scope(), (ticket.id, kind), scene.now)? {
        return Ok(());
    }
    let mut mail = owed(scene, ticket, kind, None);
    mail.next_attempt_at = scene.now + TIME_TO_SEE;
    tx.insert_outbox_messages(&[mail])
}

fn said(field: &'static str, text: String) -> Result<String, TicketError> {
    if text.trim().is_empty() { Err(TicketError::NothingSaid { field }) } else { Ok(text) }
}

/// A ticket that is over has to be taken up again first.
fn open_still(work: &Work<'_>, to: TicketStatus) -> Result<(), TicketError> {
    let from = work.ticket.status;
    if from.is_open() { Ok(()) } else { Err(IllegalTicketTransition { from, to }.into()) }
}

/// A note for colleagues.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddNote {
    /// The version that the caller read.
    pub expected_version: Option<i64>,
    /// The note.
    pub text: String,
}

/// Writes a note that users never see, whatever the ticket's status.
///
/// # Errors
/// [`TicketError::NothingSaid`], [`TicketError::Stale`], [`TicketError::NoSuchTicket`].
pub fn add_note(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    which: &TicketRef,
    command: AddNote,
) -> Result<TicketFile, TicketError> {
    let mut work = Work::begin(tx, scene, (which, Action::InternalNotes), command.expected_version)?;
    let text = said("text", command.text)?;
    let line = work.enter(Entry::text(TicketEventKind::Note, text.trim()));
    work.note(SessionEventKind::Note, Some(line.0));
    Ok(work.finish()?.0)
}

/// An expert hands the conversation back to the assistant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HandBack {
    /// The version that the caller read.
    pub expected_version: Option<i64>,
    /// Who hands it back, as in [`TakeTicket`].
    pub expert: Option<String>,
    /// What the assistant has to know. Users never see it.
    pub note: Option<String>,
    /// The guided step to go on with; `None` means the one that the note names, if it names one.
    pub step: Option<u32>,
    /// How many earlier messages the assistant wants to see.
    pub memory: u16,
}

/// What a hand-back came to.
#[derive(Debug, Clone, PartialEq)]
pub struct HandedBack {
    /// The ticket, which waits for the user now.
    pub file: TicketFile,
    /// The turn in which the assistant goes on with the guided steps, where it was told a step. To be closed with
    /// [`close_turn`](crate::chat::close_turn) like any other, in the name of the service.
    pub next: Option<Box<PendingTurn>>,
}

/// Hands the conversation back: the assistant answers again, with the note in mind, while the ticket stays open. So it
/// does in the conversations of merged tickets; guided steps are gone on with in the ticket's own.
///
/// # Errors
/// [`TicketError::Taken`] when another has the ticket in work; else as [`take_ticket`].
pub fn hand_back(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    which: &TicketRef,
    command: HandBack,
) -> Result<HandedBack, TicketError> {
    let mut work = Work::begin(tx, scene, (which, Action::WorkTicket), command.expected_version)?;
    open_still(&work, TicketStatus::WaitingOnUser)?;
    let expert = work.acting(command.expert.as_deref())?;
    not_anothers(&work, &expert)?;
    let note = command.note.map(|note| note.trim().to_owned()).filter(|note| !note.is_empty());
    work.assign(Some(expert))?;
    work.move_to(TicketStatus::WaitingOnUser)?;
    work.enter(Entry::replaced(TicketEventKind::HandedBack, None, note.as_deref()));
    work.hand_to(Owner::Assistant);
    work.with_linked(|tx, scene, linked| {
        let text = phrases::handed_back(linked.session.language).to_owned();
        linked.say(tx, scene, (Sender::System, None), (text, MessageType::Text))?;
        start_afresh(&mut linked.session);
        Ok(())
    })?;
    let session = &mut work.session;
    start_afresh(session);
    let step = command.step.or_else(|| note.as_deref().and_then(continuation::step_named_in));
    session.guidance = note;
    let problem = session.guide.as_ref().map(|guide| guide.problem.clone());
    let problem = problem.or_else(|| session.diagnosis.as_ref().map(|found| found.problem.clone()));
    let begin = step.and_then(|step| step.checked_sub(1)).zip(problem);
    let begin = begin.map(|(step, problem)| GuidePosition { problem, step });
    if let Some(begin) = &begin {
        session.guide = Some(begin.clone());
    }
    let (mut file, session) = work.finish()?;
    let next = resume(tx, scene, session, (begin, command.memory)).map_err(of_turn)?;
    file.events = tx.ticket_events(scene.actor.scope(), file.ticket.id)?;
    Ok(HandedBack { file, next })
}

/// What was tried before the expert helped must not bring them back at once.
fn start_afresh(session: &mut Session) {
    (session.steps_tried, session.confidence, session.current_step) = (0, None, None);
}

fn of_turn(error: TurnError) -> TicketError {
    match error {
        TurnError::Store(error) => error.into(),
        TurnError::Refused(refusal) => refusal.into(),
        TurnError::NoSuchSession(_)
        | TurnError::SessionIdTaken(_)
        | TurnError::NoSuchStep(_)
        | TurnError::Illegal(_) => TicketError::NoSuchTicket,
    }
}
