//! Reading a request body into a wire struct, with errors that name the field.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::web::Bytes;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_path_to_error::Segment;

use crate::field::read_marked;
use crate::limits::ReceivedBody;
use crate::problem::{ApiError, At, FieldError, Kind};

/// A JSON body, read.
pub(crate) struct Body<T> {
    /// What it says.
    pub(crate) value: T,
    /// The bytes it came in, for the fingerprint of an idempotency key.
    pub(crate) raw: Bytes,
}

impl<T: DeserializeOwned> FromRequest for Body<T> {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let raw = take_raw(request);
        ready(check_type(request, &raw).and_then(|()| read_body(&raw)).map(|value| Self { value, raw }))
    }
}

/// Old clients send `application/json`; none at all is taken for that too.
fn check_type(request: &HttpRequest, raw: &[u8]) -> Result<(), ApiError> {
    let Some(declared) = request.headers().get(header::CONTENT_TYPE) else { return Ok(()) };
    let declared = declared.to_str().unwrap_or_default();
    let essence = declared.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if raw.is_empty() || essence == "application/json" || essence.ends_with("+json") {
        return Ok(());
    }
    Err(ApiError::new(Kind::UnsupportedMediaType, "The body must be application/json"))
}

/// A JSON body that is too large to be read where requests are answered.
pub(crate) struct LateBody(Bytes);

impl LateBody {
    /// Reads it, on a thread that may take its time.
    pub(crate) fn read<T: DeserializeOwned>(&self) -> Result<T, ApiError> {
        read_body(&self.0)
    }
}

impl FromRequest for LateBody {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let raw = take_raw(request);
        ready(check_type(request, &raw).map(|()| Self(raw)))
    }
}

fn take_raw(request: &HttpRequest) -> Bytes {
    request.extensions_mut().remove::<ReceivedBody>().map(|body| body.0).unwrap_or_default()
}

fn read_body<T: DeserializeOwned>(raw: &[u8]) -> Result<T, ApiError> {
    // A body that is left out says as much as an empty object: what is missing is named then.
    let document = if raw.is_empty() { Ok(Value::Object(serde_json::Map::new())) } else { parse(raw) };
    read_value("body", document?)
}

fn parse(raw: &[u8]) -> Result<Value, ApiError> {
    let text = std::str::from_utf8(raw)
        .map_err(|error| broken_json(error.valid_up_to(), "The body is not valid UTF-8"))?;
    serde_json::from_str(text).map_err(|error| {
        let before: usize =
            text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
        let what = error.to_string();
        let what = what.split(" at line ").next().unwrap_or_default();
        broken_json(before + error.column().saturating_sub(1), &format!("JSON decode error: {what}"))
    })
}

fn broken_json(offset: usize, message: &str) -> ApiError {
    ApiError::field(FieldError {
        part: "body",
        path: vec![At::Index(offset)],
        code: "json_invalid",
        message: message.to_owned(),
    })
}

/// Reads a document that came in this part of the request.
pub(crate) fn read_value<T: DeserializeOwned>(part: &'static str, document: Value) -> Result<T, ApiError> {
    let error = |path, code, message: String| ApiError::field(FieldError { part, path, code, message });
    // Without this a list would be read as a struct, field by field.
    if !document.is_object() {
        return Err(error(Vec::new(), "dict_type", "Input should be an object".to_owned()));
    }
    if let Some(path) = find_nul(&document) {
        return Err(error(path, "nul_character", "Input should not hold the character U+0000".to_owned()));
    }
    serde_path_to_error::deserialize(document).map_err(|failed| {
        let path = failed.path().iter().filter_map(to_at).collect();
        let (path, code, message) = describe(path, &failed.inner().to_string());
        error(path, code, message)
    })
}

fn to_at(segment: &Segment) -> Option<At> {
    match segment {
        Segment::Seq { index } => Some(At::Index(*index)),
        Segment::Map { key } => Some(At::Key(key.clone())),
        Segment::Enum { variant } => Some(At::Key(variant.clone())),
        Segment::Unknown => None,
    }
}

/// Where a string holds U+0000, which PostgreSQL cannot store.
fn find_nul(value: &Value) -> Option<Vec<At>> {
    let under =
        |at: At, inner: &Value| find_nul(inner).map(|path| [at].into_iter().chain(path).collect::<Vec<_>>());
    match value {
        Value::String(text) => text.contains('\0').then(Vec::new),
        Value::Array(items) => {
            items.iter().enumerate().find_map(|(index, inner)| under(At::Index(index), inner))
        }
        Value::Object(members) => members.iter().find_map(|(key, inner)| {
            if key.contains('\0') { Some(Vec::new()) } else { under(At::Key(key.clone()), inner) }
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

/// Turns serde's words into those of the inherited contract. Nothing of the input is repeated.
fn describe(mut path: Vec<At>, what: &str) -> (Vec<At>, &'static str, String) {
    if let Some((code, message)) = read_marked(what) {
        return (path, known_code(code), message.to_owned());
    }
    let quoted = |prefix: &str| what.strip_prefix(prefix).and_then(|rest| rest.split('`').next());
    if let Some(name) = quoted("missing field `") {
        path.push(At::Key(name.to_owned()));
        return (path, "missing", "Field required".to_owned());
    }
    if let Some(name) = quoted("unknown field `") {
        let named = At::Key(name.to_owned());
        if path.last() != Some(&named) {
            path.push(named);
        }
        return (path, "extra_forbidden", "Extra inputs are not permitted".to_owned());
    }
    let expected = what.rsplit_once("expected ").map(|(_, expected)| expected).unwrap_or_default();
    let (code, message) = match expected {
        e if e.contains("string") => ("string_type", "Input should be a valid string"),
        e if e.contains("sequence") => ("list_type", "Input should be a valid list"),
        e if e.contains("bool") => ("bool_type", "Input should be a valid boolean"),
        e if e.contains("f64") => ("float_type", "Input should be a valid number"),
        e if e.contains("i64") || e.contains("u32") => ("int_type", "Input should be a valid whole number"),
        e if e.contains("struct") || e.contains("map") => ("dict_type", "Input should be an object"),
        _ => ("value_error", "Input is not valid"),
    };
    (path, code, message.to_owned())
}

/// The short words that field types give, so that an unknown one shows in a test and not on the wire.
fn known_code(code: &str) -> &'static str {
    const CODES: [&str; 11] = [
        "string_too_long",
        "too_long",
        "email",
        "uuid_parsing",
        "int_parsing",
        "greater_than_equal",
        "less_than_equal",
        "out_of_range",
        "enum",
        "cursor",
        "datetime_parsing",
    ];
    CODES.into_iter().find(|known| *known == code).unwrap_or("value_error")
}

#[cfg(test)]
mod tests;
