//! Receiving a request body: how large it may be, how long it may take, and that it is not compressed.
//!
//! The body is read here, before a slot is taken, so that slow senders cost nobody else a slot, and
//! before the handler, so that no handler can forget a limit.

use std::sync::Arc;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::header;
use actix_web::middleware::Next;
use actix_web::rt::time::timeout;
use actix_web::web::{Bytes, BytesMut};
use actix_web::{Error, HttpMessage, ResponseError, web};
use futures_util::StreamExt;

use crate::api::ApiSettings;
use crate::problem::{ApiError, Kind};

/// The body of a request, complete.
pub(crate) struct ReceivedBody(pub(crate) Bytes);

/// Receives the body, or refuses it.
pub(crate) async fn receive(
    settings: web::Data<Arc<ApiSettings>>,
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    match received(&settings, &mut request).await {
        Ok(bytes) => {
            request.extensions_mut().insert(ReceivedBody(bytes));
            Ok(next.call(request).await?.map_into_boxed_body())
        }
        Err(refused) => Ok(request.into_response(refused.error_response())),
    }
}

async fn received(settings: &ApiSettings, request: &mut ServiceRequest) -> Result<Bytes, ApiError> {
    let encodings = request.headers().get_all(header::CONTENT_ENCODING);
    if encodings.into_iter().any(|encoding| !encoding.as_bytes().eq_ignore_ascii_case(b"identity")) {
        let text = "Compressed request bodies are not accepted";
        return Err(ApiError::new(Kind::UnsupportedEncoding, text).closing());
    }
    let is_chat = request.path().ends_with("/chat") || request.path().ends_with("/messages");
    let limit = if is_chat { settings.chat_body_limit } else { settings.body_limit };
    let declared = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    if declared.and_then(|length| length.parse::<u64>().ok()).is_some_and(|n| n > to_u64(limit)) {
        return Err(too_large(limit));
    }
    let payload = request.take_payload();
    timeout(settings.body_deadline, collect(payload, limit)).await.unwrap_or_else(|_| {
        Err(ApiError::new(Kind::RequestTimeout, "The request body did not arrive in time").closing())
    })
}

async fn collect(mut payload: Payload, limit: usize) -> Result<Bytes, ApiError> {
    let mut body = BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|error| {
            ApiError::new(Kind::BadRequest, "The request body broke off").because(error.to_string()).closing()
        })?;
        if body.len() + chunk.len() > limit {
            return Err(too_large(limit));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

fn too_large(limit: usize) -> ApiError {
    ApiError::new(Kind::BodyTooLarge, format!("The body may have at most {limit} bytes")).closing()
}

fn to_u64(limit: usize) -> u64 {
    u64::try_from(limit).unwrap_or(u64::MAX)
}
