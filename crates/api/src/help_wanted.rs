//! The user's say in an escalation: that it is solved, and where to send answers.

use actix_web::{HttpResponse, post, put, web};
use handover_domain::EmailAddress;
use handover_domain::escalation::{CancelEscalation, cancel_escalation, tell_by_mail};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::api::{Desk, Post};
use crate::body::Body;
use crate::field::Text;
use crate::parameters::SessionInPath;
use crate::problem::{ApiError, FieldError};
use crate::tickets::TicketView;

/// "I solved it."
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Solved {
    /// How, at most 16 KiB.
    #[schema(inline)]
    comment: Option<Text<16384>>,
}

/// Say that nobody is needed any more: the ticket is resolved and the session completed.
#[utoipa::path(
    tag = "escalation",
    params(("session_id" = Uuid, Path)),
    request_body = Solved,
    responses((status = 200, body = TicketView), (status = 404), (status = 409))
)]
#[post("/api/ai/sessions/{session_id}/cancel-escalation")]
pub(crate) async fn cancel(
    desk: Desk,
    mail: web::Data<Post>,
    session: SessionInPath,
    body: Body<Solved>,
) -> Result<HttpResponse, ApiError> {
    let comment = body.value.comment.map(|text| text.0);
    let command = CancelEscalation { session: session.0, comment };
    let ticket = desk.write(move |tx, scene| Ok(cancel_escalation(tx, scene, command)?)).await?;
    desk.live.ticket_changed(session.0);
    mail.0.wake();
    Ok(HttpResponse::Ok().json(TicketView::from(ticket)))
}

/// Where to tell of answers.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Notify {
    /// A mail address; null takes it back.
    #[schema(inline, value_type = Option<crate::docs::MailAddress>)]
    email: Option<Text<254>>,
}

/// Be told by mail of answers that are not seen in the chat.
#[utoipa::path(
    tag = "escalation",
    params(("session_id" = Uuid, Path)),
    request_body = Notify,
    responses((status = 204), (status = 404), (status = 409))
)]
#[put("/api/ai/sessions/{session_id}/notify")]
pub(crate) async fn notify(
    desk: Desk,
    session: SessionInPath,
    body: Body<Notify>,
) -> Result<HttpResponse, ApiError> {
    let address = body.value.email.map(|text| address(&text.0)).transpose()?;
    desk.write(move |tx, scene| Ok(tell_by_mail(tx, scene, session.0, address)?)).await?;
    desk.live.ticket_changed(session.0);
    Ok(HttpResponse::NoContent().finish())
}

fn address(text: &str) -> Result<EmailAddress, ApiError> {
    let text = EmailAddress::parse(text);
    text.ok_or_else(|| {
        ApiError::field(FieldError::named("body", "email", "email", "Input should be a mail address"))
    })
}
