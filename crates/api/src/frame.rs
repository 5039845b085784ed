//! The frame around every request: its id, its line in the log, and the writing of problem documents.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Instant;

use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::http::{ConnectionType, Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, ResponseError, web};
use futures_util::FutureExt;

use crate::api::{ApiSettings, Lifecycle, Tools};
use crate::beside::beside;
use crate::chat_stream::RequestId;
use crate::client_address::client_of;
use crate::connections::Pulse;
use crate::limits::Unread;
use crate::problem::{ApiError, Kind, Problem};
use crate::routes::pattern_of;

/// The header that carries the request id in both directions.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Frames a request. Nothing a user said or is called is logged: no body, no query, no id in a path.
pub(crate) async fn frame(
    tools: web::Data<Tools>,
    settings: web::Data<Arc<ApiSettings>>,
    lifecycle: web::Data<Lifecycle>,
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let began = Instant::now();
    let busy = request.request().conn_data::<Pulse>().map(Pulse::begin);
    let id = request_id(request.headers()).unwrap_or_else(|| tools.ids.capability().to_string());
    let method = request.method().clone();
    if method == Method::HEAD {
        // What GET answers, HEAD answers without a body; the server leaves the body out by itself.
        request.head_mut().method = Method::GET;
    }
    // A preflight is answered before its body would be received.
    let preflight = (method == Method::OPTIONS).then(|| Unread::rest_of(&mut request));
    request.extensions_mut().insert(RequestId(id.clone()));
    let route = pattern_of(&request);
    let route = route.as_deref().unwrap_or("-");
    let health = route.contains("/health");
    let is_secure = client_of(request.request()).is_secure;
    let dress = |headers: &mut HeaderMap| dress(headers, &id, policy(route), is_secure);
    let done = AssertUnwindSafe(next.call(request)).catch_unwind().await;
    let mut response = match done {
        Ok(Ok(response)) => response.map_into_boxed_body(),
        Ok(Err(error)) => return Err(broken(&error.to_string(), (&method, route, &id), dress)),
        Err(_) => return Err(broken("a handler panicked", (&method, route, &id), dress)),
    };
    let problem = response.response_mut().extensions_mut().remove::<Problem>();
    let problem = problem.or_else(|| wordless(&response));
    if let Some(problem) = problem {
        response = written(response, &problem, &settings.base_path, &id);
        if !problem.causes.is_empty() {
            let causes = problem.causes.join(": ");
            tracing::error!(request_id = %id, %method, route, causes, "request failed");
        }
    }
    let unread = response.response_mut().extensions_mut().remove::<Unread>().or(preflight);
    if let Some(unread) = unread {
        response = response.map_body(|_, answer| beside(answer, unread));
    }
    if let Some(busy) = busy {
        response = response.map_body(|_, answer| beside(answer, busy));
    }
    dress(response.headers_mut());
    if lifecycle.is_stopping() {
        response.response_mut().head_mut().set_connection_type(ConnectionType::Close);
    }
    let (status, duration_ms) = (response.status().as_u16(), began.elapsed().as_secs_f64() * 1000.0);
    if health {
        tracing::debug!(request_id = %id, %method, route, status, duration_ms, "answered");
    } else {
        tracing::info!(request_id = %id, %method, route, status, duration_ms, "answered");
    }
    Ok(response)
}

/// A caller may bring an id of its own, if it looks like one.
fn request_id(headers: &HeaderMap) -> Option<String> {
    let id = headers.get(REQUEST_ID)?.to_str().ok()?;
    let fits =
        (8..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
    fits.then(|| id.to_owned())
}

/// The answer where the request is lost, because a part of the chain gave up or panicked.
fn broken(
    why: &str,
    (method, route, id): (&Method, &str, &str),
    dress: impl FnOnce(&mut HeaderMap),
) -> Error {
    tracing::error!(request_id = id, %method, route, causes = why, "request failed");
    let error = ApiError::internal(why);
    let mut response = error.error_response();
    let problem = response.extensions_mut().remove::<Problem>();
    let document = problem.map(|problem| problem.document("", id)).unwrap_or_default();
    let mut response = response.set_body(BoxBody::new(document));
    let kind = HeaderValue::from_static("application/problem+json");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    dress(response.headers_mut());
    InternalError::from_response(error, response).into()
}

fn written(
    response: ServiceResponse<BoxBody>,
    problem: &Problem,
    base: &str,
    id: &str,
) -> ServiceResponse<BoxBody> {
    let document = problem.document(base, id);
    let mut response = response.map_body(|_, _| BoxBody::new(document));
    let kind = HeaderValue::from_static("application/problem+json");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

/// A refusal that a part of the framework gave without a word.
fn wordless(response: &ServiceResponse<BoxBody>) -> Option<Problem> {
    let is_empty = matches!(response.response().body().size(), BodySize::None | BodySize::Sized(0));
    let kind = match response.status() {
        StatusCode::BAD_REQUEST => Kind::BadRequest,
        StatusCode::NOT_FOUND => Kind::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => Kind::MethodNotAllowed,
        StatusCode::INTERNAL_SERVER_ERROR => Kind::Internal,
        _ => return None,
    };
    is_empty.then(|| Problem::of(kind))
}

/// What a browser may do with an answer that does not say: nothing. The page about the API runs its
/// own scripts.
fn policy(route: &str) -> HeaderValue {
    HeaderValue::from_static(if route.contains("/docs/") {
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'"
    } else {
        "default-src 'none'; frame-ancestors 'none'"
    })
}

/// What every answer tells browsers, unless it says something else itself: take it for what it says it is, show it in no frame, tell no other site
/// where you were, let no other site hold on to it, and give it nothing of the device.
const SECURITY: [(&str, &str); 6] = [
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

fn dress(headers: &mut HeaderMap, id: &str, policy: HeaderValue, is_secure: bool) {
    if is_secure {
        let a_year = HeaderValue::from_static("max-age=31536000");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, a_year);
    }
    if let Ok(id) = HeaderValue::from_str(id) {
        headers.insert(REQUEST_ID, id);
    }
    for (name, value) in SECURITY {
        let name = HeaderName::from_static(name);
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}
