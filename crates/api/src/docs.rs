//! The OpenAPI document, and pages that explain the API: its operations and its problems.

use std::sync::{Arc, OnceLock};

use actix_web::http::header;
use actix_web::web::Bytes;
use actix_web::{App, HttpResponse, web};
use handover_domain::HouseRules;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaType, Type};
use utoipa::openapi::{
    ContentBuilder, HeaderBuilder, InfoBuilder, OpenApi, Ref, RefOr, Response, ResponseBuilder,
};
use utoipa::{IntoParams, PartialSchema, ToSchema};
use utoipa_actix_web::AppExt;

use crate::api::ApiSettings;
use crate::field::{HostId, NO_NUL};
use crate::problem::{ApiError, DESCRIPTIONS, Kind};
use crate::routes;

macro_rules! pattern {
    ($(#[$doc:meta])* $name:ident, $pattern:literal, $least:literal, $most:literal) => {
        $(#[$doc])*
        pub(crate) struct $name;

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                ObjectBuilder::new()
                    .schema_type(Type::String)
                    .pattern(Some($pattern))
                    .min_length(Some($least))
                    .max_length(Some($most))
                    .into()
            }
        }

        impl ToSchema for $name {}
    };
}

/// The ticket in the path.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "described only")]
pub(crate) struct TicketParameter {
    /// Its id or its number
    #[param(inline)]
    ticket: TicketSegment,
}

/// The version of a ticket in the header.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "described only")]
pub(crate) struct VersionParameter {
    /// The ETag that was read; the same as `version` in the body
    #[param(inline, rename = "If-Match")]
    if_match: Option<EtagHeader>,
}

/// One of the events that a stream is made of.
#[derive(ToSchema)]
#[expect(dead_code, reason = "described only")]
pub(crate) struct StreamEvent {
    /// What it tells.
    event: String,
    /// A JSON document.
    data: String,
    /// Where to go on after it; only events that can be repeated have one.
    id: Option<String>,
}

pattern!(
    /// What an `Idempotency-Key` looks like.
    KeyHeader, "^[!-~]{1,255}$", 1, 255
);
pattern!(
    /// What an `If-Match` looks like; `*` is taken too, as HTTP has it.
    EtagHeader, "^\"[0-9]{1,18}\"$", 3, 20
);
pattern!(
    /// What a `Last-Event-ID` looks like.
    EventNumber, "^[0-9]{1,18}$", 1, 18
);
pattern!(
    /// What a document is called: one line.
    SourceSegment, "^[^\\u0000-\\u001f\\u007f-\\u009f]{1,255}$", 1, 255
);
pattern!(
    /// Where a page of documents goes on.
    DocumentCursor, "^([0-9a-f]{2})+$", 2, 2048
);
pattern!(
    /// A text that says something, at most so many bytes.
    Words, "^[^\\u0000]*\\S[^\\u0000]*$", 1, 16384
);

pattern!(
    /// Text in which something is to be seen.
    Shown, "^[^\\u0000]*[^\\s\\u0000-\\u001f\\u007f-\\u009f][^\\u0000]*$", 1, 16384
);
pattern!(
    /// What a canned answer is found by: one line.
    AnswerTitle,
    "^[^\\s\\u0000-\\u001f\\u007f-\\u009f]([^\\u0000-\\u001f\\u007f-\\u009f]*[^\\s\\u0000-\\u001f\\u007f-\\u009f])?$",
    1,
    80
);
pattern!(
    /// What somebody or a program is called: one line, and not the name of an actor of our own.
    ActorName,
    "^(?!([Oo][Pp][Ee][Rr][Aa][Tt][Oo][Rr]|[Ss][Yy][Ss][Tt][Ee][Mm])$)[^\\s\\u0000-\\u001f\\u007f-\\u009f]([^\\u0000-\\u001f\\u007f-\\u009f]*[^\\s\\u0000-\\u001f\\u007f-\\u009f])?$",
    1,
    200
);
pattern!(
    /// What a view shows: the query of an address.
    ViewQuery, "^[^\\u0000-\\u001f\\u007f-\\u009f]*$", 0, 2000
);
pattern!(
    /// What brings a canned answer up: one word.
    Shortcut, "^[A-Za-z0-9_-]{1,32}$", 1, 32
);
pattern!(
    /// The words of a canned answer, at most 16 KiB, with the variables it knows in braces.
    AnswerText,
    "^([^{}\\u0000]|\\{(user\\.name|machine\\.name|machine\\.model|ticket\\.number|expert\\.name)\\})*[^\\s{}\\u0000]$",
    1,
    16384
);
pattern!(
    /// An address that mail can be sent to.
    MailAddress, "^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([a-zA-Z0-9]{1,60}\\.){0,2}[a-zA-Z0-9]{1,60}$", 3, 254
);
pattern!(
    /// How a ticket is named in a path.
    TicketSegment,
    "^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[A-Z0-9]{1,8}-[0-9]{8}-[0-9]{4,18})$",
    15,
    36
);

/// The id of a contact. In open mode the document of a running service names those that it has.
pub(crate) struct ContactId;

impl PartialSchema for ContactId {
    fn schema() -> RefOr<Schema> {
        HostId::schema()
    }
}

impl ToSchema for ContactId {}

/// A password to be. Said here, because a description beside a schema that is written out in place would make
/// an object of it.
pub(crate) struct NewPassword;

impl PartialSchema for NewPassword {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some("At least 12 characters, and at most 1024 bytes of UTF-8."))
            .min_length(Some(12))
            .max_length(Some(1024))
            .pattern(Some(NO_NUL))
            .into()
    }
}

impl ToSchema for NewPassword {}

/// A problem document (RFC 9457).
#[derive(ToSchema)]
#[schema(as = Problem)]
#[expect(dead_code, reason = "says what `problem::Problem::document` writes, for the OpenAPI document")]
struct ProblemSchema {
    /// The kind of problem; the page there explains it.
    r#type: String,
    title: String,
    status: u16,
    /// A sentence; with status 422 a list that names each field, as old clients expect it.
    #[schema(schema_with = detail_schema)]
    detail: String,
    /// The request id, also in the header `x-request-id`.
    instance: String,
    /// With status 422: the fields again, as JSON pointers.
    errors: Option<Vec<FieldErrorSchema>>,
}

/// One field that could not be accepted.
#[derive(ToSchema)]
#[schema(as = FieldError)]
#[expect(dead_code, reason = "says what `problem::Problem::document` writes, for the OpenAPI document")]
struct FieldErrorSchema {
    /// Where it is in the body.
    pointer: Option<String>,
    /// The name of a parameter outside the body.
    parameter: Option<String>,
    /// `path`, `query` or `header` for such a parameter.
    r#in: Option<String>,
    detail: String,
}

fn detail_schema() -> Schema {
    let text = ObjectBuilder::new().schema_type(Type::String);
    let item = ObjectBuilder::new().schema_type(Type::Object);
    let list = utoipa::openapi::schema::ArrayBuilder::new().items(item.build());
    utoipa::openapi::schema::OneOfBuilder::new().item(text).item(list.build()).build().into()
}

/// The OpenAPI 3.1 document of every route, without a base path.
pub fn openapi() -> OpenApi {
    let mut document = App::new().into_utoipa_app().configure(routes::documented).split_for_parts().1;
    document.info = InfoBuilder::new()
        .title("Handover")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some("A chat that becomes a ticket: the assistant helps, and a person takes over."))
        .license(Some(utoipa::openapi::License::new("MIT OR Apache-2.0")))
        .build();
    if let Some(components) = &mut document.components {
        let mut schemas = vec![(ProblemSchema::name().into_owned(), ProblemSchema::schema())];
        <ProblemSchema as ToSchema>::schemas(&mut schemas);
        schemas.push(("Problem".to_owned(), ProblemSchema::schema()));
        schemas.push(("FieldError".to_owned(), FieldErrorSchema::schema()));
        components.schemas.extend(schemas);
        components.schemas.remove("ProblemSchema");
        components.schemas.remove("FieldErrorSchema");
    }
    for (path, item) in &mut document.paths.paths {
        for operation in operations_mut(item) {
            if !path.starts_with("/health") {
                operation.responses.responses.insert("429".to_owned(), rate_limited().into());
            }
            document_problems(operation);
            left_out_is_not_null(operation);
        }
    }
    document
}

/// A parameter may be absent; `Option` says so by a `null` that no header can hold.
fn left_out_is_not_null(operation: &mut Operation) {
    let null = SchemaType::Type(Type::Null);
    for parameter in operation.parameters.iter_mut().flatten() {
        if let RefOr::T(parameter) = parameter
            && let Some(RefOr::T(Schema::OneOf(choice))) = &mut parameter.schema
        {
            choice.items.retain(|item| !matches!(item, RefOr::T(Schema::Object(o)) if o.schema_type == null));
            if let [only] = choice.items.as_slice() {
                parameter.schema = Some(only.clone());
            }
        }
    }
}

fn operations_mut(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [&mut item.get, &mut item.put, &mut item.post, &mut item.patch, &mut item.delete].into_iter().flatten()
}

/// The refusals that every operation shares; its own are named where it is written.
const EVERYWHERE: [u16; 8] = [400, 401, 403, 408, 413, 415, 500, 503];

fn document_problems(operation: &mut Operation) {
    let reads_input = operation.request_body.is_some() || operation.parameters.is_some();
    let input = reads_input.then_some(422);
    for status in EVERYWHERE.into_iter().chain(input) {
        operation.responses.responses.entry(status.to_string()).or_insert_with(|| problem(status).into());
    }
    for (status, response) in &mut operation.responses.responses {
        // A refusal; what goes well without a body, or leads elsewhere, says so itself.
        let is_bare = !status.starts_with(['2', '3'])
            && matches!(response, RefOr::T(response) if response.content.is_empty());
        if is_bare && let Ok(status) = status.parse() {
            *response = problem(status).into();
        }
    }
}

fn problem(status: u16) -> Response {
    let kinds = DESCRIPTIONS.iter().filter(|about| about.status == status);
    let titles: Vec<&str> = kinds.map(|about| about.title).collect();
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    ResponseBuilder::new()
        .description(titles.join(" / "))
        .content("application/problem+json", content)
        .build()
}

/// The refusal of one request too many. Health is never refused so.
fn rate_limited() -> Response {
    let header = |about: &str, kind| {
        let schema = ObjectBuilder::new().schema_type(kind);
        HeaderBuilder::new().description(Some(about)).schema(Some(schema.build())).build()
    };
    let mut response = problem(429);
    for (name, about, kind) in [
        ("Retry-After", "When to come back, in seconds.", Type::Integer),
        (
            "RateLimit",
            "The limit that refused it; `r` is what is left, `t` when there is more.",
            Type::String,
        ),
        ("RateLimit-Policy", "The limits that counted it; `q` is how many in `w` seconds.", Type::String),
    ] {
        response.headers.insert(name.to_owned(), RefOr::T(header(about, kind)));
    }
    response
}

/// The document as it is sent. It is made for the first who asks: hardly anybody does, and it takes more memory than all
/// else that an idle service holds.
pub(crate) struct Rendered {
    base: String,
    contacts: Option<Arc<HouseRules>>,
    text: OnceLock<Bytes>,
}

impl Rendered {
    /// The document of a service behind `base`, which names the contacts of the house if one is given.
    pub(crate) fn new(base: &str, contacts: Option<Arc<HouseRules>>) -> Self {
        Self { base: base.to_owned(), contacts, text: OnceLock::new() }
    }

    fn text(&self) -> Bytes {
        self.text.get_or_init(|| self.render()).clone()
    }

    fn render(&self) -> Bytes {
        let mut document = openapi();
        let schemas = document.components.as_mut().map(|components| &mut components.schemas);
        let id = schemas.and_then(|all| all.get_mut("ContactId"));
        if let (Some(RefOr::T(Schema::Object(id))), Some(house)) = (id, &self.contacts) {
            let known = house.contacts.all().iter();
            id.enum_values = Some(known.map(|contact| contact.id.clone().into()).collect());
        }
        let server = if self.base.is_empty() { "/" } else { &self.base };
        document.servers = Some(vec![utoipa::openapi::Server::new(server)]);
        // What utoipa made can be written.
        Bytes::from(document.to_json().unwrap_or_default())
    }
}

/// `GET /openapi.json`.
pub(crate) async fn show_document(document: web::Data<Rendered>) -> Result<HttpResponse, ApiError> {
    let text = web::block(move || document.text()).await.map_err(ApiError::internal)?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "application/json"))
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .body(text))
}

/// `GET /docs`: the page itself lives one level deeper, because its files are relative to it.
pub(crate) async fn to_docs(settings: web::Data<Arc<ApiSettings>>) -> HttpResponse {
    let target = format!("{}/docs/", settings.base_path);
    HttpResponse::PermanentRedirect().insert_header((header::LOCATION, target)).finish()
}

/// `GET /problems/{kind}`: what a kind of problem means, and what to do about it.
pub(crate) async fn explain_problem(slug: web::Path<String>) -> Result<HttpResponse, ApiError> {
    let found = DESCRIPTIONS.iter().find(|about| about.slug == slug.as_str());
    let about = found.ok_or_else(|| ApiError::new(Kind::NotFound, "Not Found"))?;
    let text = format!("{} ({})\n\n{}\n", about.title, about.status, about.advice);
    Ok(HttpResponse::Ok().insert_header((header::CONTENT_TYPE, "text/plain; charset=utf-8")).body(text))
}
