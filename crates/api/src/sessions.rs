//! Sessions: opening, reading, closing and listing them.

use actix_web::{HttpResponse, get, post, put, web};
use handover_domain::{
    ChangeSession, CreateSession, Session, SessionStatus, change_session, create_session, picture_of,
    sessions_of_user, view_session,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::api::Desk;
use crate::body::Body;
use crate::field::{Count, HostId, Tag, Text, Time, host_id};
use crate::messages::stored_json;
use crate::parameters::{HostIdInPath, Query, SessionInPath};
use crate::problem::ApiError;
use crate::queue_place::{QueueView, place_of};
use crate::session_events::OwnerView;
use crate::words::SessionStatusWord;

/// A session to be opened.
#[derive(Deserialize, ToSchema)]
pub(crate) struct NewSession {
    /// In whose name; left out opens it for an anonymous visitor.
    #[schema(inline)]
    user_id: Option<HostId>,
    #[schema(inline)]
    machine_id: Option<HostId>,
    #[schema(inline)]
    language: Option<Tag>,
    /// What the problem is, at most 16 KiB.
    #[schema(inline)]
    problem_description: Option<Text<16384>>,
}

/// That a session was opened.
#[derive(Serialize, ToSchema)]
pub(crate) struct SessionCreated {
    session_id: Uuid,
    status: &'static str,
    message: &'static str,
}

/// Open a session without saying anything.
#[utoipa::path(
    tag = "sessions",
    request_body = NewSession,
    responses((status = 201, body = SessionCreated))
)]
#[post("/api/ai/sessions")]
pub(crate) async fn open_session(desk: Desk, body: Body<NewSession>) -> Result<HttpResponse, ApiError> {
    let command = CreateSession {
        user_id: host_id(body.value.user_id),
        machine_id: host_id(body.value.machine_id),
        language: Tag::language(body.value.language),
        problem_description: body.value.problem_description.map(|text| text.0),
    };
    let session = desk.write(move |tx, scene| Ok(create_session(tx, scene, command)?)).await?;
    Ok(HttpResponse::Created().json(SessionCreated {
        session_id: session.id.0,
        status: "created",
        message: "AI troubleshooting session created successfully",
    }))
}

/// One session.
#[derive(Serialize, ToSchema)]
#[schema(as = Session)]
pub(crate) struct SessionView {
    session_id: Uuid,
    user_id: String,
    machine_id: Option<String>,
    status: SessionStatusWord,
    language: &'static str,
    problem_description: Option<String>,
    resolution_summary: Option<String>,
    created_at: Time,
    updated_at: Time,
    #[schema(value_type = Option<Object>)]
    metadata: Option<Value>,
}

impl From<Session> for SessionView {
    fn from(session: Session) -> Self {
        Self {
            session_id: session.id.0,
            status: session.status.into(),
            language: session.language.code(),
            created_at: Time(session.created_at),
            updated_at: Time(session.updated_at),
            metadata: stored_json(session.metadata.as_ref()),
            user_id: session.user_id,
            machine_id: session.machine_id,
            problem_description: session.problem_description,
            resolution_summary: session.resolution_summary,
        }
    }
}

/// A session and who has it.
#[derive(Serialize, ToSchema)]
pub(crate) struct SessionDetail {
    #[serde(flatten)]
    session: SessionView,
    owner: OwnerView,
    /// The number of its newest event, for a stream that is to tell only what comes later.
    last_event: i64,
    /// Where its ticket stands in the queue, while nobody has taken it.
    queue: Option<QueueView>,
}

/// Read a session.
#[utoipa::path(
    tag = "sessions",
    params(("session_id" = Uuid, Path)),
    responses((status = 200, body = SessionDetail), (status = 404))
)]
#[get("/api/ai/sessions/{session_id}")]
pub(crate) async fn read_session(
    desk: Desk,
    session: SessionInPath,
) -> Result<web::Json<SessionDetail>, ApiError> {
    let found = desk.read(move |view, scene| {
        let picture = picture_of(view, scene, session.0)?;
        let queue = match &picture.ticket {
            Some(_) => place_of(view, scene, &picture.session)?.map(|(_, place)| place),
            None => None,
        };
        Ok((picture, queue))
    });
    let (picture, queue) = found.await?;
    let owner = OwnerView::of(&picture);
    let last_event = picture.session.last_event;
    Ok(web::Json(SessionDetail { session: picture.session.into(), owner, last_event, queue }))
}

/// A change of a session.
#[derive(Deserialize, ToSchema)]
pub(crate) struct SessionChange {
    /// `active`, `completed` or `abandoned`; a session becomes `escalated` only by escalating it.
    #[schema(schema_with = reachable)]
    status: SessionStatusWord,
    /// How it ended, at most 16 KiB.
    #[schema(inline)]
    resolution_summary: Option<Text<16384>>,
}

fn reachable() -> utoipa::openapi::schema::Object {
    let reachable = SessionStatus::ALL.iter().filter(|status| **status != SessionStatus::Escalated);
    utoipa::openapi::schema::ObjectBuilder::new()
        .schema_type(utoipa::openapi::schema::Type::String)
        .enum_values(Some(reachable.map(|status| status.as_str())))
        .build()
}

/// Close a session, give it up, or take it up again.
#[utoipa::path(
    tag = "sessions",
    params(("session_id" = Uuid, Path)),
    request_body = SessionChange,
    responses((status = 200, body = SessionView), (status = 404), (status = 409))
)]
#[put("/api/ai/sessions/{session_id}")]
pub(crate) async fn update_session(
    desk: Desk,
    session: SessionInPath,
    body: Body<SessionChange>,
) -> Result<web::Json<SessionView>, ApiError> {
    let command = ChangeSession {
        session: session.0,
        status: body.value.status.0,
        resolution_summary: body.value.resolution_summary.map(|text| text.0),
    };
    let session = desk.write(move |tx, scene| Ok(change_session(tx, scene, command)?)).await?;
    desk.live.changed(session.id);
    Ok(web::Json(session.into()))
}

/// How many sessions to list.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct SessionsQuery {
    /// The newest so many; 10 when left out.
    #[param(inline)]
    limit: Option<Count<1, 1000>>,
}

/// The sessions of a user, newest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct UserSessions {
    user_id: String,
    sessions: Vec<SessionView>,
    /// How many there are in all.
    total_sessions: i64,
}

/// List the sessions of a user.
#[utoipa::path(
    tag = "sessions",
    params(("user_id" = inline(HostId), Path), SessionsQuery),
    responses((status = 200, body = UserSessions), (status = 404))
)]
#[get("/api/ai/users/{user_id}/sessions")]
pub(crate) async fn list_user_sessions(
    desk: Desk,
    user: HostIdInPath,
    query: Query<SessionsQuery>,
) -> Result<web::Json<UserSessions>, ApiError> {
    let limit = query.0.limit.map_or(10, |limit| limit.0);
    let id = user.0.clone();
    let (sessions, total) =
        desk.read(move |view, scene| Ok(sessions_of_user(view, scene, &id, limit)?)).await?;
    let sessions = sessions.into_iter().map(SessionView::from).collect();
    Ok(web::Json(UserSessions { user_id: user.0, sessions, total_sessions: total }))
}

/// How a session is doing, in short.
#[derive(Serialize, ToSchema)]
pub(crate) struct SessionGlance {
    session_id: Uuid,
    status: SessionStatusWord,
    created_at: Time,
    message_count: i64,
    last_activity: Time,
}

/// See how a session is doing.
#[utoipa::path(
    tag = "sessions",
    params(("session_id" = Uuid, Path)),
    responses((status = 200, body = SessionGlance), (status = 404))
)]
#[get("/api/ai/session/{session_id}/status")]
pub(crate) async fn glance_at_session(
    desk: Desk,
    session: SessionInPath,
) -> Result<web::Json<SessionGlance>, ApiError> {
    let session = desk.read(move |view, scene| Ok(view_session(view, scene, session.0)?)).await?;
    Ok(web::Json(SessionGlance {
        session_id: session.id.0,
        status: session.status.into(),
        created_at: Time(session.created_at),
        message_count: session.last_sequence,
        last_activity: Time(session.updated_at),
    }))
}
