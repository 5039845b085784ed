//! Tickets by pages: those of a part of the queue, and those in which words were found.

use actix_web::{get, web};
use handover_domain::{Excerpt, Field, Hit, TicketKey, list_tickets, search_tickets};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::Desk;
use crate::paging::page;
use crate::parameters::Query;
use crate::problem::ApiError;
use crate::queue_query::{Cursor, TicketsQuery};
use crate::tickets::TicketView;

/// A page of tickets in the order that was asked for.
#[derive(Serialize, ToSchema)]
pub(crate) struct TicketPage {
    tickets: Vec<ListedTicket>,
    /// Where the next page begins; null on the last one.
    next_cursor: Option<String>,
}

/// A ticket, and with `q` what was found in it.
#[derive(Serialize, ToSchema)]
pub(crate) struct ListedTicket {
    #[serde(flatten)]
    ticket: TicketView,
    #[serde(rename = "match", skip_serializing_if = "Option::is_none")]
    found: Option<MatchView>,
}

/// A piece of a text in which most of what was looked for stands.
#[derive(Serialize, ToSchema)]
#[schema(as = Match)]
pub(crate) struct MatchView {
    #[serde(rename = "where")]
    place: Place,
    /// The message, where it is one.
    message_id: Option<Uuid>,
    text: String,
    /// What was found: begin and end in Unicode scalar values of `text`.
    marks: Vec<[usize; 2]>,
}

/// Where something was found.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Place {
    Summary,
    Notes,
    Resolution,
    Message,
    Number,
    User,
    Machine,
}

impl From<Excerpt> for MatchView {
    fn from(excerpt: Excerpt) -> Self {
        let (place, message_id) = match excerpt.field {
            Field::Number => (Place::Number, None),
            Field::Summary => (Place::Summary, None),
            Field::Notes => (Place::Notes, None),
            Field::Resolution => (Place::Resolution, None),
            Field::User => (Place::User, None),
            Field::Machine => (Place::Machine, None),
            Field::Message(id) => (Place::Message, Some(id.0)),
        };
        let marks = excerpt.marks.into_iter().map(|mark| [mark.start, mark.end]).collect();
        Self { place, message_id, text: excerpt.text, marks }
    }
}

/// List tickets: the newest first, in the order in which they want to be worked on, or those in which words stand.
#[utoipa::path(
    tag = "tickets",
    params(TicketsQuery),
    responses((status = 200, body = TicketPage))
)]
#[get("/api/ai/tickets")]
pub(crate) async fn list_ticket_page(
    desk: Desk,
    query: Query<TicketsQuery>,
) -> Result<web::Json<TicketPage>, ApiError> {
    let query = query.0;
    let limit = query.limit();
    // One more than asked for tells whether there is another page.
    let found: Vec<(ListedTicket, Cursor)> = if let Some(sought) = query.sought() {
        let after = query.behind_found()?;
        let hits = desk.read(move |view, scene| {
            let wish = query.wish(scene.now);
            Ok(search_tickets(view, scene, (&wish, &sought), (after, limit + 1))?)
        });
        let listed = |Hit { found, excerpt }: Hit| {
            let ticket = TicketView::from(found.ticket);
            (ListedTicket { ticket, found: excerpt.map(MatchView::from) }, Cursor::Found(found.key))
        };
        hits.await?.into_iter().map(listed).collect()
    } else {
        let after = query.behind()?;
        let tickets = desk.read(move |view, scene| {
            let wish = query.wish(scene.now);
            Ok((list_tickets(view, scene, (&wish, after), limit + 1)?, wish.order))
        });
        let (tickets, order) = tickets.await?;
        let listed = |ticket: handover_domain::Ticket| {
            let cursor = Cursor::Listed(order, TicketKey::of(&ticket));
            (ListedTicket { ticket: ticket.into(), found: None }, cursor)
        };
        tickets.into_iter().map(listed).collect()
    };
    let (found, next_cursor) = page(found, limit, |(_, cursor)| cursor.text());
    let tickets = found.into_iter().map(|(ticket, _)| ticket).collect();
    Ok(web::Json(TicketPage { tickets, next_cursor }))
}
