//! `POST /api/ai/sessions/{session_id}/typing`: somebody types.
//!
//! No record is kept of it: whoever watches the session is told, in this process at once, in another within a second.

use actix_web::{HttpResponse, post};
use handover_domain::picture_of;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::api::Desk;
use crate::body::Body;
use crate::live::Side;
use crate::parameters::SessionInPath;
use crate::problem::ApiError;
use crate::session_events::side_of;
use crate::words::SideWord;

/// Whether somebody types.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TypingNow {
    /// False takes it back; it goes without saying after 6 seconds.
    #[serde(default = "yes")]
    typing: bool,
    /// Which side types, where the caller is both: for open mode and API keys.
    #[serde(rename = "as")]
    #[schema(inline)]
    side: Option<SideWord>,
}

fn yes() -> bool {
    true
}

/// Say that one is typing, to whoever watches the session now. To be said at most every 3 seconds.
#[utoipa::path(
    tag = "live",
    params(("session_id" = Uuid, Path)),
    request_body = TypingNow,
    responses((status = 204), (status = 404))
)]
#[post("/api/ai/sessions/{session_id}/typing")]
pub(crate) async fn typing(
    desk: Desk,
    session: SessionInPath,
    body: Body<TypingNow>,
) -> Result<HttpResponse, ApiError> {
    let side = side_of(&desk, body.value.side);
    let picture = desk.read(move |view, scene| Ok(picture_of(view, scene, session.0)?)).await?;
    let name = match side {
        Side::User => None,
        Side::Expert if desk.actor.account().is_some() => Some(desk.actor.name().to_owned()),
        Side::Expert => picture.expert_name().map(str::to_owned),
    };
    desk.live.typing((session.0, desk.clock.now()), side, (name, body.value.typing));
    Ok(HttpResponse::NoContent().finish())
}
