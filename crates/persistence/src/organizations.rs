//! Organizations.

use diesel::prelude::*;
use handover_domain::{
    Organization, OrganizationId, OrganizationReads, OrganizationWrites, Scope, StoreResult,
};

use crate::connection::run;
use crate::decode::word;
use crate::schema::organizations::{self, dsl};
use crate::sql_types::Uid;
use crate::transaction::SqlTransaction;

/// A row of `organizations`.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = organizations)]
struct OrganizationRow {
    id: Uid,
    name: String,
    time_zone: String,
    key: Option<String>,
}

impl OrganizationRow {
    fn into_domain(self) -> QueryResult<Organization> {
        Ok(Organization {
            id: OrganizationId(self.id.0),
            key: self.key,
            name: self.name,
            time_zone: word("organizations.time_zone", &self.time_zone, |zone| zone.parse().ok())?,
        })
    }
}

impl OrganizationReads for SqlTransaction<'_> {
    fn organization(&mut self, scope: Scope) -> StoreResult<Option<Organization>> {
        let id = scope.organization();
        self.run_aside(|db| {
            let row: Option<OrganizationRow> = run!(db, c => dsl::organizations
                .find(Uid(id.0))
                .select(OrganizationRow::as_select())
                .get_result(c)
                .optional())?;
            row.map(OrganizationRow::into_domain).transpose()
        })
    }

    fn organization_by_key(&mut self, key: &str) -> StoreResult<Option<Organization>> {
        self.run_aside(|db| {
            let row: Option<OrganizationRow> = run!(db, c => dsl::organizations
                .filter(dsl::key.eq(key))
                .select(OrganizationRow::as_select())
                .get_result(c)
                .optional())?;
            row.map(OrganizationRow::into_domain).transpose()
        })
    }

    fn organizations(&mut self) -> StoreResult<Vec<Organization>> {
        let mut all = self.run_aside(|db| {
            let rows: Vec<OrganizationRow> =
                run!(db, c => dsl::organizations.select(OrganizationRow::as_select()).load(c))?;
            rows.into_iter().map(OrganizationRow::into_domain).collect::<QueryResult<Vec<_>>>()
        })?;
        // Not by the database: each orders texts by rules of its own.
        all.sort_by(|a, b| a.key.cmp(&b.key));
        Ok(all)
    }
}

impl OrganizationWrites for SqlTransaction<'_> {
    fn insert_organization(&mut self, organization: &Organization) -> StoreResult<bool> {
        self.run_aside(|db| {
            let row = OrganizationRow {
                id: Uid(organization.id.0),
                name: organization.name.clone(),
                time_zone: organization.time_zone.name().to_owned(),
                key: organization.key.clone(),
            };
            let added = run!(db, c => diesel::insert_into(dsl::organizations)
                .values(&row)
                .on_conflict_do_nothing()
                .execute(c))?;
            Ok(added == 1)
        })
    }
}
