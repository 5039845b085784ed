//! Views of the queue that are kept under a name.

use actix_web::{HttpResponse, delete, get, post, put, web};
use handover_domain::{
    SavedViewError, SavedViewId, SeenView, WriteSavedView, add_saved_view, change_saved_view,
    list_saved_views, remove_saved_view,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::Desk;
use crate::body::Body;
use crate::field::Chars;
use crate::parameters::IdInPath;
use crate::problem::{ApiError, FieldError, Kind, sentence};

/// A view of the queue under a name.
#[derive(Serialize, ToSchema)]
#[schema(as = SavedView)]
pub(crate) struct SavedViewView {
    id: Uuid,
    name: String,
    /// Filters, search and order, as the desk has them in its address.
    query: String,
    /// Whether everybody at the desk has it.
    shared: bool,
    /// Whether it is the caller's.
    mine: bool,
    /// Its place among all that the caller sees, from 1.
    position: usize,
}

impl From<SeenView> for SavedViewView {
    fn from(SeenView { view, mine, position }: SeenView) -> Self {
        Self { id: view.id.0, name: view.name, query: view.query, shared: view.shared, mine, position }
    }
}

/// The caller's views and those that are shared.
#[derive(Serialize, ToSchema)]
pub(crate) struct SavedViews {
    /// In the order in which they were kept.
    views: Vec<SavedViewView>,
}

/// A view as it is to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SavedViewBody {
    // What people call it: one line of at most 80 characters.
    #[schema(inline, value_type = crate::docs::AnswerTitle)]
    name: Chars<1024>,
    // Filters, search and order, at most 2000 characters.
    #[schema(inline, value_type = crate::docs::ViewQuery)]
    query: Chars<2000>,
    /// Whether everybody at the desk is to have it; only leads share.
    #[serde(default)]
    shared: bool,
}

impl From<SavedViewBody> for WriteSavedView {
    fn from(body: SavedViewBody) -> Self {
        Self { name: body.name.0, query: body.query.0, shared: body.shared }
    }
}

/// List the views that one has kept, and those that are shared.
#[utoipa::path(tag = "desk", responses((status = 200, body = SavedViews)))]
#[get("/api/ai/desk/views")]
pub(crate) async fn show_views(desk: Desk) -> Result<web::Json<SavedViews>, ApiError> {
    let found = desk.read(|view, scene| Ok(list_saved_views(view, scene)?)).await?;
    Ok(web::Json(SavedViews { views: found.into_iter().map(SavedViewView::from).collect() }))
}

/// Keep a view.
#[utoipa::path(
    tag = "desk",
    request_body = SavedViewBody,
    responses((status = 201, body = SavedViewView), (status = 409))
)]
#[post("/api/ai/desk/views")]
pub(crate) async fn keep_view(desk: Desk, body: Body<SavedViewBody>) -> Result<HttpResponse, ApiError> {
    let kept = desk.write(move |tx, scene| Ok(add_saved_view(tx, scene, body.value.into())?)).await?;
    Ok(HttpResponse::Created().json(SavedViewView::from(kept)))
}

/// Write a view anew: one's own, or as a lead one that is shared.
#[utoipa::path(
    tag = "desk",
    params(("id" = inline(crate::field::Id), Path)),
    request_body = SavedViewBody,
    responses((status = 200, body = SavedViewView), (status = 404))
)]
#[put("/api/ai/desk/views/{id}")]
pub(crate) async fn rewrite_view(
    desk: Desk,
    id: IdInPath,
    body: Body<SavedViewBody>,
) -> Result<web::Json<SavedViewView>, ApiError> {
    let id = SavedViewId(id.0);
    let kept = desk.write(move |tx, scene| Ok(change_saved_view(tx, scene, id, body.value.into())?)).await?;
    Ok(web::Json(kept.into()))
}

/// Remove a view: one's own, or as a lead one that is shared.
#[utoipa::path(
    tag = "desk",
    params(("id" = inline(crate::field::Id), Path)),
    responses((status = 204, description = "It is gone"), (status = 404))
)]
#[delete("/api/ai/desk/views/{id}")]
pub(crate) async fn drop_view(desk: Desk, id: IdInPath) -> Result<HttpResponse, ApiError> {
    desk.write(move |tx, scene| Ok(remove_saved_view(tx, scene, SavedViewId(id.0))?)).await?;
    Ok(HttpResponse::NoContent().finish())
}

impl From<SavedViewError> for ApiError {
    fn from(error: SavedViewError) -> Self {
        let said = sentence(&error.to_string());
        let field = |name, code| Self::field(FieldError::named("body", name, code, said.clone()));
        match error {
            SavedViewError::NotThere => Self::new(Kind::NotFound, "View not found"),
            SavedViewError::BadName => field("name", "line"),
            SavedViewError::BadQuery => field("query", "line"),
            SavedViewError::TooMany => Self::new(Kind::IllegalTransition, said),
            SavedViewError::Refused(refusal) => refusal.into(),
            SavedViewError::Store(error) => error.into(),
        }
    }
}
