//! The history of settings.

use diesel::prelude::*;
use handover_domain::{
    Scope, SettingChange, SettingChangeId, SettingChangeReads, SettingChangeWrites, SettingKind, StoreResult,
};

use crate::connection::{AtMost, run};
use crate::decode::word;
use crate::schema::setting_changes::{self, dsl};
use crate::sql_types::{Time, Uid};
use crate::transaction::SqlTransaction;

/// A row of `setting_changes`.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = setting_changes)]
#[diesel(treat_none_as_default_value = false)]
struct ChangeRow {
    id: Uid,
    organization_id: Uid,
    at: Time,
    actor: String,
    what: String,
    subject: String,
    from_value: Option<String>,
    to_value: Option<String>,
}

impl ChangeRow {
    fn into_domain(self) -> QueryResult<SettingChange> {
        Ok(SettingChange {
            id: SettingChangeId(self.id.0),
            at: self.at.0,
            actor: self.actor,
            what: word("setting_changes.what", &self.what, SettingKind::parse)?,
            subject: self.subject,
            from: self.from_value,
            to: self.to_value,
        })
    }
}

/// Behind every id that is given.
const NEWEST: Uid = Uid(uuid::Uuid::max());

impl SettingChangeReads for SqlTransaction<'_> {
    fn setting_changes(
        &mut self,
        scope: Scope,
        before: Option<SettingChangeId>,
        limit: i64,
    ) -> StoreResult<Vec<SettingChange>> {
        let before = before.map_or(NEWEST, |id| Uid(id.0));
        self.run_aside(|db| {
            let rows: Vec<ChangeRow> = run!(db, c => AtMost(
                dsl::setting_changes
                    .filter(dsl::organization_id.eq(Uid(scope.organization().0)))
                    .filter(dsl::id.lt(before))
                    .order(dsl::id.desc())
                    .select(ChangeRow::as_select()),
                limit,
            )
            .load(c))?;
            rows.into_iter().map(ChangeRow::into_domain).collect()
        })
    }
}

impl SettingChangeWrites for SqlTransaction<'_> {
    fn insert_setting_change(&mut self, scope: Scope, change: &SettingChange) -> StoreResult<()> {
        let row = ChangeRow {
            id: Uid(change.id.0),
            organization_id: Uid(scope.organization().0),
            at: Time(change.at),
            actor: change.actor.clone(),
            what: change.what.as_str().to_owned(),
            subject: change.subject.clone(),
            from_value: change.from.clone(),
            to_value: change.to.clone(),
        };
        self.run_aside(|db| {
            run!(db, c => diesel::insert_into(dsl::setting_changes).values(&row).execute(c))?;
            Ok(())
        })
    }
}
