//! Answers that experts need often: listing, adding, changing and removing them.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, delete, get, post, put, web};
use handover_domain::{
    CannedAnswer, CannedAnswerError, CannedAnswerId, WriteCannedAnswer, add_canned_answer,
    change_canned_answer, list_canned_answers, remove_canned_answer,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::Desk;
use crate::body::Body;
use crate::field::{Count, Text, Time};
use crate::parameters::{IdInPath, if_match};
use crate::problem::{ApiError, FieldError, Kind, sentence};
use crate::words::{CategoryWord, LanguageWord};

/// What somebody can say with a few keys.
#[derive(Serialize, ToSchema)]
#[schema(as = CannedAnswer)]
pub(crate) struct CannedAnswerView {
    id: Uuid,
    /// What experts find it by.
    title: String,
    /// Null where it fits any.
    language: Option<LanguageWord>,
    /// Null where it fits any.
    category: Option<CategoryWord>,
    /// What brings it up when typed after a slash.
    shortcut: Option<String>,
    /// The words. What stands in braces (`{user.name}`, `{machine.name}`, `{machine.model}`, `{ticket.number}`,
    /// `{expert.name}`) is filled in by whoever shows them.
    text: String,
    /// Raised by every change; also the ETag.
    version: i64,
    updated_at: Time,
}

impl From<CannedAnswer> for CannedAnswerView {
    fn from(answer: CannedAnswer) -> Self {
        Self {
            id: answer.id.0,
            title: answer.title,
            language: answer.language.map(LanguageWord),
            category: answer.category.map(CategoryWord),
            shortcut: answer.shortcut,
            text: answer.text,
            version: answer.version,
            updated_at: Time(answer.updated_at),
        }
    }
}

/// All canned answers.
#[derive(Serialize, ToSchema)]
pub(crate) struct CannedAnswers {
    /// By title.
    canned_answers: Vec<CannedAnswerView>,
}

/// A canned answer as it is to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CannedAnswerBody {
    // What experts find it by: one line of at most 80 characters.
    #[schema(inline, value_type = crate::docs::AnswerTitle)]
    title: Text<1024>,
    /// The language it is written in; null where it fits any.
    #[schema(inline)]
    language: Option<LanguageWord>,
    /// The kind of problem it is for; null where it fits any.
    #[schema(inline)]
    category: Option<CategoryWord>,
    // What brings it up when typed after a slash: one word.
    #[schema(inline, value_type = Option<crate::docs::Shortcut>)]
    shortcut: Option<Text<255>>,
    // The words, at most 16 KiB.
    #[schema(inline, value_type = crate::docs::AnswerText)]
    text: Text<16384>,
    /// The version that was read: the change is refused if it has another by now.
    #[schema(inline)]
    version: Option<Count<1, { i64::MAX }>>,
}

impl CannedAnswerBody {
    fn read(self, request: &HttpRequest) -> Result<(WriteCannedAnswer, Option<i64>), ApiError> {
        let expected = self.version.map(|version| version.0).or(if_match(request.headers())?);
        let answer = WriteCannedAnswer {
            title: self.title.0,
            language: self.language.map(|word| word.0),
            category: self.category.map(|word| word.0),
            shortcut: self.shortcut.map(|text| text.0),
            text: self.text.0,
        };
        Ok((answer, expected))
    }
}

/// List the answers that experts need often, by title.
#[utoipa::path(tag = "desk", responses((status = 200, body = CannedAnswers)))]
#[get("/api/ai/desk/canned-answers")]
pub(crate) async fn show_canned_answers(desk: Desk) -> Result<web::Json<CannedAnswers>, ApiError> {
    let found = desk.read(|view, scene| Ok(list_canned_answers(view, scene)?)).await?;
    Ok(web::Json(CannedAnswers { canned_answers: found.into_iter().map(CannedAnswerView::from).collect() }))
}

fn shown(mut answer: actix_web::HttpResponseBuilder, written: CannedAnswer) -> HttpResponse {
    let etag = format!("\"{}\"", written.version);
    answer.insert_header((header::ETAG, etag)).json(CannedAnswerView::from(written))
}

/// Keep a new canned answer.
#[utoipa::path(
    tag = "desk",
    request_body = CannedAnswerBody,
    responses((status = 201, body = CannedAnswerView), (status = 409))
)]
#[post("/api/ai/desk/canned-answers")]
pub(crate) async fn write_canned_answer(
    desk: Desk,
    request: HttpRequest,
    body: Body<CannedAnswerBody>,
) -> Result<HttpResponse, ApiError> {
    let (new, _) = body.value.read(&request)?;
    let made = desk.write(move |tx, scene| Ok(add_canned_answer(tx, scene, new)?)).await?;
    Ok(shown(HttpResponse::Created(), made))
}

/// Write a canned answer anew.
#[utoipa::path(
    tag = "desk",
    params(
        ("id" = inline(crate::field::Id), Path),
        ("If-Match" = inline(Option<crate::docs::EtagHeader>), Header, description = "The same as `version`")
    ),
    request_body = CannedAnswerBody,
    responses((status = 200, body = CannedAnswerView), (status = 404), (status = 409))
)]
#[put("/api/ai/desk/canned-answers/{id}")]
pub(crate) async fn rewrite_canned_answer(
    desk: Desk,
    request: HttpRequest,
    id: IdInPath,
    body: Body<CannedAnswerBody>,
) -> Result<HttpResponse, ApiError> {
    let (new, expected) = body.value.read(&request)?;
    let which = (CannedAnswerId(id.0), expected);
    let written = desk.write(move |tx, scene| Ok(change_canned_answer(tx, scene, which, new)?)).await?;
    Ok(shown(HttpResponse::Ok(), written))
}

/// Remove a canned answer.
#[utoipa::path(
    tag = "desk",
    params(
        ("id" = inline(crate::field::Id), Path),
        ("If-Match" = inline(Option<crate::docs::EtagHeader>), Header, description = "The version to remove")
    ),
    responses((status = 204, description = "It is gone"), (status = 404), (status = 409))
)]
#[delete("/api/ai/desk/canned-answers/{id}")]
pub(crate) async fn delete_canned_answer(
    desk: Desk,
    request: HttpRequest,
    id: IdInPath,
) -> Result<HttpResponse, ApiError> {
    let which = (CannedAnswerId(id.0), if_match(request.headers())?);
    desk.write(move |tx, scene| Ok(remove_canned_answer(tx, scene, which)?)).await?;
    Ok(HttpResponse::NoContent().finish())
}

impl From<CannedAnswerError> for ApiError {
    fn from(error: CannedAnswerError) -> Self {
        let said = sentence(&error.to_string());
        let field = |name, code| Self::field(FieldError::named("body", name, code, said.clone()));
        match error {
            CannedAnswerError::NotThere => Self::new(Kind::NotFound, "Canned answer not found"),
            CannedAnswerError::BadTitle => field("title", "line"),
            CannedAnswerError::BadShortcut => field("shortcut", "word"),
            CannedAnswerError::NothingSaid => field("text", "string_too_short"),
            CannedAnswerError::UnknownVariable(_) => field("text", "unknown_variable"),
            CannedAnswerError::TooMany => Self::new(Kind::IllegalTransition, said),
            CannedAnswerError::Stale { .. } => Self::new(Kind::StaleVersion, said),
            CannedAnswerError::Refused(refusal) => refusal.into(),
            CannedAnswerError::Store(error) => error.into(),
        }
    }
}
