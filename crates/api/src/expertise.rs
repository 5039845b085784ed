//! What experts know and have written down: writing, verifying, finding it, and saying what is wrong with an answer.

use std::sync::Arc;

use actix_web::{HttpRequest, HttpResponse, delete, get, patch, post, web};
use handover_domain::insight::Asked;
use handover_domain::{
    ChangeExpertise, DocumentFormat, DocumentReader, ExpertFeedback, ExpertKnowledge, ExpertKnowledgeId,
    ExpertiseError, JsonText, MessageId, NewExpertKnowledge, NewFeedback, RawDocument, ReadDocument, Stars,
    add_expertise, changed_expertise, draft_from_gap, give_feedback, keep_expertise, list_expertise,
    remove_expertise, search_expertise,
};
use serde::{Deserialize, Deserializer, Serialize, de};
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::api::Desk;
use crate::body::Body;
use crate::field::{Count, HostId, Id, Line, Text, Time, host_id, line, marked};
use crate::insight::Flag;
use crate::knowledge::Documents;
use crate::paging::{TimePlace, page};
use crate::parameters::{IdInPath, Query, SessionInPath, if_match};
use crate::problem::{ApiError, FieldError, Kind, sentence};
use crate::words::{FeedbackTypeWord, LanguageWord};

/// A piece of what experts know.
#[derive(Serialize, ToSchema)]
#[schema(as = ExpertKnowledge)]
pub(crate) struct ExpertKnowledgeView {
    id: Uuid,
    /// The same, as the prototype called it.
    knowledge_id: Uuid,
    expert_user_id: String,
    /// The name of who wrote it.
    author: String,
    problem_description: String,
    solution: String,
    /// The machines it is about; null for all.
    machine_version: Option<String>,
    tags: Vec<String>,
    language: LanguageWord,
    /// Only what is verified is used in answers.
    verified: bool,
    verified_by: Option<String>,
    verified_at: Option<Time>,
    /// The ticket whose solution it was drafted from.
    origin: Option<Origin>,
    /// Raised by every change.
    version: i64,
    created_at: Time,
    updated_at: Time,
    /// Whatever the client attached.
    #[schema(value_type = Object)]
    metadata: Value,
}

/// Where a draft comes from.
#[derive(Serialize, ToSchema)]
pub(crate) struct Origin {
    ticket_number: String,
}

impl From<ExpertKnowledge> for ExpertKnowledgeView {
    fn from(known: ExpertKnowledge) -> Self {
        let metadata = known.metadata.and_then(|metadata| serde_json::from_str(metadata.as_str()).ok());
        let (verified_by, verified_at) =
            known.verified.map(|verified| (verified.by, Time(verified.at))).unzip();
        Self {
            id: known.id.0,
            knowledge_id: known.id.0,
            expert_user_id: known.expert_user_id,
            author: known.author,
            problem_description: known.problem_description,
            solution: known.solution,
            machine_version: known.machine_version,
            tags: known.tags,
            language: LanguageWord(known.language),
            verified: verified_by.is_some(),
            verified_by,
            verified_at,
            origin: known.origin_ticket.map(|ticket_number| Origin { ticket_number }),
            version: known.version,
            created_at: Time(known.created_at),
            updated_at: Time(known.updated_at),
            metadata: metadata.unwrap_or_else(|| Value::Object(Map::new())),
        }
    }
}

/// At most so many words to find something by.
const MOST_TAGS: usize = 50;

/// Words to find something by.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tags(Vec<String>);

impl<'de> Deserialize<'de> for Tags {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let tags = Vec::<Line>::deserialize(deserializer)?;
        if tags.len() > MOST_TAGS {
            return Err(de::Error::custom(marked("too_long", "List should have at most 50 items")));
        }
        Ok(Self(tags.into_iter().map(|tag| tag.0).filter(|tag| !tag.is_empty()).collect()))
    }
}

/// Knowledge to be written down.
#[derive(Deserialize, ToSchema)]
pub(crate) struct NewKnowledge {
    // What the problem is, at most 16 KiB.
    #[schema(inline, value_type = crate::docs::Shown)]
    problem_description: Text<16384>,
    // What helps, at most 16 KiB.
    #[schema(inline, value_type = crate::docs::Shown)]
    solution: Text<16384>,
    /// The machines it is about; left out for all.
    #[schema(inline)]
    machine_version: Option<Line>,
    /// Words to find it by, at most 50.
    #[schema(value_type = Option<Vec<String>>, max_items = 50)]
    tags: Option<Tags>,
    /// Whatever the client wants to keep with it.
    #[schema(value_type = Option<Object>)]
    metadata: Option<Map<String, Value>>,
    /// The language it is in; told by its letters where left out, else `en`.
    #[schema(inline)]
    language: Option<LanguageWord>,
}

/// Write down what an expert knows. Answers rest on it once somebody who leads has verified it.
#[utoipa::path(
    tag = "knowledge",
    request_body = NewKnowledge,
    responses((status = 201, body = ExpertKnowledgeView), (status = 403))
)]
#[post("/api/ai/expert-knowledge")]
pub(crate) async fn write_expert_knowledge(
    desk: Desk,
    body: Body<NewKnowledge>,
) -> Result<HttpResponse, ApiError> {
    let new = body.value;
    let new = NewExpertKnowledge {
        problem_description: new.problem_description.0,
        solution: new.solution.0,
        machine_version: line(new.machine_version),
        tags: new.tags.unwrap_or_default().0,
        metadata: new.metadata.map(|members| JsonText::from_checked(Value::Object(members).to_string())),
        language: new.language.map(|word| word.0),
        origin_ticket: None,
    };
    let made = desk.write(move |tx, scene| Ok(add_expertise(tx, scene, new)?)).await?;
    Ok(HttpResponse::Created().json(ExpertKnowledgeView::from(made)))
}

/// What to look for.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct SearchQuery {
    /// Words separated by commas; the first three count, and one of them is enough.
    #[param(inline)]
    keywords: Text<1024>,
    /// Only what is about these machines or about all.
    #[param(inline)]
    machine_version: Option<Line>,
    /// How many at most; 5 when left out.
    #[param(inline)]
    limit: Option<Count<1, 100>>,
}

/// Where expert knowledge is searched.
pub(crate) const SEARCH: &str = "/api/ai/expert-knowledge/search";

/// Find verified knowledge, newest first.
#[utoipa::path(
    tag = "knowledge",
    params(SearchQuery),
    responses((status = 200, body = Vec<ExpertKnowledgeView>), (status = 403))
)]
#[get("/api/ai/expert-knowledge/search")]
pub(crate) async fn search_expert_knowledge(
    desk: Desk,
    query: Query<SearchQuery>,
) -> Result<web::Json<Vec<ExpertKnowledgeView>>, ApiError> {
    let SearchQuery { keywords, machine_version, limit } = query.0;
    let keywords: Vec<String> = keywords.0.split(',').map(str::to_owned).collect();
    let limit = limit.and_then(|limit| usize::try_from(limit.0).ok()).unwrap_or(5);
    let version = line(machine_version);
    let found = desk
        .read(move |view, scene| Ok(search_expertise(view, scene, (&keywords, version.as_deref(), limit))?));
    Ok(web::Json(found.await?.into_iter().map(ExpertKnowledgeView::from).collect()))
}

/// Which knowledge to list.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct ListQuery {
    /// Only what is verified, or only what is not.
    #[param(inline)]
    verified: Option<Flag>,
    /// How many at most; 50 when left out.
    #[param(inline)]
    limit: Option<Count<1, 200>>,
    /// Where to go on: `next_cursor` of the page before.
    #[param(inline)]
    cursor: Option<TimePlace>,
}

/// A page of knowledge, newest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct ExpertKnowledgePage {
    expert_knowledge: Vec<ExpertKnowledgeView>,
    /// Where the next page begins; null on the last one.
    next_cursor: Option<String>,
}

/// List what experts know, newest first.
#[utoipa::path(
    tag = "knowledge",
    params(ListQuery),
    responses((status = 200, body = ExpertKnowledgePage), (status = 403))
)]
#[get("/api/ai/expert-knowledge")]
pub(crate) async fn list_expert_knowledge(
    desk: Desk,
    query: Query<ListQuery>,
) -> Result<web::Json<ExpertKnowledgePage>, ApiError> {
    let ListQuery { verified, limit, cursor } = query.0;
    let limit = limit.map_or(50, |limit| limit.0);
    // One more than asked for tells whether there is another page.
    let after = cursor.map(|place| (place.at, ExpertKnowledgeId(place.id)));
    let wanted = (verified.map(|flag| flag.0), after, limit + 1);
    let found = desk.read(move |view, scene| Ok(list_expertise(view, scene, wanted)?)).await?;
    let place = |last: &ExpertKnowledge| TimePlace { at: last.created_at, id: last.id.0 }.text();
    let (found, next) = page(found, limit, place);
    let expert_knowledge = found.into_iter().map(ExpertKnowledgeView::from).collect();
    Ok(web::Json(ExpertKnowledgePage { expert_knowledge, next_cursor: next }))
}

/// A change of knowledge. What is left out stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct KnowledgeChange {
    /// Whether it is found right; only who leads says so, and changes what is.
    verified: Option<bool>,
    // What the problem is, at most 16 KiB.
    #[schema(inline, value_type = Option<crate::docs::Shown>)]
    problem_description: Option<Text<16384>>,
    // What helps, at most 16 KiB.
    #[schema(inline, value_type = Option<crate::docs::Shown>)]
    solution: Option<Text<16384>>,
    /// Words to find it by, at most 50.
    #[schema(value_type = Option<Vec<String>>, max_items = 50)]
    tags: Option<Tags>,
    /// The version that was read: the change is refused if it has another by now.
    #[schema(inline)]
    version: Option<Count<1, { i64::MAX }>>,
}

/// Change what an expert has written down, or verify it: from then on answers rest on it, within seconds.
#[utoipa::path(
    tag = "knowledge",
    params(
        ("id" = inline(Id), Path),
        ("If-Match" = inline(Option<crate::docs::EtagHeader>), Header, description = "The same as `version`")
    ),
    request_body = KnowledgeChange,
    responses((status = 200, body = ExpertKnowledgeView), (status = 403), (status = 404), (status = 409))
)]
#[patch("/api/ai/expert-knowledge/{id}")]
pub(crate) async fn change_expert_knowledge(
    desk: Desk,
    documents: web::Data<Documents>,
    (request, id): (HttpRequest, IdInPath),
    body: Body<KnowledgeChange>,
) -> Result<HttpResponse, ApiError> {
    let change = body.value;
    let change = ChangeExpertise {
        expected_version: change.version.map(|version| version.0).or(if_match(request.headers())?),
        verified: change.verified,
        problem_description: change.problem_description.map(|text| text.0),
        solution: change.solution.map(|text| text.0),
        tags: change.tags.map(|tags| tags.0),
    };
    let id = ExpertKnowledgeId(id.0);
    let changed = desk.read(move |view, scene| Ok(changed_expertise(view, scene, (id, change))?)).await?;
    let (reader, read) = (Arc::clone(&documents.0), changed.clone());
    // No transaction is open while it is read.
    let document = web::block(move || document_of(&*reader, &read));
    let document = document.await.unwrap_or_else(|panicked| Err(ApiError::internal(panicked)))?;
    let kept = changed.clone();
    desk.write(move |tx, scene| Ok(keep_expertise(tx, scene, (&kept, document))?)).await?;
    Ok(HttpResponse::Ok().json(ExpertKnowledgeView::from(changed)))
}

/// The document that knowledge becomes; none unless it is verified.
fn document_of(
    reader: &dyn DocumentReader,
    known: &ExpertKnowledge,
) -> Result<Option<ReadDocument>, ApiError> {
    if known.verified.is_none() {
        return Ok(None);
    }
    let (source, title, content) = (known.source(), known.title(), known.text());
    let raw = RawDocument {
        source: &source,
        title: Some(&title),
        language: Some(known.language),
        format: DocumentFormat::Text,
        content: &content,
    };
    Ok(Some(reader.read(raw)?))
}

/// Remove what an expert has written down. No answer rests on it any more, within seconds.
#[utoipa::path(
    tag = "knowledge",
    params(("id" = inline(Id), Path)),
    responses((status = 204, description = "It is gone"), (status = 403), (status = 404))
)]
#[delete("/api/ai/expert-knowledge/{id}")]
pub(crate) async fn delete_expert_knowledge(desk: Desk, id: IdInPath) -> Result<HttpResponse, ApiError> {
    let id = ExpertKnowledgeId(id.0);
    desk.write(move |tx, scene| Ok(remove_expertise(tx, scene, id)?)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Feedback on the assistant's answers.
#[derive(Deserialize, ToSchema)]
pub(crate) struct FeedbackBody {
    /// The message it is about, if it is about one.
    #[schema(inline)]
    message_id: Option<Id>,
    #[schema(inline)]
    feedback_type: FeedbackTypeWord,
    // 1, the worst, to 5, the best.
    #[schema(inline)]
    rating: Count<1, 5>,
    /// At most 16 KiB.
    #[schema(inline)]
    feedback_text: Option<Text<16384>>,
    /// At most 16 KiB.
    #[schema(inline)]
    suggested_improvement: Option<Text<16384>>,
}

/// What an expert has said about the assistant's answers.
#[derive(Serialize, ToSchema)]
#[schema(as = ExpertFeedback)]
pub(crate) struct FeedbackView {
    feedback_id: Uuid,
    session_id: Uuid,
    message_id: Option<Uuid>,
    expert_user_id: String,
    feedback_type: FeedbackTypeWord,
    rating: u8,
    feedback_text: Option<String>,
    suggested_improvement: Option<String>,
    created_at: Time,
}

impl From<ExpertFeedback> for FeedbackView {
    fn from(feedback: ExpertFeedback) -> Self {
        Self {
            feedback_id: feedback.id.0,
            session_id: feedback.session.0,
            message_id: feedback.message.map(|id| id.0),
            expert_user_id: feedback.expert_user_id,
            feedback_type: feedback.kind.into(),
            rating: feedback.rating.into(),
            feedback_text: feedback.text,
            suggested_improvement: feedback.suggested_improvement,
            created_at: Time(feedback.created_at),
        }
    }
}

/// Say how good the assistant's answers in a session are.
#[utoipa::path(
    tag = "knowledge",
    params(("session_id" = inline(Id), Path)),
    request_body = FeedbackBody,
    responses((status = 201, body = FeedbackView), (status = 403), (status = 404))
)]
#[post("/api/ai/sessions/{session_id}/expert-feedback")]
pub(crate) async fn write_expert_feedback(
    desk: Desk,
    session: SessionInPath,
    body: Body<FeedbackBody>,
) -> Result<HttpResponse, ApiError> {
    let said = body.value;
    let stars = u8::try_from(said.rating.0).ok().and_then(|number| Stars::try_from(number).ok());
    let new = NewFeedback {
        session: session.0,
        message: said.message_id.map(|id| MessageId(id.0)),
        kind: said.feedback_type.0,
        rating: stars.ok_or_else(|| ApiError::internal("a number from 1 to 5 is no rating"))?,
        text: said.feedback_text.map(|text| text.0),
        suggested_improvement: said.suggested_improvement.map(|text| text.0),
    };
    let given = desk.write(move |tx, scene| Ok(give_feedback(tx, scene, new)?)).await?;
    Ok(HttpResponse::Created().json(FeedbackView::from(given)))
}

/// Where to look for the group of questions.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DraftBody {
    /// The first and the last day, as they were asked about; the last 800 days if left out.
    #[schema(inline)]
    from: Option<crate::insight::Day>,
    #[schema(inline)]
    to: Option<crate::insight::Day>,
    /// How many days up to the last one, where the first is left out.
    #[schema(inline)]
    days: Option<Count<1, 800>>,
    /// The language and the machine model, as they were asked about.
    #[schema(inline)]
    language: Option<LanguageWord>,
    #[schema(inline)]
    machine_model: Option<HostId>,
}

/// So many days are looked at for a group of questions.
const DRAFT_DAYS: u64 = 800;

/// Write a draft from the solutions of the tickets behind a group of questions.
#[utoipa::path(
    tag = "knowledge",
    params(("id" = inline(Id), Path, description = "The id of the group")),
    request_body = DraftBody,
    responses((status = 201, body = ExpertKnowledgeView), (status = 403), (status = 404), (status = 409))
)]
#[post("/api/ai/analytics/gaps/{id}/draft")]
pub(crate) async fn draft_knowledge(
    desk: Desk,
    id: IdInPath,
    body: Body<DraftBody>,
) -> Result<HttpResponse, ApiError> {
    let DraftBody { from, to, days, language, machine_model } = body.value;
    let asked = Asked {
        from: from.map(|day| day.0),
        to: to.map(|day| day.0),
        days: Some(days.and_then(|days| u64::try_from(days.0).ok()).unwrap_or(DRAFT_DAYS)),
        organization: None,
        language: language.map(|word| word.0),
        machine_model: host_id(machine_model),
    };
    let first = MessageId(id.0);
    let made = desk.write(move |tx, scene| Ok(draft_from_gap(tx, scene, (asked, first))?)).await?;
    Ok(HttpResponse::Created().json(ExpertKnowledgeView::from(made)))
}

impl From<ExpertiseError> for ApiError {
    fn from(error: ExpertiseError) -> Self {
        let said = sentence(&error.to_string());
        match error {
            ExpertiseError::NotThere => Self::new(Kind::NotFound, "Expert knowledge not found"),
            ExpertiseError::NoSuchGap => Self::new(Kind::NotFound, said),
            ExpertiseError::NoSuchSession(_) => Self::new(Kind::NoSuchSession, "Session not found"),
            ExpertiseError::NoSuchMessage => {
                Self::field(FieldError::named("body", "message_id", "unknown_message", said))
            }
            ExpertiseError::NothingSolved => Self::new(Kind::IllegalTransition, said),
            ExpertiseError::NothingSaid(name) => {
                Self::field(FieldError::named("body", name, "string_too_short", "Input should hold words"))
            }
            ExpertiseError::Stale { .. } => Self::new(Kind::StaleVersion, said),
            ExpertiseError::Document(error) => error.into(),
            ExpertiseError::Insight(error) => error.into(),
            ExpertiseError::Refused(refusal) => refusal.into(),
            ExpertiseError::Store(error) => error.into(),
        }
    }
}
