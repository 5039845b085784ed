//! Receiving a request body: how large it may be, how long it may take, that it is not compressed, and
//! that all bodies together fit into memory.
//!
//! The body is read here, before a slot is taken, so that slow senders cost nobody else a slot, and
//! before the handler, so that no handler can forget a limit. What has arrived is counted as it arrives.

use std::sync::Arc;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::{Method, header};
use actix_web::middleware::Next;
use actix_web::rt::time::timeout;
use actix_web::web::{Bytes, BytesMut};
use actix_web::{Error, HttpMessage, ResponseError, web};
use futures_util::StreamExt;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::api::{ApiSettings, overloaded};
use crate::problem::{ApiError, Kind};
use crate::routes::route_of;

/// The body of a request, complete.
pub(crate) struct ReceivedBody(pub(crate) Bytes);

/// The memory that the bodies of all requests may take together, in bytes.
#[derive(Clone)]
pub(crate) struct Room(Arc<Semaphore>);

impl Room {
    /// As much as the largest bodies of all requests that may be worked on at once.
    pub(crate) fn of(settings: &ApiSettings) -> Self {
        let largest = settings.chat_body_limit.max(settings.body_limit);
        let bytes = largest.saturating_mul(settings.max_in_flight);
        Self(Arc::new(Semaphore::new(bytes.min(Semaphore::MAX_PERMITS))))
    }

    fn take(&self, bytes: usize) -> Result<OwnedSemaphorePermit, ApiError> {
        let bytes = u32::try_from(bytes).map_err(|_| overloaded())?;
        Arc::clone(&self.0).try_acquire_many_owned(bytes).map_err(|_| overloaded())
    }
}

/// Receives the body, or refuses it.
pub(crate) async fn receive(
    settings: web::Data<Arc<ApiSettings>>,
    room: web::Data<Room>,
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let mut payload = request.take_payload();
    match received(&settings, &room, &request, &mut payload).await {
        Ok((bytes, _held)) => {
            request.extensions_mut().insert(ReceivedBody(bytes));
            Ok(next.call(request).await?.map_into_boxed_body())
        }
        Err(refused) => {
            request.set_payload(payload);
            Ok(refuse(request, refused))
        }
    }
}

/// Answers a request without reading what is left of its body; then the connection is of no more use.
pub(crate) fn refuse(mut request: ServiceRequest, refused: ApiError) -> ServiceResponse<BoxBody> {
    let unread = Unread::rest_of(&mut request);
    let is_bodyless = matches!(unread.payload, Payload::None);
    let refused = if is_bodyless { refused } else { refused.closing() };
    let mut response = refused.error_response();
    response.extensions_mut().insert(unread);
    request.into_response(response)
}

async fn received(
    settings: &ApiSettings,
    room: &Room,
    request: &ServiceRequest,
    payload: &mut Payload,
) -> Result<(Bytes, OwnedSemaphorePermit), ApiError> {
    let encodings = request.headers().get_all(header::CONTENT_ENCODING);
    if encodings.into_iter().any(|encoding| !encoding.as_bytes().eq_ignore_ascii_case(b"identity")) {
        let text = "Compressed request bodies are not accepted";
        return Err(ApiError::new(Kind::UnsupportedEncoding, text));
    }
    let limit = if is_talk(settings, request) { settings.chat_body_limit } else { settings.body_limit };
    let declared = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    if declared.and_then(|length| length.parse::<u64>().ok()).is_some_and(|n| n > to_u64(limit)) {
        return Err(too_large(limit));
    }
    timeout(settings.body_deadline, collect(payload, limit, room)).await.unwrap_or_else(|_| {
        Err(ApiError::new(Kind::RequestTimeout, "The request body did not arrive in time"))
    })
}

/// Whether somebody says something: clients send the whole history along.
fn is_talk(settings: &ApiSettings, request: &ServiceRequest) -> bool {
    let route = route_of(settings, request);
    let talks = matches!(route.as_deref(), Some("/api/ai/chat" | "/api/ai/sessions/{session_id}/messages"));
    talks && request.method() == Method::POST
}

/// The rest of a body that nobody wants.
///
/// It must live as long as the answer is being sent. The server closes a connection whose body is
/// unread; but a chunked body that was dropped it drains first, however slowly the rest arrives.
pub(crate) struct Unread {
    payload: Payload,
}

impl Unread {
    /// What is left of a request's body.
    pub(crate) fn rest_of(request: &mut ServiceRequest) -> Self {
        Self { payload: request.take_payload() }
    }
}

async fn collect(
    payload: &mut Payload,
    limit: usize,
    room: &Room,
) -> Result<(Bytes, OwnedSemaphorePermit), ApiError> {
    let (mut body, mut held) = (BytesMut::new(), room.take(0)?);
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|error| {
            ApiError::new(Kind::BadRequest, "The request body broke off").because(error.to_string())
        })?;
        if body.len() + chunk.len() > limit {
            return Err(too_large(limit));
        }
        held.merge(room.take(chunk.len())?);
        body.extend_from_slice(&chunk);
    }
    Ok((body.freeze(), held))
}

fn too_large(limit: usize) -> ApiError {
    ApiError::new(Kind::BodyTooLarge, format!("The body may have at most {limit} bytes"))
}

fn to_u64(limit: usize) -> u64 {
    u64::try_from(limit).unwrap_or(u64::MAX)
}
