//! The answer to a message as it is made: `POST /api/ai/chat` for whoever accepts `text/event-stream`.

use std::convert::Infallible;
use std::time::Duration;

use actix_web::http::header::{self, HeaderMap};
use actix_web::rt::time::sleep;
use actix_web::web::Bytes;
use actix_web::{HttpMessage, HttpRequest, HttpResponse, ResponseError, post};
use futures_util::stream::unfold;
use handover_domain::RecordedAnswer;
use handover_domain::chat::stop_answer;
use handover_domain::converse_in;
use serde::Serialize;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use uuid::Uuid;

use crate::api::{Desk, Talk};
use crate::live::sse;
use crate::parameters::SessionInPath;
use crate::problem::{ApiError, Problem};
use crate::session_events::stream_on;
use crate::turns::{self, Heard, Rendered, Turn};

/// How many parts may wait for a client that is slower than the assistant.
const PARTS: usize = 64;

/// How long an answer may take to its next word before a comment is sent.
const SILENCE: Duration = Duration::from_secs(10);

/// Whether a client wants the answer as it is made.
pub(crate) fn is_wanted(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kinds = accepted.split(',').map(|kind| kind.split(';').next().unwrap_or_default().trim());
    kinds.into_iter().any(|kind| kind.eq_ignore_ascii_case("text/event-stream"))
}

/// That the user's message is stored.
#[derive(Serialize)]
struct Opened {
    session_id: Uuid,
    message_id: Uuid,
    turn: i64,
}

/// More words of the answer.
#[derive(Serialize)]
struct Words<'a> {
    text: &'a str,
}

fn frame_of(heard: &Heard) -> Bytes {
    match heard {
        Heard::Opened(running) => {
            let opened = Opened {
                session_id: running.session_id.0,
                message_id: running.message_id.0,
                turn: running.turn,
            };
            sse::event(None, "opened", &opened)
        }
        Heard::Text(text) => sse::event(None, "text", &Words { text }),
        Heard::Withdrawn => sse::event(None, "withdrawn", &serde_json::Map::new()),
    }
}

/// A turn that is heard.
struct Hearing {
    first: Option<Bytes>,
    parts: mpsc::Receiver<Heard>,
    task: Option<JoinHandle<Rendered>>,
    base: String,
    request_id: String,
}

impl Hearing {
    async fn next(mut self) -> Option<(Result<Bytes, Infallible>, Self)> {
        if let Some(first) = self.first.take() {
            return Some((Ok(first), self));
        }
        let task = self.task.as_mut()?;
        let part = tokio::select! {
            part = self.parts.recv() => part,
            () = sleep(SILENCE) => return Some((Ok(sse::HEARTBEAT), self)),
        };
        let frame = match part {
            Some(heard) => frame_of(&heard),
            // Whoever runs the turn lets go of its end when all is said; what is left is to store it.
            None => {
                let rendered = tokio::select! {
                    rendered = task => rendered,
                    () = sleep(SILENCE) => return Some((Ok(sse::HEARTBEAT), self)),
                };
                self.task = None;
                let rendered = rendered.unwrap_or_else(|panicked| Err(ApiError::internal(panicked)));
                self.last(rendered)
            }
        };
        Some((Ok(frame), self))
    }

    fn last(&self, rendered: Rendered) -> Bytes {
        match rendered {
            Ok(answer) => raw("answer", &answer.body),
            Err(error) => {
                let problem = error.error_response().extensions_mut().remove::<Problem>();
                let document = problem.map(|problem| problem.document(&self.base, &self.request_id));
                raw("problem", document.unwrap_or_default().as_ref())
            }
        }
    }
}

/// An event whose data is JSON already, on one line as `serde_json` writes it.
fn raw(name: &str, json: &[u8]) -> Bytes {
    let mut frame = format!("event: {name}\ndata: ").into_bytes();
    frame.extend_from_slice(json);
    frame.extend_from_slice(b"\n\n");
    Bytes::from(frame)
}

/// Runs `turn` and answers with what is heard of it. What is refused before the turn was opened is refused as ever.
pub(crate) async fn answer(
    (desk, talk): (&Desk, &Talk),
    (request, base): (&HttpRequest, &str),
    turn: Turn,
) -> Result<HttpResponse, ApiError> {
    stream_on(request);
    let (listener, mut parts) = mpsc::channel(PARTS);
    let task = turns::start(desk, talk, turn, Some(listener))?;
    let request_id = request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    let mut hearing =
        Hearing { first: None, parts: mpsc::channel(1).1, task: None, base: base.to_owned(), request_id };
    match parts.recv().await {
        Some(heard) => {
            (hearing.first, hearing.parts, hearing.task) = (Some(frame_of(&heard)), parts, Some(task));
        }
        None => {
            let rendered = task.await.unwrap_or_else(|panicked| Err(ApiError::internal(panicked)));
            let answer: RecordedAnswer = rendered?;
            hearing.first = Some(raw("answer", &answer.body));
        }
    }
    Ok(sse::answer(unfold(hearing, Hearing::next)))
}

/// The id of a request, for what is written after its answer has begun.
#[derive(Debug, Clone)]
pub(crate) struct RequestId(pub(crate) String);

/// How long a stop waits for the answer to be closed, where it is made here.
const CLOSING: Duration = Duration::from_secs(5);

/// How long it waits for another process that may be making it to hear of it and close it.
const CLOSING_ELSEWHERE: Duration = Duration::from_secs(3);

/// Stop the answer that is being made. What has been said of a streamed answer is kept.
#[utoipa::path(
    tag = "chat",
    params(("session_id" = Uuid, Path)),
    responses((status = 204), (status = 404))
)]
#[post("/api/ai/sessions/{session_id}/stop")]
pub(crate) async fn stop(desk: Desk, session: SessionInPath) -> Result<HttpResponse, ApiError> {
    let id = session.0;
    let mut seat = desk.live.watch(id);
    let waiting = desk.read(move |view, scene| Ok(converse_in(view, scene, id)?)).await?;
    if !(waiting.assistant_may_speak() && waiting.judged_turn < waiting.turn) {
        return Ok(HttpResponse::NoContent().finish());
    }
    let turn = waiting.turn;
    let is_here = desk.live.stop_answer(id, turn, desk.clock.now());
    // Wherever the turn runs, it closes with what it has said so far.
    let closed = async {
        loop {
            let session = desk.read(move |view, scene| Ok(converse_in(view, scene, id)?)).await;
            if session.is_ok_and(|session| session.judged_turn >= turn) {
                return;
            }
            seat.changed().await;
        }
    };
    let patience = if is_here { CLOSING } else { CLOSING_ELSEWHERE };
    if actix_web::rt::time::timeout(patience, closed).await.is_err() {
        desk.write(move |tx, scene| Ok(stop_answer(tx, scene, id)?)).await?;
        desk.live.changed(id);
    }
    Ok(HttpResponse::NoContent().finish())
}
