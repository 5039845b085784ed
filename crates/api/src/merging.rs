//! Merging a duplicate into another ticket.

use actix_web::{HttpRequest, HttpResponse, post, web};
use handover_domain::{MergeTicket, TicketRef, merge_ticket};
use serde::{Deserialize, Deserializer, de};
use utoipa::ToSchema;

use crate::api::{Desk, Post};
use crate::body::Body;
use crate::docs::{TicketParameter, VersionParameter};
use crate::field::marked;
use crate::parameters::TicketInPath;
use crate::problem::ApiError;
use crate::tickets::{TicketFileView, Version, changed, version};

/// A ticket in a body, by id or by number.
struct NamedTicket(TicketRef);

impl<'de> Deserialize<'de> for NamedTicket {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let said = "Input should be a ticket's id or its number, like AB-20261122-0001";
        TicketRef::parse(&text).map(Self).ok_or_else(|| de::Error::custom(marked("ticket_ref", said)))
    }
}

/// A ticket becomes part of another.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Merging {
    // Which one, by its id or its number.
    #[schema(inline, value_type = crate::docs::TicketSegment)]
    into: NamedTicket,
    /// The version of the merged ticket that was read: it is refused if it has another by now.
    #[schema(inline)]
    version: Option<Version>,
}

/// Merge a duplicate into another ticket and read that. Both have to be open.
///
/// The merged ticket is closed. The other one serves its session from then on: what its user writes is for that one's
/// expert, and what the expert answers goes to all the sessions that it serves.
#[utoipa::path(
    tag = "tickets",
    params(TicketParameter, VersionParameter),
    request_body = Merging,
    responses((status = 200, body = TicketFileView), (status = 404), (status = 409))
)]
#[post("/api/ai/tickets/{ticket}/merge")]
pub(crate) async fn merge(
    desk: Desk,
    mail: web::Data<Post>,
    request: HttpRequest,
    ticket: TicketInPath,
    body: Body<Merging>,
) -> Result<HttpResponse, ApiError> {
    let command =
        MergeTicket { expected_version: version(body.value.version, &request)?, into: body.value.into.0 };
    let file = desk.write(move |tx, scene| Ok(merge_ticket(tx, scene, &ticket.0, &command)?)).await?;
    Ok(changed(&desk, &mail, file))
}
