//! `GET /api/ai/sessions/{session_id}/events`: a session as it goes on.

use std::time::Duration;

use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, get};
use handover_domain::{Action, Change, News, Owner, OwnerKind, Picture, Reach, TicketEvent};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::api::Desk;
use crate::connections::Pulse;
use crate::field::{Count, Time};
use crate::live::{Head, Proof, Reader, SessionSource, Side, Typing, sse};
use crate::messages::MessageView;
use crate::parameters::{Query, SessionInPath, last_event_id};
use crate::problem::ApiError;
use crate::queue_place::QueueView;
use crate::tickets::TicketView;
use crate::words::{OwnerWord, SessionStatusWord, SideWord};

/// Who may speak to the user now.
#[derive(Serialize, ToSchema)]
#[schema(as = Owner)]
pub(crate) struct OwnerView {
    kind: OwnerWord,
    /// Which expert, where it is one.
    expert_id: Option<String>,
    /// Their name for people.
    expert_name: Option<String>,
}

impl OwnerView {
    pub(crate) fn of(picture: &Picture) -> Self {
        let expert_id = match &picture.session.owner {
            Owner::Expert(id) => Some(id.clone()),
            Owner::Assistant | Owner::Queue => None,
        };
        let kind: OwnerKind = picture.session.owner.kind();
        Self { kind: kind.into(), expert_id, expert_name: picture.expert_name().map(str::to_owned) }
    }
}

/// The first event: how the session stands.
#[derive(Serialize)]
pub(crate) struct Greeting {
    session_id: Uuid,
    status: SessionStatusWord,
    language: &'static str,
    machine_id: Option<String>,
    owner: OwnerView,
    ticket: Option<TicketView>,
    last_event: i64,
    answering: bool,
    rating: Option<u8>,
    queue: Option<QueueView>,
}

impl Greeting {
    pub(crate) fn of(picture: &Picture, queue: Option<QueueView>) -> Self {
        let session = &picture.session;
        Self {
            session_id: session.id.0,
            status: session.status.into(),
            language: session.language.code(),
            machine_id: session.machine_id.clone(),
            owner: OwnerView::of(picture),
            ticket: picture.ticket.clone().map(TicketView::from),
            last_event: session.last_event,
            answering: picture.is_answering(),
            rating: picture.rating.map(u8::from),
            queue,
        }
    }
}

/// Whose streams are open now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) struct Presence {
    user: bool,
    expert: bool,
}

impl Presence {
    pub(crate) fn of(head: &Head) -> Self {
        let [user, expert] = head.elsewhere.here();
        Self { user: user || head.users > 0, expert: expert || head.experts > 0 }
    }
}

/// Whether the other side types.
#[derive(Serialize)]
pub(crate) struct TypingNews<'a> {
    who: &'static str,
    name: Option<&'a str>,
    typing: bool,
}

impl<'a> TypingNews<'a> {
    /// What a reader on `side` is told.
    pub(crate) fn of(side: Side, typing: &'a Typing) -> Self {
        let who = match side {
            Side::User => "expert",
            Side::Expert => "user",
        };
        Self { who, name: typing.name.as_deref(), typing: typing.is_typing }
    }
}

#[derive(Serialize)]
struct OwnerNews {
    owner: OwnerView,
    epoch: i64,
}

#[derive(Serialize)]
struct TicketNews {
    ticket: Option<TicketView>,
}

#[derive(Serialize)]
struct StatusNews<'a> {
    status: SessionStatusWord,
    resolution_summary: Option<&'a str>,
}

#[derive(Serialize)]
struct RatingNews {
    rating: Option<u8>,
}

#[derive(Serialize)]
struct NoteNews<'a> {
    note: NoteView<'a>,
}

#[derive(Serialize)]
struct NoteView<'a> {
    id: Uuid,
    author: &'a str,
    text: &'a str,
    at: Time,
}

impl<'a> From<&'a TicketEvent> for NoteView<'a> {
    fn from(event: &'a TicketEvent) -> Self {
        Self {
            id: event.id.0,
            author: &event.actor,
            text: event.to.as_deref().unwrap_or_default(),
            at: Time(event.at),
        }
    }
}

/// One change as an event.
pub(crate) fn frame_of(picture: &Picture, news: &News) -> Bytes {
    let id = Some(news.number);
    match &news.change {
        Change::Message(told) => sse::event(id, "message", &MessageView::of(told)),
        Change::Owner => sse::event(
            id,
            "owner",
            &OwnerNews { owner: OwnerView::of(picture), epoch: picture.session.epoch },
        ),
        Change::Ticket => {
            let ticket = picture.ticket.clone().map(TicketView::from);
            sse::event(id, "ticket", &TicketNews { ticket })
        }
        Change::Status => {
            let status = StatusNews {
                status: picture.session.status.into(),
                resolution_summary: picture.session.resolution_summary.as_deref(),
            };
            sse::event(id, "status", &status)
        }
        Change::Rating => sse::event(id, "rating", &RatingNews { rating: picture.rating.map(u8::from) }),
        Change::Note(note) => sse::event(id, "note", &NoteNews { note: note.into() }),
    }
}

/// Where and how to read.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct EventsQuery {
    /// The number of the last event that is known; the header `Last-Event-ID` comes before it.
    #[param(inline)]
    after: Option<Count<0, { i64::MAX }>>,
    /// End the stream after so many seconds; 0 tells what there is and ends. Left out, it goes on.
    #[param(inline)]
    seconds: Option<Count<0, 86_400>>,
    /// Which side watches, where the caller is both: for open mode and API keys.
    #[serde(rename = "as")]
    #[param(inline)]
    side: Option<SideWord>,
}

/// Whether the reader stands for the user or for those who help.
pub(crate) fn side_of(desk: &Desk, asked: Option<SideWord>) -> Side {
    let (helps, talks) =
        (desk.actor.reach(Action::WorkTicket) != Reach::Nothing, desk.actor.reach(Action::Converse));
    match (helps, talks != Reach::Nothing) {
        (true, true) => asked.map_or(Side::User, Side::from),
        (true, false) => Side::Expert,
        (false, _) => Side::User,
    }
}

/// Has the stream end when its client hangs up.
pub(crate) fn stream_on(request: &HttpRequest) {
    if let Some(pulse) = request.conn_data::<Pulse>() {
        pulse.stream();
    }
}

/// For how long a stream was asked for.
pub(crate) fn lasting(seconds: Option<Count<0, 86_400>>) -> Option<Duration> {
    seconds.map(|seconds| Duration::from_secs(seconds.0.unsigned_abs()))
}

/// Watch a session: server-sent events, from any of its changes on.
///
/// Each numbered event is a row of the session: `message`, `owner`, `ticket`, `status`, `rating`, and `note` for those who work
/// on tickets. The first event is `session`, without a number: how it stands. `presence` comes and goes, `queue` says
/// where the ticket stands in the queue. `end` says why
/// a stream ends. A comment comes at least every 20 seconds.
#[utoipa::path(
    tag = "live",
    params(
        ("session_id" = Uuid, Path),
        ("Last-Event-ID" = inline(Option<crate::docs::EventNumber>), Header,
            description = "The number of the last event that is known; 0 or nothing tells all"),
        EventsQuery
    ),
    responses(
        (status = 200, content_type = "text/event-stream", body = crate::docs::StreamEvent),
        (status = 404)
    )
)]
#[get("/api/ai/sessions/{session_id}/events")]
pub(crate) async fn watch_session(
    desk: Desk,
    proof: Proof,
    request: HttpRequest,
    session: SessionInPath,
    query: Query<EventsQuery>,
) -> Result<HttpResponse, ApiError> {
    let EventsQuery { after, seconds, side } = query.0;
    let known = last_event_id(request.headers())?.or(after.map(|after| after.0)).unwrap_or(0);
    let side = side_of(&desk, side);
    stream_on(&request);
    let source = SessionSource::new(desk.clone(), (session.0, known), side);
    Reader::open((&desk, proof), source, lasting(seconds)).await
}
