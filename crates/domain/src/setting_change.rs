//! The history of settings: who changed what from what to what. Written with the change or not at all.

use chrono::{DateTime, Utc};

use crate::house::Scene;
use crate::id::SettingChangeId;
use crate::policy::{Action, Refusal};
use crate::store::{Scope, StoreError, StoreResult, Transaction, View};
use crate::vocabulary::vocabulary;

vocabulary!(
    /// What kind of setting was changed.
    SettingKind {
        /// An answer that experts need often.
        CannedAnswer => "canned_answer",
        /// What an expert can do.
        Expert => "expert",
        /// A key of another program.
        ApiKey => "api_key",
        /// Somebody who works here.
        Account => "account",
        /// A view of the queue that everybody has.
        SavedView => "saved_view",
    }
);

/// One change of one setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingChange {
    /// Its id; time-ordered.
    pub id: SettingChangeId,
    /// When.
    pub at: DateTime<Utc>,
    /// Who did it.
    pub actor: String,
    /// What kind of setting it was.
    pub what: SettingKind,
    /// Which one, by its name for people.
    pub subject: String,
    /// What it was, as [`Altered`] says; `None` where it was not there.
    pub from: Option<String>,
    /// What it is; `None` where it is gone.
    pub to: Option<String>,
}

/// What a setting was and is: a line `key: value` for each fact, in the words of the API, and after an empty line the
/// text of what has one. Older changes are in words of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Altered {
    /// Before; `None` where it was not there.
    pub from: Option<String>,
    /// After; `None` where it is gone.
    pub to: Option<String>,
}

/// Reading the history of settings.
pub trait SettingChangeReads {
    /// Up to `limit` changes, newest first, older than `before`.
    fn setting_changes(
        &mut self,
        scope: Scope,
        before: Option<SettingChangeId>,
        limit: i64,
    ) -> StoreResult<Vec<SettingChange>>;
}

/// Writing the history of settings.
pub trait SettingChangeWrites {
    /// Adds a change.
    fn insert_setting_change(&mut self, scope: Scope, change: &SettingChange) -> StoreResult<()>;
}

/// The facts of a setting as its history keeps them; no value has several lines.
pub(crate) fn told<const N: usize>(facts: [(&str, &str); N]) -> String {
    facts.map(|(key, value)| format!("{key}: {value}")).join("\n")
}

/// Several values of one fact.
pub(crate) fn listed<'a>(values: impl Iterator<Item = &'a str>) -> String {
    values.collect::<Vec<_>>().join(", ")
}

/// Notes a change of a setting. Every use case that changes one does so in its own transaction.
///
/// # Errors
/// Those of the store.
pub fn record_change(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    (what, subject): (SettingKind, &str),
    Altered { from, to }: Altered,
) -> StoreResult<()> {
    let change = SettingChange {
        id: SettingChangeId(scene.ids.row()),
        at: scene.now,
        actor: scene.actor.name().to_owned(),
        what,
        subject: subject.to_owned(),
        from,
        to,
    };
    tx.insert_setting_change(scene.actor.scope(), &change)
}

/// Why the history was not told.
#[derive(Debug, thiserror::Error)]
pub enum SettingError {
    /// The caller may not do that.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Up to `limit` changes of settings, newest first, older than `before`.
///
/// # Errors
/// [`SettingError`]
pub fn list_setting_changes(
    view: &mut dyn View,
    scene: &Scene<'_>,
    (before, limit): (Option<SettingChangeId>, i64),
) -> Result<Vec<SettingChange>, SettingError> {
    scene.actor.demand(Action::LeadDesk)?;
    Ok(view.setting_changes(scene.actor.scope(), before, limit)?)
}
