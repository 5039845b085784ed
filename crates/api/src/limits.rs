//! Receiving a request body: how large it may be, how long it may take, and that it is not compressed.
//!
//! The body is read here, before a slot is taken, so that slow senders cost nobody else a slot, and
//! before the handler, so that no handler can forget a limit.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use actix_web::body::{BodySize, BoxBody, MessageBody};
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
    let mut payload = request.take_payload();
    match received(&settings, &request, &mut payload).await {
        Ok(bytes) => {
            request.extensions_mut().insert(ReceivedBody(bytes));
            Ok(next.call(request).await?.map_into_boxed_body())
        }
        Err(refused) => {
            let mut response = refused.error_response();
            response.extensions_mut().insert(Unread { _payload: payload });
            Ok(request.into_response(response))
        }
    }
}

async fn received(
    settings: &ApiSettings,
    request: &ServiceRequest,
    payload: &mut Payload,
) -> Result<Bytes, ApiError> {
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
    timeout(settings.body_deadline, collect(payload, limit)).await.unwrap_or_else(|_| {
        Err(ApiError::new(Kind::RequestTimeout, "The request body did not arrive in time").closing())
    })
}

/// The rest of a body that nobody wants.
///
/// It must live as long as the answer is being sent. The server closes a connection whose body is
/// unread; but a chunked body that was dropped it drains first, however slowly the rest arrives.
pub(crate) struct Unread {
    _payload: Payload,
}

impl Unread {
    /// What is left of a request's body.
    pub(crate) fn rest_of(request: &mut ServiceRequest) -> Self {
        Self { _payload: request.take_payload() }
    }

    /// Ties the rest of the request's body to the body of its answer.
    pub(crate) fn beside(self, answer: BoxBody) -> BoxBody {
        BoxBody::new(AnswerBeside { answer, _unread: self })
    }
}

struct AnswerBeside {
    answer: BoxBody,
    _unread: Unread,
}

impl MessageBody for AnswerBeside {
    type Error = Box<dyn std::error::Error>;

    fn size(&self) -> BodySize {
        self.answer.size()
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Self::Error>>> {
        Pin::new(&mut self.answer).poll_next(context)
    }
}

async fn collect(payload: &mut Payload, limit: usize) -> Result<Bytes, ApiError> {
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
