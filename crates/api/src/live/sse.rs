//! Server-sent events as they go over the wire (WHATWG HTML, section 9.2).

use actix_web::HttpResponse;
use actix_web::http::header::{self, HeaderValue};
use actix_web::web::Bytes;
use futures_util::Stream;
use serde::Serialize;

/// A comment: it keeps proxies from taking a silent stream for a dead one.
pub(crate) const HEARTBEAT: Bytes = Bytes::from_static(b":\n\n");

/// How long a client is to wait before it comes back, in milliseconds.
pub(crate) const RETRY: Bytes = Bytes::from_static(b"retry: 1000\n\n");

/// One event. JSON has no line breaks of its own, so the data is one line.
pub(crate) fn event(id: Option<i64>, name: &str, data: &impl Serialize) -> Bytes {
    // What is sent is made of texts, numbers and lists, which can all be written.
    let data = serde_json::to_string(data).unwrap_or_default();
    Bytes::from(match id {
        Some(id) => format!("id: {id}\nevent: {name}\ndata: {data}\n\n"),
        None => format!("event: {name}\ndata: {data}\n\n"),
    })
}

/// The answer that carries `events`: kept by nobody, held back by no proxy.
pub(crate) fn answer<E: Into<Box<dyn std::error::Error>> + 'static>(
    events: impl Stream<Item = Result<Bytes, E>> + 'static,
) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/event-stream; charset=utf-8"))
        .insert_header((header::CACHE_CONTROL, "no-store, no-transform"))
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .insert_header((header::HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no")))
        .streaming(events)
}
