//! The `Idempotency-Key` header: the same request with the same key has one effect and one answer.

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderName};
use actix_web::{HttpResponse, HttpResponseBuilder};
use handover_domain::{Actor, IdempotencyKey, RecordedAnswer};
use sha2::{Digest, Sha256};

use crate::problem::{ApiError, FieldError};

/// The header.
const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// The longest key.
const LONGEST_KEY: usize = 255;

/// The operations that take a key. The names are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Route {
    Chat,
    Escalate,
}

impl Route {
    fn as_str(self) -> &'static str {
        match self {
            Self::Chat => "chat",
            Self::Escalate => "escalate",
        }
    }
}

/// The key of a request, if it has one. `session` is the one in the path or body, or nothing.
pub(crate) fn key_of(
    request: &HttpRequest,
    (actor, route, session): (&Actor, Route, String),
    raw: &[u8],
) -> Result<Option<IdempotencyKey>, ApiError> {
    let Some(value) = request.headers().get(&IDEMPOTENCY_KEY) else { return Ok(None) };
    let key = value.to_str().unwrap_or_default();
    if !(1..=LONGEST_KEY).contains(&key.len()) || !key.bytes().all(|b| b.is_ascii_graphic()) {
        let text = "Input should be 1 to 255 visible ASCII characters";
        let field = FieldError::named("header", "Idempotency-Key", "idempotency_key", text);
        return Err(ApiError::field(field));
    }
    Ok(Some(IdempotencyKey {
        actor: actor.to_string(),
        route: route.as_str().to_owned(),
        session,
        key: key.to_owned(),
        fingerprint: Sha256::digest(raw).into(),
    }))
}

/// Sends an answer that was rendered where it became true.
pub(crate) fn send(answer: RecordedAnswer) -> HttpResponse {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    HttpResponseBuilder::new(status)
        .insert_header((header::CONTENT_TYPE, "application/json"))
        .body(answer.body)
}

/// Renders an answer.
pub(crate) fn recorded(status: u16, answer: &impl serde::Serialize) -> Result<RecordedAnswer, ApiError> {
    let body = serde_json::to_vec(answer).map_err(ApiError::internal)?;
    Ok(RecordedAnswer { status, body })
}
