//! Problem documents (RFC 9457): every refusal the API can give, and how it looks.

use std::error::Error;
use std::fmt;

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpResponse, ResponseError};
use handover_domain::chat::TurnError;
use handover_domain::escalation::EscalateError;
use handover_domain::{AccessError, KeyError, RatingError, Refusal, SessionError, StoreError, TicketError};
use serde_json::{Value, json};

mod kind;

pub(crate) use kind::{DESCRIPTIONS, Kind};

type Cause = Box<dyn Error + Send + Sync>;

/// One step on the way to a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum At {
    /// A key.
    Key(String),
    /// A place in a list.
    Index(usize),
}

/// What is wrong with one field, in the form old clients know and as a JSON pointer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FieldError {
    /// `body`, `query`, `path` or `header`.
    pub(crate) part: &'static str,
    /// The way to the field within it.
    pub(crate) path: Vec<At>,
    /// A short word for programs.
    pub(crate) code: &'static str,
    /// A sentence for people.
    pub(crate) message: String,
}

impl FieldError {
    /// An error of a field that is named directly.
    pub(crate) fn named(
        part: &'static str,
        name: &str,
        code: &'static str,
        message: impl Into<String>,
    ) -> Self {
        Self { part, path: vec![At::Key(name.to_owned())], code, message: message.into() }
    }

    fn loc(&self) -> Vec<Value> {
        let path = self.path.iter().map(|at| match at {
            At::Key(key) => json!(key),
            At::Index(index) => json!(index),
        });
        [json!(self.part)].into_iter().chain(path).collect()
    }

    fn pointer(&self) -> String {
        let part = |at: &At| match at {
            At::Key(key) => format!("/{}", key.replace('~', "~0").replace('/', "~1")),
            At::Index(index) => format!("/{index}"),
        };
        self.path.iter().map(part).collect()
    }

    fn to_error(&self) -> Value {
        // A JSON pointer points into the body; other parts of a request are named as such.
        match (self.part, self.path.first()) {
            ("body", _) => json!({"pointer": self.pointer(), "detail": self.message}),
            (_, Some(At::Key(name))) => {
                json!({"parameter": name, "in": self.part, "detail": self.message})
            }
            _ => json!({"in": self.part, "detail": self.message}),
        }
    }
}

/// Why a request is refused.
#[derive(Debug)]
pub(crate) struct ApiError {
    kind: Kind,
    detail: String,
    fields: Vec<FieldError>,
    headers: Vec<(header::HeaderName, HeaderValue)>,
    closes: bool,
    cause: Option<Cause>,
}

impl ApiError {
    /// A problem of this kind, with a sentence about this occurrence.
    pub(crate) fn new(kind: Kind, detail: impl Into<String>) -> Self {
        let mut error = Self {
            kind,
            detail: detail.into(),
            fields: Vec::new(),
            headers: Vec::new(),
            closes: false,
            cause: None,
        };
        if kind.description().status == 503 || matches!(kind, Kind::StillRunning | Kind::TooManyStreams) {
            error.headers.push((header::RETRY_AFTER, HeaderValue::from_static("1")));
        }
        error
    }

    /// What kind of problem it is.
    pub(crate) fn kind(&self) -> Kind {
        self.kind
    }

    /// A field that cannot be accepted.
    pub(crate) fn field(field: FieldError) -> Self {
        Self { fields: vec![field], ..Self::new(Kind::InvalidRequest, "Invalid request") }
    }

    /// A fault of ours.
    pub(crate) fn internal(cause: impl Into<Cause>) -> Self {
        Self::new(Kind::Internal, "Internal error").because(cause)
    }

    /// Keeps the cause for the log.
    pub(crate) fn because(self, cause: impl Into<Cause>) -> Self {
        Self { cause: Some(cause.into()), ..self }
    }

    /// Why, outermost first, for the log.
    pub(crate) fn causes(&self) -> Vec<String> {
        self.cause.as_deref().map(chain_of).unwrap_or_default()
    }

    /// Adds a header to the answer.
    pub(crate) fn with_header(mut self, name: header::HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    /// Closes the connection after the answer.
    pub(crate) fn closing(self) -> Self {
        Self { closes: true, ..self }
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.description().title)
    }
}

impl Error for ApiError {}

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.kind.description().status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        let mut answer = HttpResponse::build(self.status_code());
        for (name, value) in &self.headers {
            answer.insert_header((name.clone(), value.clone()));
        }
        if self.closes {
            answer.force_close();
        }
        let problem = Problem {
            kind: self.kind,
            detail: self.detail.clone(),
            fields: self.fields.clone(),
            causes: self.causes(),
        };
        answer.extensions_mut().insert(problem);
        answer.finish()
    }
}

/// The messages of an error and of all that caused it, outermost first.
fn chain_of(error: &(dyn Error + Send + Sync + 'static)) -> Vec<String> {
    let mut messages = vec![error.to_string()];
    let mut next = error.source();
    while let Some(cause) = next {
        messages.push(cause.to_string());
        next = cause.source();
    }
    messages
}

/// A refusal on its way out. [`frame`](crate::frame) writes it, because only there the request id is
/// known, and logs its causes, which never leave the house.
#[derive(Debug)]
pub(crate) struct Problem {
    kind: Kind,
    detail: String,
    fields: Vec<FieldError>,
    /// Why, for the log alone.
    pub(crate) causes: Vec<String>,
}

impl Problem {
    /// A refusal of this kind about which nothing more is known.
    pub(crate) fn of(kind: Kind) -> Self {
        let detail = kind.description().title.to_owned();
        Self { kind, detail, fields: Vec::new(), causes: Vec::new() }
    }

    /// The document.
    pub(crate) fn document(&self, base: &str, request_id: &str) -> Vec<u8> {
        let about = self.kind.description();
        let mut document = json!({
            "type": format!("{base}/problems/{}", about.slug),
            "title": about.title,
            "status": about.status,
            "detail": self.detail,
            "instance": request_id,
        });
        if !self.fields.is_empty()
            && let Some(members) = document.as_object_mut()
        {
            // Old clients look for FastAPI's list here.
            let details = self
                .fields
                .iter()
                .map(|field| json!({"type": field.code, "loc": field.loc(), "msg": field.message}));
            members.insert("detail".to_owned(), details.collect());
            members.insert("errors".to_owned(), self.fields.iter().map(FieldError::to_error).collect());
        }
        document.to_string().into_bytes()
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unavailable(_) => {
                Self::new(Kind::DatabaseUnavailable, "The database is unavailable").because(error)
            }
            // Two requests met in a way that no lock orders; the second may simply be sent again.
            StoreError::Stale | StoreError::Duplicate { .. } => {
                Self::new(Kind::DatabaseUnavailable, "The request met another one; send it again")
                    .because(error)
            }
            StoreError::Ignored | StoreError::Failed(_) => Self::internal(error),
        }
    }
}

fn no_such_session() -> ApiError {
    ApiError::new(Kind::NoSuchSession, "Session not found")
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        let kind = match refusal {
            Refusal::NotAllowed { .. } => Kind::NotAllowed,
            Refusal::OtherUser => Kind::OtherUser,
        };
        Self::new(kind, sentence(&refusal.to_string()))
    }
}

pub(crate) fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

impl From<TurnError> for ApiError {
    fn from(error: TurnError) -> Self {
        match error {
            TurnError::NoSuchSession(_) => no_such_session(),
            TurnError::SessionIdTaken(_) => Self::field(FieldError::named(
                "body",
                "session_id",
                "session_id_taken",
                "This session id cannot be used; leave it out to get a new one",
            )),
            TurnError::NoSuchStep(_) => Self::new(Kind::NoSuchStep, "Step not found"),
            TurnError::Illegal(error) => Self::new(Kind::IllegalTransition, error.to_string()),
            TurnError::Refused(refusal) => refusal.into(),
            TurnError::Store(error) => error.into(),
        }
    }
}

impl From<EscalateError> for ApiError {
    fn from(error: EscalateError) -> Self {
        match error {
            EscalateError::NoSuchSession(_) => no_such_session(),
            EscalateError::Refused(refusal) => refusal.into(),
            EscalateError::Store(error) => error.into(),
        }
    }
}

impl From<SessionError> for ApiError {
    fn from(error: SessionError) -> Self {
        match error {
            SessionError::NoSuchSession(_) => no_such_session(),
            SessionError::NoSuchUser => Self::new(Kind::NotFound, "User not found"),
            SessionError::EscalateInstead => Self::field(FieldError::named(
                "body",
                "status",
                "enum",
                "Input should be 'active', 'completed' or 'abandoned'; escalate the session instead",
            )),
            SessionError::Illegal(error) => Self::new(
                Kind::IllegalTransition,
                format!("The session is {} while its ticket is open; work on the ticket instead", error.from),
            ),
            SessionError::Refused(refusal) => refusal.into(),
            SessionError::Store(error) => error.into(),
        }
    }
}

impl From<RatingError> for ApiError {
    fn from(error: RatingError) -> Self {
        match error {
            RatingError::NoSuchSession(_) => no_such_session(),
            RatingError::TooEarly => Self::new(Kind::IllegalTransition, "There is nothing to rate yet"),
            RatingError::TooLate => Self::new(Kind::IllegalTransition, "The rating is too old to be changed"),
            RatingError::Refused(refusal) => refusal.into(),
            RatingError::Store(error) => error.into(),
        }
    }
}

impl From<TicketError> for ApiError {
    fn from(error: TicketError) -> Self {
        match error {
            TicketError::NoSuchTicket => Self::new(Kind::NoSuchTicket, "Ticket not found"),
            TicketError::Stale { current } => {
                Self::new(Kind::StaleVersion, format!("The ticket has changed: it is at version {current}"))
            }
            TicketError::Illegal(error) => Self::new(Kind::IllegalTransition, error.to_string()),
            TicketError::UnknownAssignee(_) => Self::field(FieldError::named(
                "body",
                "assigned_expert_id",
                "unknown_contact",
                "No contact and no active account has this id",
            )),
            TicketError::AssigneeNeeded { .. } => Self::field(FieldError::named(
                "body",
                "assigned_expert_id",
                "assignee_needed",
                format!("Input should be a contact, because {error}; without a status it goes back to open"),
            )),
            TicketError::AnotherIsOpen => {
                Self::new(Kind::AnotherTicketIsOpen, "The session has another open ticket")
            }
            TicketError::Taken { by } => Self::new(Kind::Taken, format!("{by} works on this ticket")),
            TicketError::ResolutionNeeded => Self::field(FieldError::named(
                "body",
                "resolution_notes",
                "missing",
                "Input should say how the problem was solved",
            )),
            TicketError::SameTicket => {
                Self::new(Kind::IllegalTransition, "A ticket cannot be merged into itself")
            }
            TicketError::NotOpen { number } => Self::new(
                Kind::IllegalTransition,
                format!("{number} is over, and only open tickets are merged"),
            ),
            TicketError::NothingSaid { field } => {
                Self::field(FieldError::named("body", field, "string_too_short", "Input should hold words"))
            }
            TicketError::NoSuchSession(_) => Self::new(Kind::NoSuchSession, "Session not found"),
            TicketError::NotEscalated => Self::new(Kind::IllegalTransition, "The session has no open ticket"),
            TicketError::Refused(refusal) => refusal.into(),
            TicketError::Store(error) => error.into(),
        }
    }
}

impl From<AccessError> for ApiError {
    fn from(error: AccessError) -> Self {
        match error {
            AccessError::Refused(refusal) => refusal.into(),
            AccessError::NoSuchAccount => Self::new(Kind::NotFound, "Account not found"),
            AccessError::Store(error) => error.into(),
            // The routes that there are ask for nothing that could end so.
            other => Self::internal(other),
        }
    }
}

impl From<KeyError> for ApiError {
    fn from(error: KeyError) -> Self {
        match error {
            KeyError::StillRunning => {
                Self::new(Kind::StillRunning, "The first request with this idempotency key is still running")
            }
            KeyError::OtherBody => Self {
                fields: vec![FieldError::named(
                    "header",
                    "Idempotency-Key",
                    "idempotency_key_reused",
                    "This key was used with another request body",
                )],
                ..Self::new(Kind::KeyReused, "Idempotency key used before")
            },
        }
    }
}

#[cfg(test)]
mod tests;
