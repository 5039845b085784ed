//! The history of settings.

use actix_web::{get, web};
use handover_domain::{SettingChange, SettingChangeId, SettingError, list_setting_changes};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::api::Desk;
use crate::field::{Count, Id, Time};
use crate::paging::page;
use crate::parameters::Query;
use crate::problem::ApiError;
use crate::words::SettingKindWord;

/// Which part of the history to tell.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ChangesQuery {
    /// How many at most; 50 when left out.
    #[param(inline)]
    limit: Option<Count<1, 200>>,
    /// Where to go on: `next_cursor` of the page before.
    #[param(inline)]
    cursor: Option<Id>,
}

/// One change of one setting.
#[derive(Serialize, ToSchema)]
#[schema(as = SettingChange)]
pub(crate) struct SettingChangeView {
    id: Uuid,
    at: Time,
    /// Who did it.
    actor: String,
    /// What kind of setting it was.
    what: SettingKindWord,
    /// Which one, by its name for people.
    subject: String,
    /// What it was: a line `key: value` for each fact, and after an empty line the text of a canned answer; older
    /// changes are in words of their own. Null where it was not there.
    from: Option<String>,
    /// What it is, in the same way; null where it is gone.
    to: Option<String>,
}

impl From<SettingChange> for SettingChangeView {
    fn from(change: SettingChange) -> Self {
        let SettingChange { id, at, actor, what, subject, from, to } = change;
        Self { id: id.0, at: Time(at), actor, what: what.into(), subject, from, to }
    }
}

/// A page of the history, newest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct SettingChanges {
    changes: Vec<SettingChangeView>,
    /// Where the next page begins; null on the last one.
    next_cursor: Option<Uuid>,
}

/// Tell who changed which setting of the desk, newest first.
#[utoipa::path(tag = "desk", params(ChangesQuery), responses((status = 200, body = SettingChanges)))]
#[get("/api/ai/desk/changes")]
pub(crate) async fn show_setting_changes(
    desk: Desk,
    query: Query<ChangesQuery>,
) -> Result<web::Json<SettingChanges>, ApiError> {
    let ChangesQuery { limit, cursor } = query.0;
    let (limit, before) = (limit.map_or(50, |limit| limit.0), cursor.map(|id| SettingChangeId(id.0)));
    // One more than asked for tells whether there is another page.
    let found = desk.read(move |view, scene| Ok(list_setting_changes(view, scene, (before, limit + 1))?));
    let (found, next_cursor) = page(found.await?, limit, |change| change.id.0);
    let changes = found.into_iter().map(SettingChangeView::from).collect();
    Ok(web::Json(SettingChanges { changes, next_cursor }))
}

impl From<SettingError> for ApiError {
    fn from(error: SettingError) -> Self {
        match error {
            SettingError::Refused(refusal) => refusal.into(),
            SettingError::Store(error) => error.into(),
        }
    }
}
