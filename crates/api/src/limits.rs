//! Receiving a request body: how large it may be, how long it may take, that it is not compressed, and
//! that all bodies together fit into memory.
//!
//! The body is read here, before a slot is taken, so that slow senders cost nobody else a slot, and
//! before the handler, so that no handler can forget a limit. What has arrived is counted as it arrives.

use std::sync::Arc;
use std::time::Duration;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::{Method, header};
use actix_web::middleware::Next;
use actix_web::rt::time::timeout;
use actix_web::web::{Bytes, BytesMut};
use actix_web::{Error, HttpMessage, ResponseError, web};
use futures_util::StreamExt;
use handover_domain::{Action, Reach};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::api::{ApiSettings, Desk, overloaded};
use crate::problem::{ApiError, Kind};
use crate::routes::route_of;

/// The body of a request, complete.
pub(crate) struct ReceivedBody(pub(crate) Bytes);

/// The memory that the bodies of all requests may take together, in bytes.
#[derive(Clone)]
pub(crate) struct Room {
    usual: Share,
    /// Apart, so that nobody who brings documents keeps anybody from talking.
    documents: Share,
}

#[derive(Clone)]
struct Share(Arc<Semaphore>);

/// So many of the largest documents may be on their way at once.
const DOCUMENTS_AT_ONCE: usize = 2;

impl Room {
    /// As much as the largest messages of all requests that may be worked on at once, and as two documents.
    pub(crate) fn of(settings: &ApiSettings) -> Self {
        let largest = settings.chat_body_limit.max(settings.body_limit);
        Self {
            usual: Share::of(largest.saturating_mul(settings.max_in_flight)),
            documents: Share::of(settings.document_limit.saturating_mul(DOCUMENTS_AT_ONCE)),
        }
    }
}

impl Share {
    fn of(bytes: usize) -> Self {
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
    let Allowed { limit, deadline, share } = allowed(settings, room, request);
    let declared = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    if declared.and_then(|length| length.parse::<u64>().ok()).is_some_and(|n| n > to_u64(limit)) {
        return Err(too_large(limit));
    }
    timeout(deadline, collect(payload, limit, share)).await.unwrap_or_else(|_| {
        Err(ApiError::new(Kind::RequestTimeout, "The request body did not arrive in time"))
    })
}

/// How much longer than any other body a document may take.
const DOCUMENT_PATIENCE: u32 = 6;

/// What a request's body may take.
struct Allowed<'a> {
    limit: usize,
    deadline: Duration,
    share: &'a Share,
}

/// How large the body may be, how long it may take, and out of which memory.
fn allowed<'a>(settings: &ApiSettings, room: &'a Room, request: &ServiceRequest) -> Allowed<'a> {
    let route = route_of(settings, request);
    match (request.method(), route.as_deref()) {
        // Clients send the whole history along.
        (&Method::POST, Some("/api/ai/chat" | "/api/ai/sessions/{session_id}/messages")) => {
            Allowed { limit: settings.chat_body_limit, deadline: settings.body_deadline, share: &room.usual }
        }
        // Nobody else's megabytes are wanted.
        (&Method::PUT, Some("/api/ai/knowledge/documents/{source}")) if brings_documents(request) => {
            let deadline = settings.body_deadline * DOCUMENT_PATIENCE;
            Allowed { limit: settings.document_limit, deadline, share: &room.documents }
        }
        _ => Allowed { limit: settings.body_limit, deadline: settings.body_deadline, share: &room.usual },
    }
}

fn brings_documents(request: &ServiceRequest) -> bool {
    let extensions = request.extensions();
    extensions.get::<Desk>().is_some_and(|desk| desk.actor.reach(Action::WriteKnowledge) != Reach::Nothing)
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
    share: &Share,
) -> Result<(Bytes, OwnedSemaphorePermit), ApiError> {
    let (mut body, mut held) = (BytesMut::new(), share.take(0)?);
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|error| {
            ApiError::new(Kind::BadRequest, "The request body broke off").because(error.to_string())
        })?;
        if body.len() + chunk.len() > limit {
            return Err(too_large(limit));
        }
        held.merge(share.take(chunk.len())?);
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
