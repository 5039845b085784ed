//! Who is on duty, and what they can do.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::upsert::excluded;
use handover_domain::assistant::Category;
use handover_domain::{Duty, Language, RosterReads, RosterWrites, Scope, Skills, StoreResult};

use crate::connection::run;
use crate::decode::{document, to_document, word};
use crate::schema::experts::{self, dsl};
use crate::sql_types::{Document, Time, Uid};
use crate::transaction::SqlTransaction;

/// A row of `experts`.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = experts)]
#[diesel(treat_none_as_default_value = false)]
struct DutyRow {
    organization_id: Uid,
    expert_id: String,
    languages: Document,
    categories: Document,
    auto_assign: bool,
    available: Option<bool>,
    assigned_at: Option<Time>,
}

impl DutyRow {
    fn of(scope: Scope, duty: &Duty) -> QueryResult<Self> {
        let Skills { languages, categories, auto_assign } = &duty.skills;
        let languages: Vec<&str> = languages.iter().map(|language| language.code()).collect();
        let categories: Vec<&str> = categories.iter().map(|category| category.as_str()).collect();
        Ok(Self {
            organization_id: Uid(scope.organization().0),
            expert_id: duty.expert_id.clone(),
            languages: to_document(&languages)?,
            categories: to_document(&categories)?,
            auto_assign: *auto_assign,
            available: duty.available,
            assigned_at: duty.assigned_at.map(Time),
        })
    }

    fn into_domain(self) -> QueryResult<Duty> {
        let languages: Vec<String> = document("experts.languages", &self.languages)?;
        let categories: Vec<String> = document("experts.categories", &self.categories)?;
        let category = |name: String| word("experts.categories", &name, Category::parse);
        let skills = Skills {
            languages: languages.iter().map(|code| Language::from_tag(code)).collect(),
            categories: categories.into_iter().map(category).collect::<QueryResult<_>>()?,
            auto_assign: self.auto_assign,
        };
        let (available, assigned_at) = (self.available, self.assigned_at.map(|at| at.0));
        Ok(Duty { expert_id: self.expert_id, skills, available, assigned_at })
    }
}

fn all(rows: Vec<DutyRow>) -> QueryResult<Vec<Duty>> {
    let mut all: Vec<Duty> = rows.into_iter().map(DutyRow::into_domain).collect::<QueryResult<_>>()?;
    // Not by the database: each orders texts by rules of its own.
    all.sort_by(|a, b| a.expert_id.cmp(&b.expert_id));
    Ok(all)
}

impl RosterReads for SqlTransaction<'_> {
    fn duties(&mut self, scope: Scope) -> StoreResult<Vec<Duty>> {
        self.run_aside(|db| {
            all(run!(db, c => dsl::experts
                .filter(dsl::organization_id.eq(Uid(scope.organization().0)))
                .select(DutyRow::as_select())
                .load(c))?)
        })
    }

    fn duty(&mut self, scope: Scope, expert_id: &str) -> StoreResult<Option<Duty>> {
        self.run_aside(|db| {
            let row: Option<DutyRow> = run!(db, c => dsl::experts
                .find((Uid(scope.organization().0), expert_id))
                .select(DutyRow::as_select())
                .get_result(c)
                .optional())?;
            row.map(DutyRow::into_domain).transpose()
        })
    }
}

impl RosterWrites for SqlTransaction<'_> {
    fn lock_available(&mut self, scope: Scope) -> StoreResult<Vec<Duty>> {
        self.run_aside(|db| {
            let there = || {
                dsl::experts
                    .filter(dsl::organization_id.eq(Uid(scope.organization().0)))
                    .filter(dsl::auto_assign.eq(true))
                    .filter(dsl::available.eq(Some(true)))
                    .order(dsl::expert_id)
            };
            // On SQLite the transaction has the whole database to itself.
            all(run!(db,
                pg(c) => there().select(DutyRow::as_select()).for_update().load(c),
                sqlite(c) => there().select(DutyRow::as_select()).load(c))?)
        })
    }

    fn put_skills(&mut self, scope: Scope, expert_id: &str, skills: &Skills) -> StoreResult<()> {
        self.run_aside(|db| {
            let row = DutyRow::of(scope, &Duty { skills: skills.clone(), ..Duty::unknown(expert_id) })?;
            run!(db, c => diesel::insert_into(dsl::experts)
                .values(&row)
                .on_conflict((dsl::organization_id, dsl::expert_id))
                .do_update()
                .set((
                    dsl::languages.eq(excluded(dsl::languages)),
                    dsl::categories.eq(excluded(dsl::categories)),
                    dsl::auto_assign.eq(excluded(dsl::auto_assign)),
                ))
                .execute(c))?;
            Ok(())
        })
    }

    fn put_availability(&mut self, scope: Scope, expert_id: &str, available: bool) -> StoreResult<()> {
        self.run_aside(|db| {
            let row = DutyRow::of(scope, &Duty { available: Some(available), ..Duty::unknown(expert_id) })?;
            run!(db, c => diesel::insert_into(dsl::experts)
                .values(&row)
                .on_conflict((dsl::organization_id, dsl::expert_id))
                .do_update()
                .set(dsl::available.eq(excluded(dsl::available)))
                .execute(c))?;
            Ok(())
        })
    }

    fn note_assigned(&mut self, scope: Scope, expert_id: &str, at: DateTime<Utc>) -> StoreResult<()> {
        self.run_aside(|db| {
            let row = DutyRow::of(scope, &Duty { assigned_at: Some(at), ..Duty::unknown(expert_id) })?;
            run!(db, c => diesel::insert_into(dsl::experts)
                .values(&row)
                .on_conflict((dsl::organization_id, dsl::expert_id))
                .do_update()
                .set(dsl::assigned_at.eq(excluded(dsl::assigned_at)))
                .execute(c))?;
            Ok(())
        })
    }
}
