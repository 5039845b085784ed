//! Running a turn: open, ask the assistant outside any transaction, close.
//!
//! A turn that was opened is closed even when its client has gone: it runs as a task of its own, one
//! of a bounded number, and the request only waits for it.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};

use actix_web::rt;
use actix_web::rt::time::timeout;
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::{FutureExt, StreamExt};
use handover_domain::assistant::{Answer, AnswerPart, Assistant, Question};
use handover_domain::chat::{Closed, Opened, PendingTurn, close_turn, reopen_turn};
use handover_domain::{
    Decision, IdempotencyKey, IdempotencyRecord, KeyError, KeyState, MessageId, RecordedAnswer, RunningTurn,
    Scene, SessionId, Transaction, remember_answer, remember_turn, take_key,
};

use crate::api::{Desk, Talk, overloaded};
use crate::problem::ApiError;

/// What the user is told when the assistant fails; the words are the prototype's.
const UNAVAILABLE: &str = "AI assistant temporarily unavailable. Please try again.";

/// The most of a turn that is kept for storing the answer.
const LONGEST_CLOSING: Duration = Duration::from_secs(2);

/// Opens the turn.
pub(crate) type Open = Box<dyn FnOnce(&mut dyn Transaction, &Scene<'_>) -> Result<Opened, ApiError> + Send>;

/// Renders the answer, in the transaction that makes it true.
pub(crate) type Render = fn(&mut dyn Transaction, &Scene<'_>, &Ended<'_>) -> Rendered;

/// A turn that is over, with what only its request knows.
pub(crate) struct Ended<'a> {
    /// What it came to.
    pub(crate) closed: &'a Closed,
    /// When the request came in.
    pub(crate) came_in: DateTime<Utc>,
    /// The user's message, where the turn waited for the assistant; else it is the session's newest.
    pub(crate) message: Option<MessageId>,
}

/// A rendered answer.
pub(crate) type Rendered = Result<RecordedAnswer, ApiError>;

/// One turn to be run.
pub(crate) struct Turn {
    /// How it opens.
    pub(crate) open: Open,
    /// How its answer is rendered.
    pub(crate) render: Render,
    /// Its key, where the client gave one.
    pub(crate) key: Option<IdempotencyKey>,
}

/// What opening came to.
enum Begun {
    Answered(RecordedAnswer),
    Closed(RecordedAnswer, SessionId, bool),
    Ask(Box<PendingTurn>),
}

/// Runs `turn` to its end and returns the answer.
pub(crate) async fn run(desk: &Desk, talk: &Talk, turn: Turn) -> Rendered {
    let slot = Arc::clone(&talk.running).try_acquire_owned().map_err(|_| overloaded())?;
    let (desk, talk) = (desk.clone(), talk.clone());
    // Awaited below by the request; when its client goes away only the waiting ends, not the turn.
    let task = rt::spawn(async move {
        let answer = through(&desk, &talk, turn).await;
        drop(slot);
        answer
    });
    task.await.unwrap_or_else(|panicked| Err(ApiError::internal(panicked)))
}

async fn through(desk: &Desk, talk: &Talk, turn: Turn) -> Rendered {
    let (began, came_in) = (Instant::now(), desk.clock.now());
    let Turn { open, render, key } = turn;
    let (memory, opening_key) = (talk.assistant.memory(), key.clone());
    let begun = desk.write(move |tx, scene| {
        let opened = match opening_key.as_ref().map(|key| enter(tx, scene, key, memory)) {
            None => open(tx, scene)?,
            Some(entered) => match entered? {
                Entered::Fresh => open(tx, scene)?,
                Entered::Reopened(opened) => *opened,
                Entered::Answered(answer) => return Ok(Begun::Answered(answer)),
            },
        };
        begin(tx, scene, (opened, opening_key.as_ref()), (render, came_in))
    });
    let pending = match begun.await? {
        Begun::Answered(answer) => return Ok(answer),
        Begun::Closed(answer, session, escalated) => {
            desk.live.changed(session);
            return Ok(posted(talk, answer, escalated));
        }
        Begun::Ask(pending) => pending,
    };
    let session = pending.session;
    desk.live.changed(session);
    let budget = time_left(desk.house.now().turn_deadline, began.elapsed());
    let answer = ask(talk.assistant.as_ref(), pending.question.clone(), budget).await;
    let closing =
        desk.write(move |tx, scene| close(tx, scene, (&pending, answer), (key.as_ref(), render, came_in)));
    let (answer, escalated) = closing.await?;
    desk.live.changed(session);
    Ok(posted(talk, answer, escalated))
}

fn posted(talk: &Talk, answer: RecordedAnswer, escalated: bool) -> RecordedAnswer {
    if escalated {
        talk.post.wake();
    }
    answer
}

/// What the key of a request leads to.
enum Entered {
    Fresh,
    Reopened(Box<Opened>),
    Answered(RecordedAnswer),
}

fn enter(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    key: &IdempotencyKey,
    memory: u16,
) -> Result<Entered, ApiError> {
    Ok(match take_key(tx, scene.actor.scope(), key, (scene.now, patience(scene)))?? {
        KeyState::Fresh => Entered::Fresh,
        KeyState::Answered(answer) => Entered::Answered(answer),
        KeyState::TakenOver(running) => take_over(tx, scene, (key, running), memory)?,
    })
}

/// Takes over the turn of a request that must be dead. The session's lock comes first: while it was
/// waited for, that request may have answered after all, or another may have taken it over.
fn take_over(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    (key, running): (&IdempotencyKey, RunningTurn),
    memory: u16,
) -> Result<Entered, ApiError> {
    let scope = scene.actor.scope();
    tx.lock_session(scope, running.session_id)?;
    match tx.idempotency_record(scope, key)? {
        Some(IdempotencyRecord { answer: Some(answer), .. }) => Ok(Entered::Answered(answer)),
        Some(IdempotencyRecord { running: Some(now), .. }) if now != running => {
            Err(KeyError::StillRunning.into())
        }
        _ => Ok(Entered::Reopened(Box::new(reopen_turn(tx, scene, running, memory)?))),
    }
}

/// How long a turn may run before its key may be taken over.
fn patience(scene: &Scene<'_>) -> TimeDelta {
    TimeDelta::from_std(scene.house.turn_deadline).unwrap_or(TimeDelta::MAX)
}

fn begin(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    (opened, key): (Opened, Option<&IdempotencyKey>),
    (render, came_in): (Render, DateTime<Utc>),
) -> Result<Begun, ApiError> {
    let scope = scene.actor.scope();
    match opened {
        Opened::Closed(closed) => {
            let answer = render(tx, scene, &Ended { closed: &closed, came_in, message: None })?;
            if let Some(key) = key {
                remember_answer(tx, scope, key, (answer.clone(), scene.now))?;
            }
            Ok(Begun::Closed(answer, closed.session, escalated(&closed)))
        }
        Opened::Ask(pending) => {
            if let Some(key) = key {
                remember_turn(tx, scope, key, (running(&pending), scene.now, patience(scene)))?;
            }
            Ok(Begun::Ask(pending))
        }
    }
}

fn running(pending: &PendingTurn) -> RunningTurn {
    RunningTurn { session_id: pending.session, turn: pending.turn, message_id: pending.message }
}

fn escalated(closed: &Closed) -> bool {
    closed.notice.as_ref().is_some_and(|notice| notice.decision == Decision::Escalate)
}

fn close(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    (pending, answer): (&PendingTurn, Answer),
    (key, render, came_in): (Option<&IdempotencyKey>, Render, DateTime<Utc>),
) -> Result<(RecordedAnswer, bool), ApiError> {
    let closed = close_turn(tx, scene, pending, answer)?;
    let ended = Ended { closed: &closed, came_in, message: Some(pending.message) };
    let answer = render(tx, scene, &ended)?;
    let Some(key) = key else { return Ok((answer, escalated(&closed))) };
    let scope = scene.actor.scope();
    // The key may have been taken over while the assistant was thinking. Then the answer under it is
    // the other request's to give, and if it has given one this request gives the same.
    match tx.idempotency_record(scope, key)? {
        Some(record) if record.answer.is_some() => Ok((record.answer.unwrap_or(answer), escalated(&closed))),
        Some(record) if record.running.is_some_and(|turn| turn != running(pending)) => {
            Ok((answer, escalated(&closed)))
        }
        _ => {
            remember_answer(tx, scope, key, (answer.clone(), scene.now))?;
            Ok((answer, escalated(&closed)))
        }
    }
}

fn time_left(whole: Duration, gone: Duration) -> Duration {
    whole.saturating_sub(gone).saturating_sub(LONGEST_CLOSING.min(whole / 10))
}

/// Asks the assistant. Whatever it does, there is an answer in time.
async fn ask(assistant: &dyn Assistant, question: Question, budget: Duration) -> Answer {
    let question = Question { deadline: budget, ..question };
    let listening = AssertUnwindSafe(async {
        let mut parts = assistant.answer(question);
        while let Some(part) = parts.next().await {
            if let AnswerPart::Done(answer) = part {
                return Some(*answer);
            }
        }
        None
    });
    match timeout(budget, listening.catch_unwind()).await {
        Ok(Ok(Some(answer))) => answer,
        Ok(Ok(None)) => failed("The assistant broke off its answer"),
        Ok(Err(_)) => failed("The assistant failed"),
        Err(_) => failed("The assistant did not answer in time"),
    }
}

/// The honest answer when there is none.
fn failed(why: &str) -> Answer {
    tracing::warn!(why, "no answer from the assistant");
    Answer {
        text: UNAVAILABLE.to_owned(),
        confidence: None,
        model: "error".to_owned(),
        tokens: 0,
        citations: Vec::new(),
        diagnosis: None,
        step: None,
        guide_exhausted: false,
        asks_for_human: false,
        failure: Some(why.to_owned()),
    }
}
