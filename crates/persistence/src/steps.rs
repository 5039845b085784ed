//! Guided steps.

use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{Query, QueryFragment};
use diesel::sql_types::BigInt;
use diesel::sqlite::Sqlite;
use handover_domain::{Scope, SessionId, Step, StepId, StepOutcome, StepReads, StepWrites, StoreResult};

use crate::connection::{Cached, Prepared, run};
use crate::decode::{document, number, to_document, word};
use crate::schema::troubleshooting_steps::{self, dsl};
use crate::sql_types::{Document, Time, Uid};
use crate::transaction::SqlTransaction;

/// A row of `troubleshooting_steps`.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = troubleshooting_steps, treat_none_as_default_value = false)]
pub(crate) struct StepRow {
    step_id: Uid,
    organization_id: Uid,
    session_id: Uid,
    step_number: i64,
    problem: String,
    instruction: String,
    minutes: i64,
    safety_warnings: Document,
    expected_outcomes: Document,
    confidence: f64,
    feedback: Option<String>,
    outcome: Option<String>,
    created_at: Time,
    completed_at: Option<Time>,
}

impl StepRow {
    fn of(scope: Scope, step: &Step) -> QueryResult<Self> {
        Ok(Self {
            step_id: Uid(step.id.0),
            organization_id: Uid(scope.organization().0),
            session_id: Uid(step.session_id.0),
            step_number: i64::from(step.number),
            problem: step.problem.clone(),
            instruction: step.instruction.clone(),
            minutes: i64::from(step.minutes),
            safety_warnings: to_document(&step.safety_warnings)?,
            expected_outcomes: to_document(&step.expected_outcomes)?,
            confidence: step.confidence,
            feedback: step.feedback.clone(),
            outcome: step.outcome.map(|outcome| outcome.as_str().to_owned()),
            created_at: Time(step.created_at),
            completed_at: step.completed_at.map(Time),
        })
    }

    pub(crate) fn into_domain(self) -> QueryResult<Step> {
        let outcome = self.outcome.as_deref();
        Ok(Step {
            id: StepId(self.step_id.0),
            session_id: SessionId(self.session_id.0),
            number: number("troubleshooting_steps.step_number", self.step_number)?,
            problem: self.problem,
            instruction: self.instruction,
            minutes: number("troubleshooting_steps.minutes", self.minutes)?,
            safety_warnings: document("troubleshooting_steps.safety_warnings", &self.safety_warnings)?,
            expected_outcomes: document("troubleshooting_steps.expected_outcomes", &self.expected_outcomes)?,
            confidence: self.confidence,
            feedback: self.feedback,
            outcome: outcome
                .map(|text| word("troubleshooting_steps.outcome", text, StepOutcome::parse))
                .transpose()?,
            created_at: self.created_at.0,
            completed_at: self.completed_at.map(|at| at.0),
        })
    }
}

/// Stores how a step has ended.
pub(crate) fn completion(
    row: &StepRow,
) -> impl Query<SqlType = BigInt> + QueryFragment<Pg> + QueryFragment<Sqlite> + '_ {
    diesel::update(dsl::troubleshooting_steps)
        .filter(dsl::step_id.eq(row.step_id))
        .filter(dsl::session_id.eq(row.session_id))
        .filter(dsl::organization_id.eq(row.organization_id))
        .set((
            dsl::feedback.eq(row.feedback.as_deref()),
            dsl::outcome.eq(row.outcome.as_deref()),
            dsl::completed_at.eq(row.completed_at),
        ))
        .returning(dsl::step_number)
}

impl StepReads for SqlTransaction<'_> {
    fn step(&mut self, scope: Scope, session: SessionId, id: StepId) -> StoreResult<Option<Step>> {
        if !self.steps_are_stored() {
            if self.hope.is_some() {
                return self.refuse();
            }
            self.finish()?;
        }
        self.look(|db| {
            let row: Option<StepRow> = run!(db, c => dsl::troubleshooting_steps
                .filter(dsl::step_id.eq(Uid(id.0)))
                .filter(dsl::session_id.eq(Uid(session.0)))
                .filter(dsl::organization_id.eq(Uid(scope.organization().0)))
                .select(StepRow::as_select())
                .get_result(c)
                .optional())?;
            row.map(StepRow::into_domain).transpose()
        })
    }

    fn steps(&mut self, scope: Scope, session: SessionId) -> StoreResult<Vec<Step>> {
        self.run(|db| {
            let theirs = dsl::troubleshooting_steps
                .filter(dsl::session_id.eq(Uid(session.0)))
                .filter(dsl::organization_id.eq(Uid(scope.organization().0)))
                .order((dsl::created_at, dsl::step_id));
            let rows: Vec<StepRow> = run!(db, c => Prepared(theirs.select(StepRow::as_select())).load(c))?;
            rows.into_iter().map(StepRow::into_domain).collect()
        })
    }
}

impl StepWrites for SqlTransaction<'_> {
    fn insert_step(&mut self, scope: Scope, step: &Step) -> StoreResult<()> {
        self.add(|pending| {
            pending.steps.push(StepRow::of(scope, step)?);
            Ok(())
        })
    }

    fn update_step(&mut self, scope: Scope, step: &Step) -> StoreResult<()> {
        self.finish_steps()?;
        let row = self.look(|_| StepRow::of(scope, step))?;
        if self.hope.is_some() {
            return self.hope_for(|hope| hope.change_step(row));
        }
        self.run_fresh(|db, pending| {
            let completion = completion(&row);
            run!(db,
                pg(c) => pending.add_to_postgres(c, &completion),
                sqlite(c) => Cached(completion).load::<i64>(c).map(|rows| rows.len()))
        })
    }
}
