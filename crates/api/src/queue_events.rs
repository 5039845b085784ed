//! `GET /api/ai/tickets/events`: the experts' queue as it changes.

use actix_web::{HttpRequest, HttpResponse, get};
use handover_domain::{Ticket, TicketStatus, open_tickets};
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;
use uuid::Uuid;

use crate::api::Desk;
use crate::field::Count;
use crate::live::{Proof, QueueSource, Reader};
use crate::parameters::Query;
use crate::problem::ApiError;
use crate::session_events::{lasting, stream_on};
use crate::tickets::TicketView;

/// How many tickets stand where.
#[derive(Serialize)]
struct Counts {
    open: usize,
    in_progress: usize,
    waiting_on_user: usize,
}

impl Counts {
    fn of(tickets: &[Ticket]) -> Self {
        let count = |status| tickets.iter().filter(|ticket| ticket.status == status).count();
        Self {
            open: count(TicketStatus::Open),
            in_progress: count(TicketStatus::InProgress),
            waiting_on_user: count(TicketStatus::WaitingOnUser),
        }
    }
}

/// The first event: the open tickets, the most urgent first and of those the oldest.
#[derive(Serialize)]
pub(crate) struct Snapshot {
    tickets: Vec<TicketView>,
    counts: Counts,
}

impl Snapshot {
    pub(crate) fn of(tickets: &[Ticket]) -> Self {
        let views = tickets.iter().cloned().map(TicketView::from).collect();
        Self { tickets: views, counts: Counts::of(tickets) }
    }
}

/// One ticket that has changed, or is open no more.
#[derive(Serialize)]
pub(crate) struct TicketNews {
    ticket_id: Uuid,
    ticket: Option<TicketView>,
    change: Vec<&'static str>,
    counts: Counts,
}

impl TicketNews {
    pub(crate) fn of(before: Option<&Ticket>, ticket: &Ticket, all: &[Ticket]) -> Self {
        let change = match before {
            None => vec!["opened"],
            Some(old) => [
                ("status", old.status != ticket.status),
                ("priority", old.priority != ticket.priority),
                ("assignee", old.assigned_expert_id != ticket.assigned_expert_id),
                ("notes", old.additional_notes != ticket.additional_notes),
                ("first_answer", old.first_answer_at != ticket.first_answer_at),
            ]
            .into_iter()
            .filter_map(|(name, differs)| differs.then_some(name))
            .collect(),
        };
        let view = Some(TicketView::from(ticket.clone()));
        Self { ticket_id: ticket.id.0, ticket: view, change, counts: Counts::of(all) }
    }

    pub(crate) fn gone(ticket: &Ticket, all: &[Ticket]) -> Self {
        Self { ticket_id: ticket.id.0, ticket: None, change: Vec::new(), counts: Counts::of(all) }
    }
}

/// Who is there.
#[derive(Serialize)]
pub(crate) struct AvailabilityNews<'a> {
    experts: Vec<Presence<'a>>,
}

/// Whether an expert is there.
#[derive(Serialize)]
struct Presence<'a> {
    id: &'a str,
    available: bool,
}

impl<'a> AvailabilityNews<'a> {
    pub(crate) fn of(all: impl Iterator<Item = &'a (String, bool)>) -> Self {
        Self { experts: all.map(|(id, available)| Presence { id, available: *available }).collect() }
    }
}

/// How to watch the queue.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct QueueQuery {
    /// End the stream after so many seconds; 0 tells what there is and ends. Left out, it goes on.
    #[param(inline)]
    seconds: Option<Count<0, 86_400>>,
}

/// Where it is.
pub(crate) const PATH: &str = "/api/ai/tickets/events";

/// Watch the experts' queue: server-sent events without numbers, which are not told again.
///
/// `snapshot` comes first, with the open tickets; then `availability` with everybody who has said whether they are
/// there, whenever that changes; `ticket` for each that is new or has changed, and `gone` for one
/// that is over. A comment comes at least every 20 seconds; `end` says why a stream ends.
#[utoipa::path(
    tag = "live",
    params(QueueQuery),
    responses((status = 200, content_type = "text/event-stream", body = crate::docs::StreamEvent))
)]
#[get("/api/ai/tickets/events")]
pub(crate) async fn watch_queue(
    desk: Desk,
    proof: Proof,
    request: HttpRequest,
    query: Query<QueueQuery>,
) -> Result<HttpResponse, ApiError> {
    stream_on(&request);
    // From before the tickets are read: what changes from now on is told.
    let seat = desk.live.watch_queue(desk.actor.scope().organization());
    let tickets = desk.read(|view, scene| Ok(open_tickets(view, scene)?)).await?;
    Reader::open((&desk, proof), QueueSource::new(seat, tickets), lasting(query.0.seconds)).await
}
