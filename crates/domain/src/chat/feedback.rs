//! Feedback on a guided step: it ends the step, and the guide goes on, stops, or gives up.

use crate::assistant::Request;
use crate::chat::open::{self, ask, close_unjudged, offer_person, stop_work, workflow_of};
use crate::chat::record::{Heard, Turn, Words};
use crate::chat::{Closed, MODEL_RULES, Opened, Reply, TurnError, Workflow};
use crate::escalation::{Announcement, Reason};
use crate::house::Scene;
use crate::id::{MessageId, SessionId, StepId};
use crate::judgement::{FeedbackReading, asks_back, read_feedback};
use crate::message::{MessageType, Sender};
use crate::phrases;
use crate::session::{SessionMove, SessionStatus};
use crate::session_event::SessionEventKind;
use crate::step::{Step, StepOutcome};
use crate::store::{StoreResult, Transaction};
use crate::trigger::Decision;

/// What the user says about a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepFeedback {
    /// The session.
    pub session: SessionId,
    /// The step.
    pub step: StepId,
    /// In whose name.
    pub user_id: Option<String>,
    /// One of the three buttons, or the user's own words.
    pub feedback: String,
    /// How many earlier messages the assistant wants to see.
    pub memory: u16,
}

/// Ends a step with the user's feedback.
///
/// "It worked" completes the session. "Worse" makes a ticket. A question is answered and the step given
/// again. Anything else leads to the next step. For both of these the assistant is to be asked. Feedback on a step that has ended already changes nothing
/// and is answered with the step the user is at, so that a retry over a bad link is harmless.
///
/// # Errors
/// [`TurnError::NoSuchSession`] and [`TurnError::NoSuchStep`].
pub fn step_feedback(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    command: StepFeedback,
) -> Result<Opened, TurnError> {
    let mut turn = Turn::lock(tx, scene, (command.session, command.user_id.as_deref()))?;
    let scope = scene.actor.scope();
    let step = turn.tx.step(scope, command.session, command.step)?;
    let step = step.ok_or(TurnError::NoSuchStep(command.step))?;
    // Other words than those that ended the step are new, whatever the button says.
    if step.outcome.is_some() && is_retry(&step, &command.feedback) {
        return Ok(Opened::Closed(Box::new(already_ended(turn)?)));
    }
    close_unjudged(&mut turn)?;
    turn.session.turn += 1;
    let mut words = Words::of_user(&command.feedback, MessageType::DiagnosticStep);
    words.step = Some(step.id);
    let message = turn.say(words)?;
    if !turn.session.assistant_may_speak() {
        return keep_for_expert(turn, (message, command.feedback), step);
    }
    turn.wake()?;
    if step.outcome.is_some() {
        return after_the_step(turn, (message, command.feedback, command.memory));
    }
    turn.session.current_step = Some(step.id);
    let verdict = turn.judge(&command.feedback, Heard::default());
    if verdict.decision == Decision::Escalate {
        turn.complete(step, StepOutcome::Unclear, Some(&command.feedback))?;
        return stop_work(turn, message, verdict);
    }
    let rules = &scene.house.rules;
    let reading = read_feedback(rules, turn.session.language, &command.feedback);
    if verdict.reason == Some(Reason::UserRequest) {
        turn.complete(step, outcome_of(reading), Some(&command.feedback))?;
        return offer_person(turn, message, verdict);
    }
    if reading == FeedbackReading::Unclear && asks_back(rules, turn.session.language, &command.feedback) {
        return Ok(clarify(turn, message, (command.feedback, command.memory))?);
    }
    go_on(turn, (message, command.feedback, command.memory), reading)
}

/// A question about the step is answered, and the step comes again. It ends when it does: until then a
/// retry finds it open.
fn clarify(turn: Turn<'_>, message: MessageId, (text, memory): (String, u16)) -> StoreResult<Opened> {
    let request = Request::Answer { text: text.clone(), guide: turn.session.guide.clone() };
    ask(turn, message, (text, None, memory), request)
}

/// Something new about a step that has ended is a message like any other.
fn after_the_step(
    turn: Turn<'_>,
    (message, text, memory): (MessageId, String, u16),
) -> Result<Opened, TurnError> {
    let verdict = turn.judge(&text, Heard::default());
    if verdict.decision == Decision::Escalate {
        return stop_work(turn, message, verdict);
    }
    if verdict.reason == Some(Reason::UserRequest) {
        return offer_person(turn, message, verdict);
    }
    let request = Request::Answer { text: text.clone(), guide: turn.session.guide.clone() };
    Ok(ask(turn, message, (text, None, memory), request)?)
}

/// Whether feedback on a step that has ended says nothing new: the same words, or a mere button.
fn is_retry(step: &Step, feedback: &str) -> bool {
    let buttons = ["worked", "partially_worked", "didnt_work"];
    step.feedback.as_deref() == Some(feedback) || buttons.contains(&feedback.trim())
}

fn already_ended(mut turn: Turn<'_>) -> StoreResult<Closed> {
    let workflow = workflow_of(&turn.session);
    let mut reply = Reply::fixed(String::new(), MODEL_RULES);
    match workflow {
        Workflow::InProgress => {
            if let Some(id) = turn.session.current_step {
                reply.step = turn.tx.step(turn.scene.actor.scope(), turn.session.id, id)?;
            }
            if let Some(step) = &reply.step {
                reply.text.clone_from(&step.instruction);
            }
        }
        Workflow::Completed => phrases::problem_resolved(turn.session.language).clone_into(&mut reply.text),
        Workflow::Escalated => return turn.handed_off(),
    }
    Ok(turn.closed(reply, None, workflow))
}

fn keep_for_expert(
    mut turn: Turn<'_>,
    (message, feedback): (MessageId, String),
    step: Step,
) -> Result<Opened, TurnError> {
    let reading = read_feedback(&turn.scene.house.rules, turn.session.language, &feedback);
    turn.complete(step, outcome_of(reading), Some(&feedback))?;
    let verdict = turn.judge(&feedback, Heard::default());
    open::keep_for_expert(turn, (message, &feedback), verdict)
}

fn outcome_of(reading: FeedbackReading) -> StepOutcome {
    match reading {
        FeedbackReading::Resolved => StepOutcome::Resolved,
        FeedbackReading::NotResolved | FeedbackReading::Worse => StepOutcome::NotResolved,
        FeedbackReading::Partially => StepOutcome::Partially,
        FeedbackReading::Unclear => StepOutcome::Unclear,
    }
}

/// Ends the current step as `reading` says and goes on with the guide.
pub(super) fn go_on(
    mut turn: Turn<'_>,
    (message, text, memory): (MessageId, String, u16),
    reading: FeedbackReading,
) -> Result<Opened, TurnError> {
    let outcome = outcome_of(reading);
    turn.end_step(outcome, Some(&text))?;
    match reading {
        FeedbackReading::Resolved => solved(turn, message),
        FeedbackReading::Worse => worse(turn, message, &text),
        FeedbackReading::NotResolved | FeedbackReading::Partially | FeedbackReading::Unclear => {
            Ok(ask_next(turn, (message, text, memory), outcome)?)
        }
    }
}

/// Asks for what comes after the step that ended with `outcome`.
pub(super) fn ask_next(
    turn: Turn<'_>,
    (message, text, memory): (MessageId, String, u16),
    outcome: StepOutcome,
) -> StoreResult<Opened> {
    let request = match turn.session.guide.clone() {
        Some(guide) => Request::NextStep { guide, outcome },
        None => Request::Answer { text: text.clone(), guide: None },
    };
    ask(turn, message, (text, Some(outcome), memory), request)
}

fn solved(mut turn: Turn<'_>, message: MessageId) -> Result<Opened, TurnError> {
    let number = turn.session.turn;
    turn.record_nothing(number, Some(message), "The user says that the problem is gone")?;
    turn.session.end_guide();
    if turn.session.status == SessionStatus::Escalated {
        // An expert had handed the conversation back: the ticket is over too.
        turn.solve_ticket()?;
    } else {
        turn.session.apply(SessionMove::Complete)?;
        turn.note(SessionEventKind::Status, None);
    }
    let words = phrases::problem_resolved(turn.session.language).to_owned();
    let stored =
        turn.say(Words { sender: Sender::Assistant, ..Words::of_user(&words, MessageType::Text) })?;
    let reply = Reply { message: Some(stored), ..Reply::fixed(words, MODEL_RULES) };
    Ok(Opened::Closed(Box::new(turn.finish(reply, None, Workflow::Completed)?)))
}

fn worse(mut turn: Turn<'_>, message: MessageId, text: &str) -> Result<Opened, TurnError> {
    let number = turn.session.turn;
    let priority = turn.scene.house.rules.priority_of(Reason::ExpertRequired);
    let verdict = turn.judge(text, Heard { step_failed: true, ..Heard::default() });
    let verdict = verdict.escalated_for(Reason::ExpertRequired, priority, "A guided step made it worse.");
    let priority = verdict.priority;
    turn.record(number, Some(message), verdict)?;
    let escalated = turn.escalate(Reason::ExpertRequired, priority, Announcement::ExpertNeeded)?;
    let words = Announcement::ExpertNeeded.said(&turn.session, &escalated);
    let notice = Some(Turn::notice_of(&escalated.ticket));
    let reply = Reply::fixed(words, MODEL_RULES);
    Ok(Opened::Closed(Box::new(turn.finish(reply, notice, Workflow::Escalated)?)))
}
