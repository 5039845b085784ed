//! Opening a turn: the user's message is stored, and what must not wait is decided.

use crate::assistant::{PastMessage, Question, Request};
use crate::chat::record::{Heard, Turn, Words};
use crate::chat::{
    MODEL_RULES, MODEL_SUPERSEDED, Notice, OpenTurn, Opened, PendingTurn, Reply, TurnError, Workflow,
};
use crate::escalation::{Announcement, Reason};
use crate::house::Scene;
use crate::id::{MessageId, SessionId};
use crate::idempotency::RunningTurn;
use crate::judgement::{FeedbackReading, Verdict, read_feedback};
use crate::language::Language;
use crate::message::{Message, MessageType, Sender};
use crate::phrases;
use crate::policy::Action;
use crate::profile_desk::may_see;
use crate::session::{NewSession, Session, SessionStatus, VISITOR};
use crate::step::StepOutcome;
use crate::store::{StoreResult, Transaction};
use crate::ticket::Priority;
use crate::trigger::Decision;

/// Stores the user's message and decides what must not wait.
///
/// A hazard makes the ticket at once and the assistant is never asked. While a person or the queue
/// owns the conversation the message is kept for them. A message about the current step ends that
/// step. Otherwise the assistant is to be asked.
///
/// # Errors
/// [`TurnError::NoSuchSession`] for a foreign session, [`TurnError::SessionIdTaken`] for a chosen id
/// that is in use.
pub fn open_turn(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    command: OpenTurn,
) -> Result<Opened, TurnError> {
    scene.actor.demand(Action::Converse)?;
    scene.actor.speak_for(command.user_id.as_deref())?;
    let session = find_or_create(tx, scene, &command)?;
    let mut turn = Turn::of(tx, scene, session);
    take_over_details(&mut turn, &command)?;
    close_unjudged(&mut turn)?;
    turn.session.turn += 1;
    let step = turn.session.current_step;
    let mut words = Words::of_user(&command.text, command.message_type);
    words.step = step;
    words.metadata = command.metadata;
    let message = turn.say(words)?;
    let verdict = turn.judge(&command.text, Heard::default());
    if !turn.session.assistant_may_speak() {
        return keep_for_expert(turn, (message, &command.text), verdict);
    }
    if verdict.decision == Decision::Escalate {
        return stop_work(turn, message, verdict);
    }
    if verdict.reason == Some(Reason::UserRequest) {
        return offer_person(turn, message, verdict);
    }
    if step.is_some()
        && let Some(outcome) = about_the_step(&turn, &command.text)
    {
        return super::feedback::go_on(turn, (message, command.text, command.memory), outcome);
    }
    let request = Request::Answer { text: command.text.clone(), guide: turn.session.guide.clone() };
    ask(turn, message, (command.text, None, command.memory), request).map_err(TurnError::from)
}

/// Opens a turn again whose first request must be dead: the stored message is answered, not stored
/// twice, and whatever the dead request may still come up with is dropped. The assistant is asked for
/// what it was asked for then: the next step, if the message had ended one.
///
/// # Errors
/// [`TurnError::NoSuchSession`] for a foreign session.
pub fn reopen_turn(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    running: RunningTurn,
    memory: u16,
) -> Result<Opened, TurnError> {
    let mut turn = Turn::lock(tx, scene, (running.session_id, None))?;
    let message = turn.tx.message(scene.actor.scope(), running.session_id, running.message_id)?;
    let Some(message) = message.filter(|_| turn.session.turn == running.turn) else {
        let text = phrases::superseded(turn.session.language).to_owned();
        let workflow = workflow_of(&turn.session);
        let closed = turn.finish(Reply::fixed(text, MODEL_SUPERSEDED), None, workflow)?;
        return Ok(Opened::Closed(Box::new(closed)));
    };
    if !turn.session.assistant_may_speak() {
        return Ok(Opened::Closed(Box::new(turn.handed_off()?)));
    }
    turn.wake()?;
    close_unjudged(&mut turn)?;
    turn.session.turn += 1;
    if let Some(outcome) = step_ended_by(&mut turn, &message)? {
        return Ok(super::feedback::ask_next(turn, (message.id, message.content, memory), outcome)?);
    }
    let request = Request::Answer { text: message.content.clone(), guide: turn.session.guide.clone() };
    ask(turn, message.id, (message.content, None, memory), request).map_err(TurnError::from)
}

/// How the step ended that the stored `message` has ended, if the guide still stands there.
fn step_ended_by(turn: &mut Turn<'_>, message: &Message) -> StoreResult<Option<StepOutcome>> {
    let (Some(id), Some(guide)) = (message.step_id, &turn.session.guide) else { return Ok(None) };
    let step = turn.tx.step(turn.scene.actor.scope(), turn.session.id, id)?;
    let step = step.filter(|step| {
        step.feedback.as_deref() == Some(&message.content)
            && (&step.problem, step.number) == (&guide.problem, guide.step)
    });
    Ok(step.and_then(|step| step.outcome))
}

fn find_or_create(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    command: &OpenTurn,
) -> Result<Session, TurnError> {
    if let Some(id) = command.session
        && let Some(session) = usable(tx, scene, id, command)?
    {
        return Ok(session);
    }
    let id = command.session.unwrap_or_else(|| SessionId(scene.ids.capability()));
    let session = Session::open(new_session(tx, scene, command, id)?, scene.now);
    if tx.insert_session(&session)? {
        return Ok(session);
    }
    // Somebody has the id: this caller, a moment ago, or somebody whose session must stay unseen.
    usable(tx, scene, id, command)?.ok_or(TurnError::SessionIdTaken(id))
}

fn usable(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    id: SessionId,
    command: &OpenTurn,
) -> Result<Option<Session>, TurnError> {
    match tx.lock_session(scene.actor.scope(), id)? {
        Some(session) if !scene.actor.may(Action::Converse, &session, command.user_id.as_deref()) => {
            Err(TurnError::NoSuchSession(id))
        }
        found => Ok(found),
    }
}

fn new_session(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    command: &OpenTurn,
    id: SessionId,
) -> StoreResult<NewSession> {
    Ok(NewSession {
        id,
        organization_id: scene.actor.scope().organization(),
        user_id: user_or_visitor(command.user_id.as_deref(), scene),
        machine_id: command.machine_id.clone(),
        language: language_for(tx, scene, command.language, command.user_id.as_deref())?,
        problem_description: None,
        imported_context: command.imported_context.clone(),
    })
}

/// The user a new session belongs to: the actor where it is one, else whom it names; somebody unknown
/// gets an identity of their own.
pub(crate) fn user_or_visitor(user_id: Option<&str>, scene: &Scene<'_>) -> String {
    match scene.actor.user_id().or(user_id) {
        Some(id) if !id.is_empty() => id.to_owned(),
        _ => format!("{VISITOR}{}", scene.ids.capability()),
    }
}

/// The language of a new session: what was asked for, else the user's own, else English.
pub(crate) fn language_for(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    asked: Option<Language>,
    user_id: Option<&str>,
) -> StoreResult<Language> {
    if let Some(language) = asked {
        return Ok(language);
    }
    let user = match scene.actor.user_id().or(user_id) {
        Some(id) => tx.user(scene.actor.scope(), id)?,
        None => None,
    };
    Ok(user.and_then(|user| user.language).unwrap_or_default())
}

fn take_over_details(turn: &mut Turn<'_>, command: &OpenTurn) -> Result<(), TurnError> {
    let session = &mut turn.session;
    // A message without a machine says nothing about the machine; it must not erase it.
    if command.machine_id.is_some() {
        session.machine_id.clone_from(&command.machine_id);
    }
    if let Some(language) = command.language {
        session.language = language;
    }
    if session.is_anonymous()
        && let Some(user_id) = command.user_id.as_ref().filter(|id| !id.is_empty())
    {
        session.user_id.clone_from(user_id);
        turn.tx.name_session_user(turn.scene.actor.scope(), session.id, user_id)?;
    }
    turn.wake()
}

/// The turn before this one may have been left without its trigger, because its request died or was
/// overtaken. Every turn has exactly one.
pub(super) fn close_unjudged(turn: &mut Turn<'_>) -> StoreResult<()> {
    let last = turn.session.turn;
    if turn.session.judged_turn < last {
        turn.record_nothing(last, None, "Nothing was answered before this turn was overtaken")?;
    }
    Ok(())
}

/// Keeps what was said for the person who has the conversation or will take it.
pub(super) fn keep_for_expert(
    turn: Turn<'_>,
    (message, said): (MessageId, &str),
    verdict: Verdict,
) -> Result<Opened, TurnError> {
    if verdict.decision == Decision::Escalate {
        return warn_again(turn, (message, said), verdict);
    }
    let number = turn.session.turn;
    let mut turn = turn;
    turn.user_replied()?;
    Ok(Opened::Closed(Box::new(turn.hand_off(number, message)?)))
}

/// A hazard while an expert is on the way: the waiting ticket becomes urgent, support is told what was
/// said, and the user is told to stop.
fn warn_again(
    mut turn: Turn<'_>,
    (message, said): (MessageId, &str),
    verdict: Verdict,
) -> Result<Opened, TurnError> {
    let number = turn.session.turn;
    let reason = verdict.reason.unwrap_or(Reason::SafetyConcern);
    let heard = turn.session.last_sequence;
    turn.record(number, Some(message), verdict)?;
    let notes = format!("{} (message #{heard}): {said}", reason.label());
    let ticket = turn.add_to_ticket(reason, Priority::Urgent, notes)?;
    let referral = stop_referral(&turn, &ticket);
    let text = Announcement::StopWork.text(&turn.session, &ticket.number, &referral);
    let words = Words { sender: Sender::System, ..Words::of_user(&text, MessageType::Escalation) };
    let stored = turn.say(words)?;
    // The ticket keeps the reason it was made for; what the user has to know now is the hazard.
    let notice = Notice { reason, contact: referral.primary, ..Turn::notice_of(&ticket) };
    let reply = Reply { message: Some(stored), ..Reply::fixed(text, super::MODEL_HANDOFF) };
    let closed = turn.finish(reply, Some(notice), Workflow::Escalated)?;
    Ok(Opened::Closed(Box::new(closed)))
}

fn stop_referral(turn: &Turn<'_>, ticket: &crate::ticket::Ticket) -> crate::ticket::Referral {
    crate::ticket::Referral {
        primary: turn.scene.house.contacts.emergency().clone(),
        alternatives: ticket.referral.alternatives.clone(),
    }
}

/// Makes the ticket without asking anybody and tells the user to stop.
pub(super) fn stop_work(
    mut turn: Turn<'_>,
    message: MessageId,
    verdict: Verdict,
) -> Result<Opened, TurnError> {
    let (number, reason, priority) = (turn.session.turn, verdict.reason, verdict.priority);
    turn.record(number, Some(message), verdict)?;
    let reason = reason.unwrap_or(Reason::SafetyConcern);
    let announcement = match reason {
        Reason::SafetyConcern => Announcement::StopWork,
        Reason::ExpertRequired | Reason::StepsExceeded => Announcement::ExpertNeeded,
        Reason::LowConfidence | Reason::UserRequest | Reason::ComplexIssue => Announcement::TicketCreated,
    };
    let priority = if reason == Reason::SafetyConcern { Priority::Urgent } else { priority };
    let escalated = turn.escalate(reason, priority, announcement)?;
    let text = announcement.said(&turn.session, &escalated);
    let notice = Some(Turn::notice_of(&escalated.ticket));
    let closed = turn.finish(Reply::fixed(text, MODEL_RULES), notice, Workflow::Escalated)?;
    Ok(Opened::Closed(Box::new(closed)))
}

/// Offers the person that the user asks for, or needs in distress: then the words that the operators
/// have chosen for it come first. The assistant is not asked: whatever it said, it would be the wrong
/// answer.
pub(super) fn offer_person(
    mut turn: Turn<'_>,
    message: MessageId,
    verdict: Verdict,
) -> Result<Opened, TurnError> {
    let number = turn.session.turn;
    let language = turn.session.language;
    let offer = phrases::expert_offered(language);
    let text = match &turn.scene.house.distress_text {
        _ if !verdict.distress => offer.to_owned(),
        Some(chosen) => format!("{chosen}\n\n{offer}"),
        None => format!("{}\n\n{offer}", phrases::not_alone(language)),
    };
    turn.record(number, Some(message), verdict)?;
    let words = Words { sender: Sender::Assistant, ..Words::of_user(&text, MessageType::Text) };
    let stored = turn.say(words)?;
    let notice = Some(turn.offer_of(Reason::UserRequest));
    let reply = Reply { message: Some(stored), ..Reply::fixed(text, MODEL_RULES) };
    Ok(Opened::Closed(Box::new(turn.finish(reply, notice, Workflow::InProgress)?)))
}

/// How the current step ended, if the message says so.
fn about_the_step(turn: &Turn<'_>, text: &str) -> Option<FeedbackReading> {
    let reading = read_feedback(&turn.scene.house.rules, turn.session.language, text);
    (reading != FeedbackReading::Unclear).then_some(reading)
}

/// Stores the session and hands the question on.
pub(super) fn ask(
    mut turn: Turn<'_>,
    message: MessageId,
    (text, step_ended, memory): (String, Option<StepOutcome>, u16),
    request: Request,
) -> StoreResult<Opened> {
    let scope = turn.scene.actor.scope();
    let machine = match &turn.session.machine_id {
        Some(id) => turn.tx.machine(scope, id)?,
        None => None,
    };
    // Whoever names another's machine learns nothing of it, not by way of the assistant either.
    let machine = machine.filter(|machine| may_see(turn.scene.actor, machine));
    let past = past_messages(&mut turn, memory, message)?;
    turn.store()?;
    Ok(Opened::Ask(Box::new(PendingTurn {
        session: turn.session.id,
        turn: turn.session.turn,
        epoch: turn.session.epoch,
        message,
        text,
        step_ended,
        question: Question {
            request,
            organization: scope.organization(),
            language: turn.session.language,
            machine_model: machine.and_then(|machine| machine.model),
            past,
            turn: turn.session.turn,
            guidance: turn.session.guidance.clone(),
            deadline: turn.scene.house.turn_deadline,
        },
        stored: turn.session,
    })))
}

fn past_messages(turn: &mut Turn<'_>, memory: u16, current: MessageId) -> StoreResult<Vec<PastMessage>> {
    if memory == 0 {
        return Ok(Vec::new());
    }
    let scope = turn.scene.actor.scope();
    let newest = turn.tx.newest_messages(scope, turn.session.id, i64::from(memory) + 1)?;
    let past = newest.into_iter().filter(|m| m.id != current && m.sender != Sender::System);
    Ok(past.map(|m| PastMessage { from_user: m.sender == Sender::User, content: m.content }).collect())
}

pub(super) fn workflow_of(session: &Session) -> Workflow {
    match session.status {
        SessionStatus::Active | SessionStatus::Abandoned => Workflow::InProgress,
        SessionStatus::Completed => Workflow::Completed,
        // An expert has handed the conversation back.
        SessionStatus::Escalated if session.assistant_may_speak() => Workflow::InProgress,
        SessionStatus::Escalated => Workflow::Escalated,
    }
}
