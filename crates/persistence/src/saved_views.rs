//! Views of the queue that are kept under a name.

use diesel::prelude::*;
use handover_domain::{
    AccountId, SavedView, SavedViewId, SavedViewReads, SavedViewWrites, Scope, StoreResult,
};

use crate::connection::run;
use crate::schema::saved_views::{self, dsl};
use crate::sql_types::{Time, Uid};
use crate::transaction::SqlTransaction;

/// A row of `saved_views`.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = saved_views, treat_none_as_default_value = false)]
struct ViewRow {
    id: Uid,
    organization_id: Uid,
    account_id: Option<Uid>,
    name: String,
    query: String,
    shared: bool,
    created_at: Time,
}

impl ViewRow {
    fn of(scope: Scope, view: &SavedView) -> Self {
        Self {
            id: Uid(view.id.0),
            organization_id: Uid(scope.organization().0),
            account_id: view.account.map(|account| Uid(account.0)),
            name: view.name.clone(),
            query: view.query.clone(),
            shared: view.shared,
            created_at: Time(view.created_at),
        }
    }

    fn into_domain(self) -> SavedView {
        SavedView {
            id: SavedViewId(self.id.0),
            account: self.account_id.map(|account| AccountId(account.0)),
            name: self.name,
            query: self.query,
            shared: self.shared,
            created_at: self.created_at.0,
        }
    }
}

impl SavedViewReads for SqlTransaction<'_> {
    fn saved_views(&mut self, scope: Scope, account: Option<AccountId>) -> StoreResult<Vec<SavedView>> {
        self.run_aside(|db| {
            let all = dsl::saved_views
                .filter(dsl::organization_id.eq(Uid(scope.organization().0)))
                .order((dsl::created_at, dsl::id));
            let rows: Vec<ViewRow> = match account {
                Some(account) => {
                    let theirs = all.filter(dsl::shared.eq(true).or(dsl::account_id.eq(Uid(account.0))));
                    run!(db, c => theirs.select(ViewRow::as_select()).load(c))?
                }
                None => {
                    let nobodys = all.filter(dsl::shared.eq(true).or(dsl::account_id.is_null()));
                    run!(db, c => nobodys.select(ViewRow::as_select()).load(c))?
                }
            };
            Ok(rows.into_iter().map(ViewRow::into_domain).collect())
        })
    }
}

impl SavedViewWrites for SqlTransaction<'_> {
    fn insert_saved_view(&mut self, scope: Scope, view: &SavedView) -> StoreResult<()> {
        self.run_aside(|db| {
            let row = ViewRow::of(scope, view);
            run!(db, c => diesel::insert_into(dsl::saved_views).values(&row).execute(c))?;
            Ok(())
        })
    }

    fn update_saved_view(&mut self, scope: Scope, view: &SavedView) -> StoreResult<()> {
        self.run_aside(|db| {
            run!(db, c => diesel::update(dsl::saved_views
                .find(Uid(view.id.0))
                .filter(dsl::organization_id.eq(Uid(scope.organization().0))))
                .set((
                    dsl::name.eq(&view.name),
                    dsl::query.eq(&view.query),
                    dsl::shared.eq(view.shared),
                ))
                .execute(c))?;
            Ok(())
        })
    }

    fn delete_saved_view(&mut self, scope: Scope, id: SavedViewId) -> StoreResult<()> {
        self.run_aside(|db| {
            run!(db, c => diesel::delete(dsl::saved_views
                .find(Uid(id.0))
                .filter(dsl::organization_id.eq(Uid(scope.organization().0))))
                .execute(c))?;
            Ok(())
        })
    }
}
