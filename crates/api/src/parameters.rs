//! Reading what a request says outside its body: path, query and headers.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::{self, HeaderMap};
use actix_web::{FromRequest, HttpRequest, web};
use handover_domain::{MessageId, SessionId, TicketRef};
use serde::de::DeserializeOwned;
use serde_json::Value;
use uuid::Uuid;

use crate::body::read_value;
use crate::field::{LONGEST_ID, NOT_A_UUID};
use crate::problem::{ApiError, FieldError};

/// The query of a request, read.
pub(crate) struct Query<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(read_query(request.query_string()).map(Self))
    }
}

fn read_query<T: DeserializeOwned>(query: &str) -> Result<T, ApiError> {
    let pairs = web::Query::<Vec<(String, String)>>::from_query(query).map(web::Query::into_inner);
    let mut members = serde_json::Map::new();
    // Whatever is no list of pairs names no parameter.
    for (key, value) in pairs.unwrap_or_default() {
        let value = Value::String(value);
        match members.get_mut(&key) {
            None => drop(members.insert(key, value)),
            Some(Value::Array(values)) => values.push(value),
            Some(first) => *first = Value::Array(vec![first.take(), value]),
        }
    }
    read_value("query", Value::Object(members))
}

/// The one parameter of the path, decoded; nothing when it is no text.
fn segment(request: &HttpRequest, payload: &mut Payload) -> Option<String> {
    let read = web::Path::<String>::from_request(request, payload).into_inner();
    read.map(web::Path::into_inner).ok()
}

/// The session in the path.
pub(crate) struct SessionInPath(pub(crate) SessionId);

impl FromRequest for SessionInPath {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let id = Uuid::try_parse(&segment(request, payload).unwrap_or_default());
        let refused =
            |_| ApiError::field(FieldError::named("path", "session_id", "uuid_parsing", NOT_A_UUID));
        ready(id.map(|id| Self(SessionId(id))).map_err(refused))
    }
}

/// A message of a session in the path.
pub(crate) struct MessageInPath {
    pub(crate) session: SessionId,
    pub(crate) message: MessageId,
}

impl FromRequest for MessageInPath {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let id = |name: &'static str| {
            let text = request.match_info().get(name).unwrap_or_default();
            let refused = |_| ApiError::field(FieldError::named("path", name, "uuid_parsing", NOT_A_UUID));
            Uuid::try_parse(text).map_err(refused)
        };
        let read = id("session_id").and_then(|session| Ok((session, id("message_id")?)));
        ready(
            read.map(|(session, message)| Self { session: SessionId(session), message: MessageId(message) }),
        )
    }
}

/// Something in the path that has a UUID.
pub(crate) struct IdInPath(pub(crate) Uuid);

impl FromRequest for IdInPath {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let id = Uuid::try_parse(&segment(request, payload).unwrap_or_default());
        let refused = |_| ApiError::field(FieldError::named("path", "id", "uuid_parsing", NOT_A_UUID));
        ready(id.map(Self).map_err(refused))
    }
}

/// The ticket in the path, by id or by number.
pub(crate) struct TicketInPath(pub(crate) TicketRef);

impl FromRequest for TicketInPath {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let which = segment(request, payload).and_then(|text| TicketRef::parse(&text)).map(Self);
        let text = "Input should be a ticket's id or its number, like AB-20261122-0001";
        ready(which.ok_or_else(|| ApiError::field(FieldError::named("path", "ticket", "ticket_ref", text))))
    }
}

/// A host id in the path.
pub(crate) struct HostIdInPath(pub(crate) String);

impl FromRequest for HostIdInPath {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let id = segment(request, payload);
        let name = request.match_info().iter().next().map(|(name, _)| name).unwrap_or("id").to_owned();
        let refused = |code, text: &str| Err(ApiError::field(FieldError::named("path", &name, code, text)));
        // The framework puts U+FFFD where the path is not UTF-8; two such ids must not become one.
        let Some(id) = id.filter(|id| !id.contains('\u{fffd}')) else {
            return ready(refused("string_type", "Input should be valid UTF-8"));
        };
        ready(if id.contains('\0') {
            refused("nul_character", "Input should not hold the character U+0000")
        } else if id.chars().count() > LONGEST_ID {
            refused("string_too_long", "String should have at most 255 characters")
        } else {
            Ok(Self(id))
        })
    }
}

/// The number that a `Last-Event-ID` header names.
pub(crate) fn last_event_id(headers: &HeaderMap) -> Result<Option<i64>, ApiError> {
    let Some(value) = headers.get("last-event-id") else { return Ok(None) };
    let digits = value.to_str().ok().filter(|text| text.bytes().all(|b| b.is_ascii_digit()));
    let text = "Input should be the number of an event";
    let refused = || ApiError::field(FieldError::named("header", "Last-Event-ID", "event_number", text));
    digits.and_then(|digits| digits.parse().ok()).map(Some).ok_or_else(refused)
}

/// The version that an `If-Match` header names; `*` names none.
pub(crate) fn if_match(headers: &HeaderMap) -> Result<Option<i64>, ApiError> {
    let Some(value) = headers.get(header::IF_MATCH) else { return Ok(None) };
    let text = value.to_str().unwrap_or_default().trim();
    if text == "*" {
        return Ok(None);
    }
    let version = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).and_then(|v| v.parse().ok());
    let text = "Input should be the ETag of what was read, like \"3\"";
    version.map(Some).ok_or_else(|| ApiError::field(FieldError::named("header", "If-Match", "etag", text)))
}
