//! Escalation: a session becomes exactly one ticket.
//!
//! Ticket, number, session state, history, trigger and the mails that are owed are written by one
//! transaction or not at all. A session that has an open ticket keeps it: whoever escalates again
//! adds notes and may raise the priority.

mod ending;

pub use ending::{CancelEscalation, cancel_escalation, tell_by_mail};
pub(crate) use ending::{SOLVED, solve};

use crate::brief::brief;
use crate::house::Scene;
use crate::id::{OutboxId, SessionId, TicketEventId, TicketId, TriggerId};
use crate::judgement::{Evidence, Input, priority_for};
use crate::linked::{lead, serving, spoken, ticket_seen_in};
use crate::message::{MessageType, Sender};
use crate::outbox::{About, NotificationKind, OutboxMessage};
use crate::phrases;
use crate::policy::{Action, Refusal};
use crate::profile::UserProfile;
use crate::roster::assign_idle;
use crate::session::{Owner, Session, SessionStatus};
use crate::session_desk::lock_for;
use crate::session_event::{SessionEvent, SessionEventKind};
use crate::store::{StoreError, StoreResult, Transaction};
use crate::ticket::{Priority, Referral, Ticket, TicketEvent, TicketEventKind, TicketNumber, TicketStatus};
use crate::trigger::{Decision, Trigger, TriggerType};
use crate::vocabulary::vocabulary;

vocabulary!(
    /// Why a person is needed.
    Reason {
        /// The assistant was not sure enough.
        LowConfidence => "low_confidence",
        /// Too many steps were tried.
        StepsExceeded => "steps_exceeded",
        /// The user asked for a person.
        UserRequest => "user_request",
        /// Only an expert may do this.
        ExpertRequired => "expert_required",
        /// Somebody may get hurt.
        SafetyConcern => "safety_concern",
        /// The problem spans several systems or keeps coming back.
        ComplexIssue => "complex_issue",
    }
);

impl Reason {
    /// The reason in words for support, as the prototype's mails had them.
    pub fn label(self) -> &'static str {
        match self {
            Self::UserRequest => "User requested expert help",
            Self::LowConfidence => "AI has low confidence in solution",
            Self::StepsExceeded => "Too many troubleshooting steps attempted",
            Self::SafetyConcern => "Safety concern identified",
            Self::ComplexIssue => "Complex technical issue detected",
            Self::ExpertRequired => "Expert knowledge required",
        }
    }
}

/// A person's wish that a session be handed to an expert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Escalate {
    /// The session.
    pub session: SessionId,
    /// In whose name, where the request says.
    pub user_id: Option<String>,
    /// Why.
    pub reason: Reason,
    /// How urgent; `None` makes a new ticket `medium`, or `high` for somebody who has lost patience, and
    /// leaves an open one as urgent as it is.
    pub priority: Option<Priority>,
    /// Anything the expert should know.
    pub notes: Option<String>,
}

/// What an escalation came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Escalated {
    /// The session's open ticket.
    pub ticket: Ticket,
    /// Whether it was made now; otherwise it had been there.
    pub created: bool,
}

/// Why a session could not be escalated.
#[derive(Debug, thiserror::Error)]
pub enum EscalateError {
    /// There is no such session, or the caller may not know of it.
    #[error("there is no session {0}")]
    NoSuchSession(SessionId),
    /// The caller may not do that.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The store failed; nothing was written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Hands a session to an expert because a person asked for it.
///
/// # Errors
/// [`EscalateError::NoSuchSession`] for an unknown or foreign session.
pub fn escalate(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    command: Escalate,
) -> Result<Escalated, EscalateError> {
    let whose = (command.session, command.user_id.as_deref());
    let mut session = lock_for::<EscalateError>(tx, scene, Action::Escalate, whose)?
        .ok_or(EscalateError::NoSuchSession(command.session))?;
    let mut events = Vec::new();
    let call = Call {
        reason: command.reason,
        priority: command.priority,
        notes: command.notes.filter(|notes| !notes.trim().is_empty()),
        announcement: Announcement::TicketCreated,
    };
    let (escalated, changed) = raise_ticket(tx, scene, &mut session, &call, &mut events)?;
    if changed {
        tx.insert_trigger(scene.actor.scope(), &asked_for(scene, &session, command.reason))?;
        tx.insert_session_events(scene.actor.scope(), &events)?;
        session.updated_at = scene.now;
        tx.update_session(&mut session)?;
    }
    Ok(escalated)
}

fn asked_for(scene: &Scene<'_>, session: &Session, reason: Reason) -> Trigger {
    let requested_by = format!("{} for {}", scene.actor.name(), session.user_id);
    Trigger {
        id: TriggerId(scene.ids.row()),
        session_id: session.id,
        turn: 0,
        message_id: None,
        trigger_type: TriggerType::of(Some(reason)),
        value: session.confidence,
        decision: Decision::Escalate,
        reason: format!("Escalated by a person: {}", reason.label()),
        evidence: Evidence {
            rule: "person".to_owned(),
            rule_version: scene.house.rules.version.clone(),
            spans: Vec::new(),
            inputs: known_inputs(session),
            near_miss: None,
        },
        requested_by: Some(requested_by),
        triggered_at: scene.now,
    }
}

fn known_inputs(session: &Session) -> Vec<Input> {
    let confidence = session.confidence.map(|value| Input { name: "confidence".to_owned(), value });
    let steps = Input { name: "steps_tried".to_owned(), value: f64::from(session.steps_tried) };
    confidence.into_iter().chain([steps]).collect()
}

/// What the user is told when the ticket has been made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Announcement {
    /// That it has been made.
    TicketCreated,
    /// To stop work at once.
    StopWork,
    /// That the guided steps did not help.
    ExpertNeeded,
}

impl Announcement {
    /// What is said about an escalation: of a ticket that was there, that it is known.
    pub(crate) fn said(self, session: &Session, escalated: &Escalated) -> String {
        let ticket = &escalated.ticket;
        if escalated.created || self == Self::StopWork {
            self.text(session, &ticket.number, &ticket.referral)
        } else {
            phrases::expert_on_the_way(session.language, &ticket.number)
        }
    }

    pub(crate) fn text(self, session: &Session, number: &TicketNumber, referral: &Referral) -> String {
        match self {
            Self::TicketCreated => phrases::ticket_created(session.language, number),
            Self::StopWork => phrases::stop_work(session.language, number, &referral.primary),
            Self::ExpertNeeded => phrases::expert_needed(session.language, number),
        }
    }
}

/// Why and how a ticket is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Call {
    pub(crate) reason: Reason,
    pub(crate) priority: Option<Priority>,
    pub(crate) notes: Option<String>,
    pub(crate) announcement: Announcement,
}

/// Makes the ticket of a locked session, or adds to the open one. The caller stores the session and
/// the events afterwards. The flag says whether anything changed at all.
pub(crate) fn raise_ticket(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    session: &mut Session,
    call: &Call,
    events: &mut Vec<SessionEvent>,
) -> StoreResult<(Escalated, bool)> {
    // The status is `escalated` exactly while there is an open ticket, so most calls need no look.
    if session.status == SessionStatus::Escalated
        && let Some(mut ticket) =
            serving(tx, scene.actor.scope(), session)?.filter(|ticket| ticket.status.is_open())
    {
        let changed = add_to(tx, scene, session, &mut ticket, (call, events))?;
        let ticket = match session.served_by {
            Some(_) => ticket_seen_in(tx, scene.actor.scope(), session)?.unwrap_or(ticket),
            None => ticket,
        };
        return Ok((Escalated { ticket, created: false }, changed));
    }
    // Read before the number is taken, because from then on every other escalation of the day waits.
    let user = tx.user(scene.actor.scope(), &session.user_id)?;
    let mail_to_user = user.as_ref().is_some_and(|user| user.email.is_some());
    let mut ticket = open_ticket(tx, scene, (session, user), call)?;
    let opened = event(scene, &ticket, Entry::opened(&ticket));
    let assigned = assign_idle(tx, scene, session, &mut ticket)?.map(|entry| event(scene, &ticket, entry));
    tx.insert_ticket(&ticket)?;
    let history: Vec<TicketEvent> = [opened].into_iter().chain(assigned).collect();
    tx.insert_ticket_events(scene.actor.scope(), &history)?;
    tx.insert_outbox_messages(&owed_for(mail_to_user, scene, &ticket))?;
    let words = call.announcement.text(session, &ticket.number, &ticket.referral);
    announce(tx, scene, session, words, events)?;
    // `Escalate` is a legal move from every status.
    session.status = SessionStatus::Escalated;
    session.served_by = None;
    session.hand_to(Owner::Queue);
    events.push(session.event(SessionEventKind::Owner, None, scene.now));
    events.push(session.event(SessionEventKind::Ticket, Some(ticket.id.0), scene.now));
    Ok((Escalated { ticket, created: true }, true))
}

fn open_ticket(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    (session, user): (&Session, Option<UserProfile>),
    call: &Call,
) -> StoreResult<Ticket> {
    let scope = scene.actor.scope();
    let organization = tx
        .organization(scope)?
        .ok_or_else(|| StoreError::Failed(format!("no organization {}", scope.organization()).into()))?;
    let machine_context = match &session.machine_id {
        Some(id) => tx.machine(scope, id)?,
        None => None,
    };
    let steps = if session.was_guided() { tx.steps(scope, session.id)? } else { Vec::new() };
    let mut messages = tx.newest_messages(scope, session.id, BRIEF_LOOKS_BACK)?;
    if session.last_sequence > BRIEF_LOOKS_BACK {
        // The first message usually names the problem, however long ago it was.
        let first = tx.message_of_turn(scope, session.id, 1, Sender::User)?;
        messages.splice(0..0, first);
    }
    let said = messages.iter().filter(|message| message.sender == Sender::User);
    let said = said.map(|message| (message.language, message.content.as_str()));
    let priority = call.priority.unwrap_or_else(|| priority_for(&scene.house.rules, Priority::Medium, said));
    let day = organization.day(scene.now);
    let count = tx.next_ticket_count(scope, day)?;
    let contacts = &scene.house.contacts;
    let category = session.diagnosis.as_ref().map(|found| found.category);
    Ok(Ticket {
        id: TicketId(scene.ids.row()),
        organization_id: scope.organization(),
        session_id: session.id,
        number: TicketNumber::new(&scene.house.ticket_prefix, day, count),
        priority,
        status: TicketStatus::Open,
        reason: call.reason,
        session_summary: brief(session, &steps, &messages),
        language: session.language,
        category,
        user_id: session.user_id.clone(),
        user_name: user.as_ref().and_then(|user| user.name.clone()),
        organization_name: user.and_then(|user| user.organization_name),
        machine_id: session.machine_id.clone(),
        machine_model: machine_context.as_ref().and_then(|machine| machine.model.clone()),
        machine_context,
        referral: Referral {
            primary: contacts.route(call.reason, category).clone(),
            alternatives: vec![contacts.general().clone(), contacts.emergency().clone()],
        },
        additional_notes: call.notes.clone(),
        resolution_notes: None,
        assigned_expert_id: None,
        assigned_expert_name: None,
        first_answer_at: None,
        notify_email: None,
        merged_into: None,
        rating: None,
        rating_comment: None,
        rule_version: scene.house.rules.version.clone(),
        version: 1,
        created_at: scene.now,
        updated_at: scene.now,
        resolved_at: None,
    })
}

/// How many of the newest messages the brief is made from.
const BRIEF_LOOKS_BACK: i64 = 100;

fn owed_for(mail_to_user: bool, scene: &Scene<'_>, ticket: &Ticket) -> Vec<OutboxMessage> {
    let to_support = owed(scene, ticket, NotificationKind::SupportTicketOpened, None);
    let to_user = mail_to_user.then(|| owed(scene, ticket, NotificationKind::UserTicketOpened, None));
    [to_support].into_iter().chain(to_user).collect()
}

pub(crate) fn owed(
    scene: &Scene<'_>,
    ticket: &Ticket,
    kind: NotificationKind,
    note: Option<String>,
) -> OutboxMessage {
    let (id, about) = (OutboxId(scene.ids.row()), About::Ticket(ticket.id));
    OutboxMessage {
        urgent: ticket.priority == Priority::Urgent,
        note,
        ..OutboxMessage::owed(id, ticket.organization_id, (about, kind), scene.now)
    }
}

fn announce(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    session: &mut Session,
    content: String,
    events: &mut Vec<SessionEvent>,
) -> StoreResult<()> {
    let message = spoken(scene, session, (Sender::System, None), (content, MessageType::Escalation));
    tx.insert_message(scene.actor.scope(), &message)?;
    events.push(session.event(SessionEventKind::Message, Some(message.id.0), scene.now));
    Ok(())
}

/// Adds what is new in `call` to the open ticket: notes that it does not hold yet, a higher priority.
fn add_to(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    session: &mut Session,
    ticket: &mut Ticket,
    (call, events): (&Call, &mut Vec<SessionEvent>),
) -> StoreResult<bool> {
    let held = ticket.additional_notes.clone().unwrap_or_default();
    let held = held.as_str();
    let new_notes = call.notes.as_deref().map(str::trim).filter(|notes| !holds(held, notes));
    let raised = call.priority.filter(|priority| *priority > ticket.priority);
    let comes_back = session.assistant_may_speak();
    if new_notes.is_none() && raised.is_none() && !comes_back {
        return Ok(false);
    }
    let mut history = Vec::new();
    let mut news = Vec::new();
    if comes_back {
        history.extend(take_back(tx, scene, session, ticket, (call, events))?);
        news.push("The user needs a person again.".to_owned());
    }
    if let Some(priority) = raised {
        let entry = Entry::changed(TicketEventKind::PriorityChanged, ticket.priority, priority);
        history.push(event(scene, ticket, entry));
        news.push(format!("Priority raised from {} to {priority}.", ticket.priority));
        ticket.priority = priority;
    }
    if let Some(notes) = new_notes {
        history.push(event(scene, ticket, Entry::text(TicketEventKind::NotesAdded, notes)));
        news.push(notes.to_owned());
        let all = if held.is_empty() { notes.to_owned() } else { format!("{held}\n\n{notes}") };
        ticket.additional_notes = Some(all);
    }
    ticket.updated_at = scene.now;
    tx.update_ticket(ticket)?;
    tx.insert_ticket_events(scene.actor.scope(), &history)?;
    let mail = owed(scene, ticket, NotificationKind::SupportTicketUpdated, Some(news.join("\n\n")));
    tx.insert_outbox_messages(&[mail])?;
    events.push(session.event(SessionEventKind::Ticket, Some(ticket.id.0), scene.now));
    lead(tx, scene, (ticket, session))?;
    Ok(true)
}

/// The conversation was handed back to the assistant, and a person is needed again: the expert who has the ticket,
/// or the queue.
fn take_back(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    session: &mut Session,
    ticket: &mut Ticket,
    (call, events): (&Call, &mut Vec<SessionEvent>),
) -> StoreResult<Option<TicketEvent>> {
    let escalated = Escalated { ticket: ticket.clone(), created: false };
    let words = call.announcement.said(session, &escalated);
    announce(tx, scene, session, words, events)?;
    let (status, owner) = match &ticket.assigned_expert_id {
        Some(expert) => (TicketStatus::InProgress, Owner::Expert(expert.clone())),
        None => (TicketStatus::Open, Owner::Queue),
    };
    session.hand_to(owner);
    events.push(session.event(SessionEventKind::Owner, None, scene.now));
    if ticket.status == status {
        return Ok(None);
    }
    let entry = Entry::changed(TicketEventKind::StatusChanged, ticket.status, status);
    ticket.status = status;
    Ok(Some(event(scene, ticket, entry)))
}

/// Whether `held` holds `notes` as a whole, as they were appended before.
fn holds(held: &str, notes: &str) -> bool {
    format!("\n\n{}\n\n", held.trim()).contains(&format!("\n\n{notes}\n\n"))
}

/// What a line of a ticket's history says.
pub(crate) struct Entry {
    kind: TicketEventKind,
    from: Option<String>,
    to: Option<String>,
    reason: Option<String>,
}

impl Entry {
    fn opened(ticket: &Ticket) -> Self {
        Self { kind: TicketEventKind::Opened, from: None, to: Some(ticket.status.to_string()), reason: None }
    }

    /// Says why the service does it by itself.
    pub(crate) fn because(self, reason: String) -> Self {
        Self { reason: Some(reason), ..self }
    }

    pub(crate) fn kind(&self) -> TicketEventKind {
        self.kind
    }

    pub(crate) fn changed(kind: TicketEventKind, from: impl ToString, to: impl ToString) -> Self {
        Self { kind, from: Some(from.to_string()), to: Some(to.to_string()), reason: None }
    }

    pub(crate) fn replaced(kind: TicketEventKind, from: Option<&str>, to: Option<&str>) -> Self {
        Self { kind, from: from.map(str::to_owned), to: to.map(str::to_owned), reason: None }
    }

    pub(crate) fn text(kind: TicketEventKind, text: &str) -> Self {
        Self { kind, from: None, to: Some(text.to_owned()), reason: None }
    }
}

pub(crate) fn event(scene: &Scene<'_>, ticket: &Ticket, entry: Entry) -> TicketEvent {
    TicketEvent {
        id: TicketEventId(scene.ids.row()),
        ticket_id: ticket.id,
        kind: entry.kind,
        actor: scene.actor.name().to_owned(),
        from: entry.from,
        to: entry.to,
        reason: entry.reason,
        at: scene.now,
    }
}
