//! Closing a turn: the answer is stored if the assistant may still speak, and the rules judge it.

use crate::assistant::{Answer, GuidePosition};
use crate::chat::newest::superseded;
use crate::chat::record::{Heard, Spoken, Turn, Words};
use crate::chat::{Closed, MODEL_STOPPED, PendingTurn, Reply, TurnError, Workflow};
use crate::escalation::{Announcement, Reason};
use crate::house::Scene;
use crate::id::{SessionId, StepId};
use crate::judgement::Verdict;
use crate::message::{MessageType, Sender};
use crate::step::{Step, StepOutcome};
use crate::store::{StoreResult, Transaction};
use crate::ticket::Priority;
use crate::trigger::Decision;

/// Stores the assistant's answer and judges the whole turn.
///
/// An answer to an older turn is not stored, nor one from before the conversation changed hands: the
/// assistant cannot talk over a person. Guided steps that end without a solution make a ticket, and
/// so does a rule whose action is to escalate; the other rules offer one.
///
/// # Errors
/// [`TurnError::NoSuchSession`] when the session is gone.
pub fn close_turn(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    pending: &PendingTurn,
    answer: Answer,
) -> Result<Closed, TurnError> {
    let mut turn = match still_asked(tx, scene, pending)? {
        Ok(turn) => turn,
        Err(closed) => return Ok(*closed),
    };
    if turn.session.judged_turn >= pending.turn {
        // The turn has its trigger: its user has stopped it.
        return Ok(stopped(turn));
    }
    learn(&mut turn, &answer);
    let step = begin_step(&mut turn, &answer)?;
    let exhausted = answer.guide_exhausted;
    let asks_for_human = answer.asks_for_human;
    let reply = speak(&mut turn, answer, step)?;
    let verdict = verdict_of(&turn, pending, (&reply, asks_for_human));
    decide(turn, pending, reply, (verdict, exhausted))
}

/// The turn, if its answer is still wanted; else what its request is told.
fn still_asked<'a>(
    tx: &'a mut dyn Transaction,
    scene: &'a Scene<'a>,
    pending: &PendingTurn,
) -> Result<Result<Turn<'a>, Box<Closed>>, TurnError> {
    let turn = Turn::lock(tx, scene, (pending.session, None))?.asked(pending.message);
    if !turn.session.assistant_may_speak() {
        return Ok(Err(Box::new(spoken_over(turn, pending)?)));
    }
    if turn.session.turn != pending.turn || turn.session.epoch != pending.epoch {
        return Ok(Err(Box::new(Closed { asked: Some(pending.message), ..superseded(&turn.session) })));
    }
    Ok(Ok(turn))
}

/// Ends a turn because its user wants no answer any more. What has been said of it is kept, for that was seen.
///
/// # Errors
/// [`TurnError::NoSuchSession`] when the session is gone.
pub fn stop_turn(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    pending: &PendingTurn,
    said: &str,
) -> Result<Closed, TurnError> {
    let mut turn = match still_asked(tx, scene, pending)? {
        Ok(turn) => turn,
        Err(closed) => return Ok(*closed),
    };
    let mut reply = Reply::fixed(said.to_owned(), MODEL_STOPPED);
    if !said.trim().is_empty() {
        let words = Words { sender: Sender::Assistant, ..Words::of_user(said, MessageType::Text) };
        let spoken = Spoken { confidence: None, model: MODEL_STOPPED.to_owned(), citations: Vec::new() };
        reply.message = Some(turn.say(Words { reply: Some(spoken), ..words })?);
    }
    if turn.session.judged_turn < pending.turn {
        turn.record_nothing(pending.turn, Some(pending.message), STOPPED)?;
    }
    Ok(turn.finish(reply, None, Workflow::InProgress)?)
}

/// Why the rules decided nothing about a turn that was stopped.
const STOPPED: &str = "The user stopped the answer";

/// Ends the turn of a session that is waiting for an answer, wherever that is being made: it will not be stored.
/// Does nothing where none is.
///
/// # Errors
/// [`TurnError::NoSuchSession`].
pub fn stop_answer(tx: &mut dyn Transaction, scene: &Scene<'_>, session: SessionId) -> Result<(), TurnError> {
    let mut turn = Turn::lock(tx, scene, (session, None))?;
    let number = turn.session.turn;
    if turn.session.assistant_may_speak() && turn.session.judged_turn < number {
        turn.record_nothing(number, None, STOPPED)?;
        turn.store()?;
    }
    Ok(())
}

fn stopped(turn: Turn<'_>) -> Closed {
    turn.closed(Reply::fixed(String::new(), MODEL_STOPPED), None, Workflow::InProgress)
}

/// A person took over while the assistant was thinking: what it came up with is dropped.
fn spoken_over(mut turn: Turn<'_>, pending: &PendingTurn) -> StoreResult<Closed> {
    if turn.session.turn == pending.turn && turn.session.judged_turn < pending.turn {
        return turn.hand_off(pending.turn, pending.message);
    }
    turn.handed_off()
}

fn learn(turn: &mut Turn<'_>, answer: &Answer) {
    // What comes without steps to try is a guess: it fills a gap and takes nothing away, so that no
    // answer can make light of what the session knows already.
    if let Some(found) = &answer.diagnosis
        && (answer.step.is_some() || turn.session.diagnosis.is_none())
    {
        turn.session.diagnosis = Some(found.clone());
    }
    if answer.confidence.is_some() {
        turn.session.confidence = answer.confidence;
    }
}

fn begin_step(turn: &mut Turn<'_>, answer: &Answer) -> StoreResult<Option<Step>> {
    if answer.guide_exhausted {
        turn.session.end_guide();
    }
    let Some(plan) = &answer.step else { return Ok(None) };
    // Whatever step was still open has been overtaken by this one.
    turn.end_step(StepOutcome::Unclear, None)?;
    let id = StepId(turn.scene.ids.row());
    let confidence = answer.confidence.or(turn.session.confidence).unwrap_or(0.0);
    let step = Step::begin(id, turn.session.id, plan, confidence, turn.scene.now);
    turn.tx.insert_step(turn.scene.actor.scope(), &step)?;
    turn.session.current_step = Some(id);
    turn.session.guide = Some(GuidePosition { problem: step.problem.clone(), step: step.number });
    Ok(Some(step))
}

fn speak(turn: &mut Turn<'_>, answer: Answer, step: Option<Step>) -> StoreResult<Reply> {
    let message_type = if step.is_some() { MessageType::DiagnosticStep } else { MessageType::Text };
    let message = turn.say(Words {
        sender: Sender::Assistant,
        content: answer.text.clone(),
        message_type,
        step: step.as_ref().map(|step| step.id),
        metadata: None,
        reply: Some(Spoken {
            confidence: answer.confidence,
            model: answer.model.clone(),
            citations: answer.citations.clone(),
        }),
    })?;
    Ok(Reply {
        text: answer.text,
        model: answer.model,
        tokens: answer.tokens,
        message: Some(message),
        step,
        confidence: answer.confidence,
        citations: answer.citations,
        failure: answer.failure,
    })
}

fn verdict_of(turn: &Turn<'_>, pending: &PendingTurn, (reply, asks): (&Reply, bool)) -> Verdict {
    let failed = matches!(pending.step_ended, Some(StepOutcome::NotResolved | StepOutcome::Partially));
    turn.judge(
        &pending.text,
        Heard { confidence: reply.confidence, step_failed: failed, asks_for_human: asks },
    )
}

fn decide(
    mut turn: Turn<'_>,
    pending: &PendingTurn,
    reply: Reply,
    (verdict, exhausted): (Verdict, bool),
) -> Result<Closed, TurnError> {
    let verdict = if exhausted {
        let priority = turn.scene.house.rules.priority_of(Reason::ExpertRequired);
        verdict.escalated_for(
            Reason::ExpertRequired,
            priority,
            "The guided steps ended without solving the problem.",
        )
    } else {
        verdict
    };
    let (decision, reason, priority) = (verdict.decision, verdict.reason, verdict.priority);
    turn.record(pending.turn, Some(pending.message), verdict)?;
    if exhausted {
        return give_up(turn, reply, priority);
    }
    let Some(reason) = reason else { return Ok(turn.finish(reply, None, Workflow::InProgress)?) };
    if decision == Decision::Escalate {
        let ticket = turn.escalate(reason, priority, Announcement::TicketCreated)?.ticket;
        let notice = Some(Turn::notice_of(&ticket));
        return Ok(turn.finish(reply, notice, Workflow::Escalated)?);
    }
    let notice = Some(turn.offer_of(reason));
    Ok(turn.finish(reply, notice, Workflow::InProgress)?)
}

/// The steps are over and the problem is not: an expert has to look.
fn give_up(mut turn: Turn<'_>, reply: Reply, priority: Priority) -> Result<Closed, TurnError> {
    let escalated = turn.escalate(Reason::ExpertRequired, priority, Announcement::ExpertNeeded)?;
    let ending = Announcement::ExpertNeeded.said(&turn.session, &escalated);
    let text = format!("{}\n\n{ending}", reply.text);
    let notice = Some(Turn::notice_of(&escalated.ticket));
    Ok(turn.finish(Reply { text, ..reply }, notice, Workflow::Escalated)?)
}
