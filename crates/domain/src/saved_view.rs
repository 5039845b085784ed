//! Views of the queue that are kept under a name: somebody's own, and those that leads share with everybody.

use chrono::{DateTime, Utc};

use crate::house::Scene;
use crate::id::{AccountId, SavedViewId};
use crate::policy::{Action, Refusal};
use crate::setting_change::{Altered, SettingKind, record_change, told};
use crate::store::{Scope, StoreError, StoreResult, Transaction, View};

/// How many views anybody may keep.
pub const MOST_SAVED_VIEWS: usize = 100;

/// The longest name, in characters.
const LONGEST_NAME: usize = 80;

/// The longest query, in characters.
const LONGEST_QUERY: usize = 2000;

/// A view of the queue under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedView {
    /// Its id.
    pub id: SavedViewId,
    /// Whose it is; `None` where whoever kept it has no account: the operator of open mode, another program.
    pub account: Option<AccountId>,
    /// What people call it.
    pub name: String,
    /// Filters, search and order, as the page has them in its address.
    pub query: String,
    /// Whether everybody at the desk has it.
    pub shared: bool,
    /// When it was kept.
    pub created_at: DateTime<Utc>,
}

/// A view as it is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WriteSavedView {
    /// What people call it.
    pub name: String,
    /// Filters, search and order.
    pub query: String,
    /// Whether everybody at the desk is to have it.
    pub shared: bool,
}

/// A view as somebody sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenView {
    /// The view.
    pub view: SavedView,
    /// Whether it is theirs.
    pub mine: bool,
    /// Its place among all that they see, counted from 1.
    pub position: usize,
}

/// Reading views.
pub trait SavedViewReads {
    /// The views that `account` has (or those without an account), and those that are shared, in the order in which
    /// they were kept.
    fn saved_views(&mut self, scope: Scope, account: Option<AccountId>) -> StoreResult<Vec<SavedView>>;
}

/// Keeping views.
pub trait SavedViewWrites {
    /// Adds a view.
    fn insert_saved_view(&mut self, scope: Scope, view: &SavedView) -> StoreResult<()>;

    /// Stores name, query and whether it is shared.
    fn update_saved_view(&mut self, scope: Scope, view: &SavedView) -> StoreResult<()>;

    /// Removes a view.
    fn delete_saved_view(&mut self, scope: Scope, id: SavedViewId) -> StoreResult<()>;
}

/// Why a view was not kept or removed. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum SavedViewError {
    /// There is no such view, or it is somebody else's.
    #[error("there is no such view")]
    NotThere,
    /// A name is empty, longer than 80 characters or not one line.
    #[error("a name must be one line of 1 to {LONGEST_NAME} characters")]
    BadName,
    /// A query is longer than 2000 characters or not one line.
    #[error("a query must be one line of at most {LONGEST_QUERY} characters")]
    BadQuery,
    /// Whoever keeps it has [`MOST_SAVED_VIEWS`] already.
    #[error("there are {MOST_SAVED_VIEWS} views already")]
    TooMany,
    /// The caller may not do that.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl WriteSavedView {
    fn checked(self) -> Result<Self, SavedViewError> {
        let name = self.name.trim().to_owned();
        let is_line = |text: &str, most| !text.chars().any(char::is_control) && text.chars().count() <= most;
        if name.is_empty() || !is_line(&name, LONGEST_NAME) {
            return Err(SavedViewError::BadName);
        }
        if !is_line(&self.query, LONGEST_QUERY) {
            return Err(SavedViewError::BadQuery);
        }
        Ok(Self { name, ..self })
    }
}

/// The caller's views and those that are shared.
///
/// # Errors
/// [`SavedViewError::Refused`]
pub fn list_saved_views(view: &mut dyn View, scene: &Scene<'_>) -> Result<Vec<SeenView>, SavedViewError> {
    scene.actor.demand(Action::ReadDesk)?;
    Ok(seen(view, scene)?)
}

fn seen(view: &mut dyn View, scene: &Scene<'_>) -> StoreResult<Vec<SeenView>> {
    let account = scene.actor.account();
    let all = view.saved_views(scene.actor.scope(), account)?;
    let seen = all.into_iter().zip(1..);
    Ok(seen.map(|(view, position)| SeenView { mine: view.account == account, view, position }).collect())
}

/// Keeps a view. Only leads share one.
///
/// # Errors
/// [`SavedViewError`]
pub fn add_saved_view(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    new: WriteSavedView,
) -> Result<SeenView, SavedViewError> {
    scene.actor.demand(Action::ReadDesk)?;
    let WriteSavedView { name, query, shared } = new.checked()?;
    let before = seen(tx, scene)?;
    if before.iter().filter(|seen| seen.mine).count() >= MOST_SAVED_VIEWS {
        return Err(SavedViewError::TooMany);
    }
    let id = SavedViewId(scene.ids.row());
    let view = SavedView { id, account: scene.actor.account(), name, query, shared, created_at: scene.now };
    tx.insert_saved_view(scene.actor.scope(), &view)?;
    note(tx, scene, (None, Some(&view)))?;
    Ok(SeenView { view, mine: true, position: before.len() + 1 })
}

/// Writes a view anew: one's own, or as a lead one that is shared.
///
/// # Errors
/// [`SavedViewError`]
pub fn change_saved_view(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    id: SavedViewId,
    new: WriteSavedView,
) -> Result<SeenView, SavedViewError> {
    scene.actor.demand(Action::ReadDesk)?;
    let WriteSavedView { name, query, shared } = new.checked()?;
    let known = known_as(tx, scene, id)?;
    let before = known.view.clone();
    let view = SavedView { name, query, shared, ..known.view };
    if view != before {
        tx.update_saved_view(scene.actor.scope(), &view)?;
        note(tx, scene, (Some(&before), Some(&view)))?;
    }
    Ok(SeenView { view, ..known })
}

/// Removes a view: one's own, or as a lead one that is shared.
///
/// # Errors
/// [`SavedViewError`]
pub fn remove_saved_view(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    id: SavedViewId,
) -> Result<(), SavedViewError> {
    scene.actor.demand(Action::ReadDesk)?;
    let known = known_as(tx, scene, id)?;
    tx.delete_saved_view(scene.actor.scope(), id)?;
    note(tx, scene, (Some(&known.view), None))
}

/// A view that the caller may change.
fn known_as(view: &mut dyn View, scene: &Scene<'_>, id: SavedViewId) -> Result<SeenView, SavedViewError> {
    let known = seen(view, scene)?.into_iter().find(|seen| seen.view.id == id);
    let known = known.ok_or(SavedViewError::NotThere)?;
    if !known.mine {
        scene.actor.demand(Action::LeadDesk)?;
    }
    Ok(known)
}

/// What everybody has is a setting, which leads decide and whose history is kept.
fn note(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    (before, after): (Option<&SavedView>, Option<&SavedView>),
) -> Result<(), SavedViewError> {
    let [from, to] = [before, after].map(|view| view.filter(|view| view.shared));
    let Some(named) = to.or(from) else { return Ok(()) };
    scene.actor.demand(Action::LeadDesk)?;
    let said =
        |view: Option<&SavedView>| view.map(|view| told([("name", &view.name), ("query", &view.query)]));
    let change = Altered { from: said(from), to: said(to) };
    Ok(record_change(tx, scene, (SettingKind::SavedView, &named.name), change)?)
}
