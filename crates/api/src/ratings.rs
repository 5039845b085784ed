//! `PUT` and `GET /api/ai/sessions/{session_id}/rating`: how the user found the help.

use actix_web::{HttpResponse, get, put, web};
use handover_domain::{RateSession, Rating, Stars, rate_session, rating_of};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::Desk;
use crate::body::Body;
use crate::field::{Chars, Count, Time};
use crate::parameters::SessionInPath;
use crate::problem::{ApiError, Kind};
use crate::words::RatedHelpWord;

/// How good the help was.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewRating {
    // From 1, the worst, to 5, the best.
    #[schema(inline)]
    rating: Count<1, 5>,
    /// What there is to say about it.
    #[schema(inline)]
    comment: Option<Chars<4000>>,
}

/// How good the user found the help.
#[derive(Serialize, ToSchema)]
#[schema(as = Rating)]
pub(crate) struct RatingView {
    rating: u8,
    /// For the session's user and those who work on tickets.
    comment: Option<String>,
    about: RatedHelpWord,
    /// When it was given or last changed.
    at: Time,
}

impl From<Rating> for RatingView {
    fn from(rating: Rating) -> Self {
        Self {
            rating: rating.stars.into(),
            comment: rating.comment,
            about: rating.about.into(),
            at: Time(rating.at),
        }
    }
}

fn stars(number: Count<1, 5>) -> Option<Stars> {
    u8::try_from(number.0).ok().and_then(|number| Stars::try_from(number).ok())
}

/// Say how good the help was: the assistant's, being handed over, or the expert's, whichever came last.
#[utoipa::path(
    tag = "sessions",
    params(("session_id" = Uuid, Path)),
    request_body = NewRating,
    responses((status = 204), (status = 404), (status = 409))
)]
#[put("/api/ai/sessions/{session_id}/rating")]
pub(crate) async fn rate(
    desk: Desk,
    session: SessionInPath,
    body: Body<NewRating>,
) -> Result<HttpResponse, ApiError> {
    let NewRating { rating, comment } = body.value;
    let stars = stars(rating).ok_or_else(|| ApiError::new(Kind::Internal, "a rating out of its range"))?;
    let command = RateSession { session: session.0, stars, comment: comment.map(|text| text.0) };
    desk.write(move |tx, scene| Ok(rate_session(tx, scene, command)?)).await?;
    desk.live.ticket_changed(session.0);
    Ok(HttpResponse::NoContent().finish())
}

/// Read how good the user found the help there is now.
#[utoipa::path(
    tag = "sessions",
    params(("session_id" = Uuid, Path)),
    responses((status = 200, body = RatingView), (status = 404))
)]
#[get("/api/ai/sessions/{session_id}/rating")]
pub(crate) async fn read_rating(
    desk: Desk,
    session: SessionInPath,
) -> Result<web::Json<RatingView>, ApiError> {
    let rating = desk.read(move |view, scene| Ok(rating_of(view, scene, session.0)?)).await?;
    let rating = rating.ok_or_else(|| ApiError::new(Kind::NotFound, "The session has not been rated"))?;
    Ok(web::Json(rating.into()))
}
