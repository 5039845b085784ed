//! Answers that experts need often.

use diesel::prelude::*;
use handover_domain::assistant::Category;
use handover_domain::{
    CannedAnswer, CannedAnswerId, CannedAnswerReads, CannedAnswerWrites, Language, Scope, StoreError,
    StoreResult,
};

use crate::connection::run;
use crate::decode::word;
use crate::schema::canned_answers::{self, dsl};
use crate::sql_types::{Time, Uid};
use crate::transaction::SqlTransaction;

/// A row of `canned_answers`.
#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = canned_answers)]
#[diesel(treat_none_as_default_value = false, treat_none_as_null = true)]
struct AnswerRow {
    id: Uid,
    organization_id: Uid,
    title: String,
    language: Option<String>,
    category: Option<String>,
    shortcut: Option<String>,
    content: String,
    version: i64,
    updated_at: Time,
}

impl AnswerRow {
    fn of(scope: Scope, answer: &CannedAnswer) -> Self {
        Self {
            id: Uid(answer.id.0),
            organization_id: Uid(scope.organization().0),
            title: answer.title.clone(),
            language: answer.language.map(|language| language.code().to_owned()),
            category: answer.category.map(|category| category.as_str().to_owned()),
            shortcut: answer.shortcut.clone(),
            content: answer.text.clone(),
            version: answer.version,
            updated_at: Time(answer.updated_at),
        }
    }

    fn into_domain(self) -> QueryResult<CannedAnswer> {
        let category = self.category.map(|name| word("canned_answers.category", &name, Category::parse));
        Ok(CannedAnswer {
            id: CannedAnswerId(self.id.0),
            title: self.title,
            language: self.language.map(|code| Language::from_tag(&code)),
            category: category.transpose()?,
            shortcut: self.shortcut,
            text: self.content,
            version: self.version,
            updated_at: self.updated_at.0,
        })
    }
}

impl CannedAnswerReads for SqlTransaction<'_> {
    fn canned_answers(&mut self, scope: Scope) -> StoreResult<Vec<CannedAnswer>> {
        let mut all = self.run_aside(|db| {
            let rows: Vec<AnswerRow> = run!(db, c => dsl::canned_answers
                .filter(dsl::organization_id.eq(Uid(scope.organization().0)))
                .select(AnswerRow::as_select())
                .load(c))?;
            rows.into_iter().map(AnswerRow::into_domain).collect::<QueryResult<Vec<_>>>()
        })?;
        // Not by the database: each orders texts by rules of its own.
        all.sort_by(|a, b| (&a.title, a.id).cmp(&(&b.title, b.id)));
        Ok(all)
    }

    fn canned_answer(&mut self, scope: Scope, id: CannedAnswerId) -> StoreResult<Option<CannedAnswer>> {
        self.run_aside(|db| {
            let row: Option<AnswerRow> = run!(db, c => dsl::canned_answers
                .find(Uid(id.0))
                .filter(dsl::organization_id.eq(Uid(scope.organization().0)))
                .select(AnswerRow::as_select())
                .get_result(c)
                .optional())?;
            row.map(AnswerRow::into_domain).transpose()
        })
    }
}

impl CannedAnswerWrites for SqlTransaction<'_> {
    fn insert_canned_answer(&mut self, scope: Scope, answer: &CannedAnswer) -> StoreResult<()> {
        self.run_aside(|db| {
            let row = AnswerRow::of(scope, answer);
            run!(db, c => diesel::insert_into(dsl::canned_answers).values(&row).execute(c))?;
            Ok(())
        })
    }

    fn update_canned_answer(&mut self, scope: Scope, answer: &CannedAnswer) -> StoreResult<()> {
        let changed = self.run_aside(|db| {
            let row = AnswerRow::of(scope, answer);
            run!(db, c => diesel::update(dsl::canned_answers
                .find(Uid(answer.id.0))
                .filter(dsl::organization_id.eq(Uid(scope.organization().0)))
                .filter(dsl::version.eq(answer.version - 1)))
                .set(&row)
                .execute(c))
        })?;
        if changed == 0 { Err(StoreError::Stale) } else { Ok(()) }
    }

    fn delete_canned_answer(&mut self, scope: Scope, id: CannedAnswerId) -> StoreResult<bool> {
        let gone = self.run_aside(|db| {
            run!(db, c => diesel::delete(dsl::canned_answers
                .find(Uid(id.0))
                .filter(dsl::organization_id.eq(Uid(scope.organization().0))))
                .execute(c))
        })?;
        Ok(gone > 0)
    }
}
