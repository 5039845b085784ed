//! Running a turn: open, ask the assistant outside any transaction, close.
//!
//! A turn that was opened is closed even when its client has gone: it runs as a task of its own, one
//! of a bounded number, and the request only waits for it. One whose answer is streamed is stopped then, unless
//! it has a key: with that the client may come back for its answer.
//!
//! A newer message of the session, a person who takes it, or a stop ends the wait for the assistant at once, in
//! another process within a second; and whatever comes too late all the same is refused at the closing. The
//! request whose message was overtaken waits for the answer to the newer one and gives that.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};

use actix_web::rt;
use actix_web::rt::time::{sleep, timeout};
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::{FutureExt, StreamExt};
use handover_domain::assistant::{Answer, AnswerPart, Assistant, Question};
use handover_domain::chat::{
    Closed, MODEL_SUPERSEDED, Opened, PendingTurn, close_turn, newest_answer, reopen_turn, stop_turn,
    superseded,
};
use handover_domain::{
    Actor, Decision, IdempotencyKey, IdempotencyRecord, KeyError, KeyState, MessageId, RecordedAnswer,
    RunningTurn, Scene, SessionId, Transaction, remember_answer, remember_turn, take_key, view_session,
};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::api::{Desk, Talk, overloaded};
use crate::live::{Head, Seat};
use crate::problem::ApiError;

/// What the user is told when the assistant fails; the words are the prototype's.
const UNAVAILABLE: &str = "AI assistant temporarily unavailable. Please try again.";

/// The most of a turn that is kept for storing the answer.
const LONGEST_CLOSING: Duration = Duration::from_secs(2);

/// How long a request waits for the answer to the message that has overtaken its own.
const LONGEST_WAIT: Duration = Duration::from_secs(25);

/// Opens the turn; asked again where an optimistic opening came to nothing.
pub(crate) type Open = Box<dyn FnMut(&mut dyn Transaction, &Scene<'_>) -> Result<Opened, ApiError> + Send>;

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

/// What is heard of a turn while it runs.
#[derive(Debug)]
pub(crate) enum Heard {
    /// The user's message is stored, and the assistant is asked.
    Opened(RunningTurn),
    /// More words of the answer.
    Text(String),
    /// The words so far do not hold.
    Withdrawn,
}

/// Where a turn is heard while it runs; when nobody listens any more, a turn without a key is stopped.
pub(crate) type Listener = mpsc::Sender<Heard>;

/// Runs `turn` to its end and returns the answer.
pub(crate) async fn run(desk: &Desk, talk: &Talk, turn: Turn) -> Rendered {
    // Awaited by the request; when its client goes away only the waiting ends, not the turn.
    let task = start(desk, talk, turn, None)?;
    task.await.unwrap_or_else(|panicked| Err(ApiError::internal(panicked)))
}

/// Starts `turn` as a task of its own.
pub(crate) fn start(
    desk: &Desk,
    talk: &Talk,
    turn: Turn,
    listener: Option<Listener>,
) -> Result<JoinHandle<Rendered>, ApiError> {
    let slot = Arc::clone(&talk.running).try_acquire_owned().map_err(|_| overloaded())?;
    let (desk, talk) = (desk.clone(), talk.clone());
    Ok(rt::spawn(async move {
        let answer = through(&desk, &talk, turn, listener).await;
        drop(slot);
        answer
    }))
}

/// Goes on with a turn that nobody waits for: an expert has handed the conversation back. It runs in the name of
/// the service, because experts do not converse.
pub(crate) fn go_on(desk: &Desk, talk: &Talk, next: Box<PendingTurn>) {
    let Ok(slot) = Arc::clone(&talk.running).try_acquire_owned() else {
        tracing::warn!("the assistant does not go on by itself, because too many turns are running");
        return;
    };
    let organization = desk.actor.scope().organization();
    let (desk, talk) = (desk.desk(Actor::system(organization)), talk.clone());
    rt::spawn(async move {
        let course = Course { key: None, render: unread, came_in: desk.clock.now(), began: Instant::now() };
        if let Err(error) = answered(&desk, &talk, (next, course), None).await {
            tracing::warn!(%error, "the assistant could not go on after a hand-back");
        }
        drop(slot);
    });
}

fn unread(_: &mut dyn Transaction, _: &Scene<'_>, _: &Ended<'_>) -> Rendered {
    Ok(RecordedAnswer { status: 200, body: Vec::new() })
}

/// What a turn goes by on its way from opening to closing.
struct Course {
    key: Option<IdempotencyKey>,
    render: Render,
    came_in: DateTime<Utc>,
    began: Instant,
}

async fn through(desk: &Desk, talk: &Talk, turn: Turn, listener: Option<Listener>) -> Rendered {
    let (began, came_in) = (Instant::now(), desk.clock.now());
    let Turn { mut open, render, key } = turn;
    let (memory, opening_key) = (talk.assistant.memory(), key.clone());
    let begun = desk.write_optimistically(None, move |tx, scene| {
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
            desk.live.ticket_changed(session);
            return Ok(posted(talk, answer, escalated));
        }
        Begun::Ask(pending) => pending,
    };
    desk.live.changed(pending.session);
    answered(desk, talk, (pending, Course { key, render, came_in, began }), listener).await
}

/// How the wait for the assistant ended.
enum Outcome {
    Answer(Box<Answer>),
    /// A newer message or a person has overtaken the turn.
    Overtaken,
    /// The user wants no more of the answer than this.
    Stopped(String),
}

/// Has the assistant answer an open turn, and closes it.
async fn answered(
    desk: &Desk,
    talk: &Talk,
    (pending, course): (Box<PendingTurn>, Course),
    listener: Option<Listener>,
) -> Rendered {
    // From before the assistant is asked: whatever overtakes the turn from now on is seen.
    let mut seat = desk.live.watch(pending.session);
    let mut stops = desk.live.may_be_stopped(pending.session);
    let budget = time_left(desk.house.now().turn_deadline, course.began.elapsed());
    let mut said = String::new();
    let leash = listener.as_ref().filter(|_| course.key.is_none());
    let outcome = tokio::select! {
        answer = ask(talk.assistant.as_ref(), (&pending, budget), (&mut said, listener.as_ref())) => {
            Outcome::Answer(Box::new(answer))
        }
        () = overtaken(desk, &mut seat, &pending) => Outcome::Overtaken,
        () = stopped(&mut stops, pending.turn) => Outcome::Stopped(String::new()),
        () = hung_up(leash) => Outcome::Stopped(String::new()),
    };
    let outcome = match outcome {
        Outcome::Stopped(_) => Outcome::Stopped(said),
        other => other,
    };
    let (pending, render) = (Arc::new(*pending), course.render);
    let closed = match outcome {
        Outcome::Overtaken => None,
        outcome => {
            let (pending, key, came_in) = (Arc::clone(&pending), course.key.clone(), course.came_in);
            let known = pending.stored.clone();
            let closing = desk.write_optimistically(Some(known), move |tx, scene| {
                close(tx, scene, (&pending, &outcome), (key.as_ref(), render, came_in))
            });
            let closed = closing.await?;
            desk.live.ticket_changed(seat.key());
            closed
        }
    };
    drop(stops);
    match closed {
        Some((answer, escalated)) => Ok(posted(talk, answer, escalated)),
        None => successor(desk, (&pending, course), &mut seat).await,
    }
}

/// Ready once nobody listens any more.
async fn hung_up(listener: Option<&Listener>) {
    match listener {
        Some(listener) => listener.closed().await,
        None => std::future::pending().await,
    }
}

/// Ready once the answer of `turn` is to be stopped.
async fn stopped(stops: &mut Seat<SessionId, i64>, turn: i64) {
    while stops.now() < turn {
        stops.changed().await;
    }
}

/// Ready once the turn is not the session's newest any more, or somebody else has the conversation.
async fn overtaken(desk: &Desk, seat: &mut Seat<SessionId, Head>, pending: &PendingTurn) {
    let (id, turn, epoch) = (pending.session, pending.turn, pending.epoch);
    loop {
        seat.changed().await;
        let row = desk.read(move |view, scene| Ok(view.session(scene.actor.scope(), id)?)).await;
        // A database that cannot be read now is asked again at the closing.
        if let Ok(Some(session)) = row
            && (session.turn != turn || session.epoch != epoch || session.judged_turn >= turn)
        {
            return;
        }
    }
}

/// Waits for the answer to the message that has overtaken this one, and gives the same.
async fn successor(
    desk: &Desk,
    (pending, course): (&Arc<PendingTurn>, Course),
    seat: &mut Seat<SessionId, Head>,
) -> Rendered {
    let patience = LONGEST_WAIT.min(desk.house.now().turn_deadline).saturating_sub(course.began.elapsed());
    let waiting = async {
        loop {
            let asked = Arc::clone(pending);
            let read = desk.read(move |view, scene| Ok(newest_answer(view, scene, &asked)?.is_some())).await;
            if read? {
                return Ok::<_, ApiError>(());
            }
            seat.changed().await;
        }
    };
    tokio::select! {
        waited = waiting => waited?,
        () = sleep(patience) => {}
    }
    let (pending, Course { key, render, came_in, .. }) = (Arc::clone(pending), course);
    let settling = desk.write(move |tx, scene| {
        let closed = match newest_answer(tx, scene, &pending)? {
            Some(closed) => closed,
            None => {
                let session = view_session(tx, scene, pending.session)?;
                Closed { asked: Some(pending.message), ..superseded(&session) }
            }
        };
        settle(tx, scene, (&pending, &closed), (key.as_ref(), render, came_in))
    });
    settling.await
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

/// Closes a turn; `None` where it has been overtaken.
fn close(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    (pending, outcome): (&PendingTurn, &Outcome),
    how: (Option<&IdempotencyKey>, Render, DateTime<Utc>),
) -> Result<Option<(RecordedAnswer, bool)>, ApiError> {
    let closed = match outcome {
        Outcome::Answer(answer) => close_turn(tx, scene, pending, answer.as_ref().clone())?,
        Outcome::Stopped(said) => stop_turn(tx, scene, pending, said)?,
        Outcome::Overtaken => return Ok(None),
    };
    if closed.reply.model == MODEL_SUPERSEDED {
        return Ok(None);
    }
    Ok(Some((settle(tx, scene, (pending, &closed), how)?, escalated(&closed))))
}

/// Renders what a turn came to, and remembers it under the key of its request.
fn settle(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    (pending, closed): (&PendingTurn, &Closed),
    (key, render, came_in): (Option<&IdempotencyKey>, Render, DateTime<Utc>),
) -> Rendered {
    let ended = Ended { closed, came_in, message: Some(pending.message) };
    let answer = render(tx, scene, &ended)?;
    let Some(key) = key else { return Ok(answer) };
    let scope = scene.actor.scope();
    // The key may have been taken over while the assistant was thinking. Then the answer under it is
    // the other request's to give, and if it has given one this request gives the same.
    match tx.idempotency_record(scope, key)? {
        Some(record) if record.answer.is_some() => Ok(record.answer.unwrap_or(answer)),
        Some(record) if record.running.is_some_and(|turn| turn != running(pending)) => Ok(answer),
        _ => {
            remember_answer(tx, scope, key, (answer.clone(), scene.now))?;
            Ok(answer)
        }
    }
}

fn time_left(whole: Duration, gone: Duration) -> Duration {
    whole.saturating_sub(gone).saturating_sub(LONGEST_CLOSING.min(whole / 10))
}

/// Asks the assistant, and passes on what it says meanwhile. Whatever it does, there is an answer in time.
async fn ask(
    assistant: &dyn Assistant,
    (pending, budget): (&PendingTurn, Duration),
    (said, listener): (&mut String, Option<&Listener>),
) -> Answer {
    let question = Question { deadline: budget, ..pending.question.clone() };
    let listening = AssertUnwindSafe(async {
        if let Some(listener) = listener {
            // Who has gone already is seen elsewhere.
            let _ = listener.send(Heard::Opened(running(pending))).await;
        }
        let mut parts = assistant.answer(question);
        while let Some(part) = parts.next().await {
            let heard = match part {
                AnswerPart::Done(answer) => return Some(*answer),
                AnswerPart::Text(text) => {
                    said.push_str(&text);
                    Heard::Text(text)
                }
                AnswerPart::Withdrawn => {
                    said.clear();
                    Heard::Withdrawn
                }
            };
            if let Some(listener) = listener {
                let _ = listener.send(heard).await;
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
