//! Facts of sessions, and what they are derived from.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::upsert::excluded;
use handover_domain::insight::{
    History, InsightReads, InsightState, InsightWrites, Look, MailFact, Part, QuestionLook, SessionFacts,
};
use handover_domain::replay::Window;
use handover_domain::{OrganizationId, Scope, SessionId, StoreResult};

use crate::connection::{DbConn, run};
use crate::schema::{ai_sessions, insight_changes, insight_sessions, insight_states, machines};
use crate::sql_types::{Time, Uid};
use crate::transaction::SqlTransaction;

mod days;
mod facts;
mod histories;
mod mails;
mod packed;

pub(crate) use days::forget_all_days;
use days::{EachFact, EachQuestion};

/// How many rows one statement asks for or adds: SQLite takes a parameter for each value.
const AT_ONCE: usize = 1000;

/// A row of `insight_changes` that is to be added; the database numbers it.
#[derive(Insertable)]
#[diesel(table_name = insight_changes)]
pub(crate) struct ChangeRow {
    organization_id: Uid,
    session_id: Uid,
}

impl ChangeRow {
    pub(crate) fn of(organization: OrganizationId, session: SessionId) -> Self {
        Self { organization_id: Uid(organization.0), session_id: Uid(session.0) }
    }
}

/// A row of `insight_sessions`.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = insight_sessions)]
struct FactsRow {
    session_id: Uid,
    organization_id: Uid,
    version: i64,
    revision: i64,
    opened_at: Time,
    facts: String,
}

impl FactsRow {
    fn of(scope: Scope, facts: &SessionFacts, revision: i64) -> QueryResult<Self> {
        Ok(Self {
            session_id: Uid(facts.session.0),
            organization_id: Uid(scope.organization().0),
            version: facts.version,
            revision,
            opened_at: Time(facts.opened_at),
            facts: facts::to_text(facts)?,
        })
    }

    fn into_domain(self) -> QueryResult<SessionFacts> {
        facts::from_text((SessionId(self.session_id.0), self.version, self.opened_at.0), &self.facts)
    }
}

/// The end of a window that has none.
fn end_of(window: Window) -> DateTime<Utc> {
    window.until.unwrap_or_else(crate::sessions::far_off)
}

impl InsightReads for SqlTransaction<'_> {
    fn insight_state(&mut self, scope: Scope) -> StoreResult<Option<InsightState>> {
        self.run_aside(|db| {
            let row: Option<(i64, Option<Time>)> = run!(db, c => insight_states::table
                .find(Uid(scope.organization().0))
                .select((insight_states::revision, insight_states::as_of))
                .get_result(c)
                .optional())?;
            Ok(row.map(|(revision, as_of)| InsightState { revision, as_of: as_of.map(|at| at.0) }))
        })
    }

    fn each_insight_fact(
        &mut self,
        scope: Scope,
        (window, parts): (Window, &[Part]),
        look: &mut Look<'_>,
    ) -> StoreResult<()> {
        let organization = Uid(scope.organization().0);
        let mut reader = EachFact::new(parts, look);
        self.run_aside(|db| {
            days::each_within(db, organization, (window.since, end_of(window)), &mut reader).map(drop)
        })
    }

    fn each_question(
        &mut self,
        scope: Scope,
        window: Window,
        look: &mut dyn QuestionLook,
    ) -> StoreResult<()> {
        let organization = Uid(scope.organization().0);
        let mut reader = EachQuestion(look);
        self.run_aside(|db| {
            days::each_within(db, organization, (window.since, end_of(window)), &mut reader).map(drop)
        })
    }

    fn unpacked_insight_days(
        &mut self,
        scope: Scope,
        until: DateTime<Utc>,
        limit: usize,
    ) -> StoreResult<Vec<NaiveDate>> {
        self.run_aside(|db| days::unpacked_days(db, Uid(scope.organization().0), (until, limit)))
    }

    fn amiss_insight_days(&mut self, scope: Scope) -> StoreResult<Vec<NaiveDate>> {
        self.run_aside(|db| days::amiss_days(db, Uid(scope.organization().0)))
    }

    fn insight_facts_of(&mut self, scope: Scope, sessions: &[SessionId]) -> StoreResult<Vec<SessionFacts>> {
        self.run_aside(|db| {
            let mut found = Vec::new();
            for ids in ids(sessions).chunks(AT_ONCE) {
                let rows: Vec<FactsRow> = run!(&mut *db, c => insight_sessions::table
                    .filter(insight_sessions::organization_id.eq(Uid(scope.organization().0)))
                    .filter(insight_sessions::session_id.eq_any(ids))
                    .select(FactsRow::as_select())
                    .load(c))?;
                for row in rows {
                    found.push(row.into_domain()?);
                }
            }
            Ok(found)
        })
    }

    fn changed_sessions(&mut self, scope: Scope, limit: i64) -> StoreResult<Vec<(i64, SessionId)>> {
        self.run(|db| {
            let moved_on = || {
                ai_sessions::table
                    .filter(ai_sessions::session_id.eq(insight_changes::session_id))
                    .filter(ai_sessions::version.nullable().ne(insight_changes::seen_version))
            };
            let rows: Vec<(i64, Uid)> = run!(db, c => insight_changes::table
                .filter(insight_changes::organization_id.eq(Uid(scope.organization().0)))
                .filter(insight_changes::seen_version.is_null().or(diesel::dsl::exists(moved_on())))
                .order(insight_changes::number)
                .limit(limit)
                .select((insight_changes::number, insight_changes::session_id))
                .load(c))?;
            Ok(rows.into_iter().map(|(number, id)| (number, SessionId(id.0))).collect())
        })
    }

    fn histories(&mut self, scope: Scope, sessions: &[SessionId]) -> StoreResult<Vec<History>> {
        self.run(|db| {
            let mut found = Vec::new();
            for ids in ids(sessions).chunks(AT_ONCE) {
                found.extend(histories::of_sessions(db, scope, ids)?);
            }
            Ok(found)
        })
    }

    fn mail_facts(&mut self, scope: Scope, window: Window) -> StoreResult<Vec<MailFact>> {
        self.run(|db| mails::within(db, scope, (window.since, end_of(window))))
    }

    fn machine_models(&mut self, scope: Scope) -> StoreResult<Vec<(String, String)>> {
        self.run_aside(|db| {
            let rows: Vec<(String, Option<String>)> = run!(db, c => machines::table
                .filter(machines::organization_id.eq(Uid(scope.organization().0)))
                .filter(machines::model.is_not_null())
                .select((machines::machine_id, machines::model))
                .load(c))?;
            Ok(rows.into_iter().filter_map(|(id, model)| Some((id, model?))).collect())
        })
    }
}

fn ids(sessions: &[SessionId]) -> Vec<Uid> {
    sessions.iter().map(|id| Uid(id.0)).collect()
}

impl InsightWrites for SqlTransaction<'_> {
    fn raise_insight_revision(&mut self, scope: Scope) -> StoreResult<i64> {
        self.run_aside(|db| {
            let organization = Uid(scope.organization().0);
            let first = (insight_states::organization_id.eq(organization), insight_states::revision.eq(1));
            run!(&mut *db, c => diesel::insert_into(insight_states::table)
                .values(first)
                .on_conflict(insight_states::organization_id)
                .do_update()
                .set(insight_states::revision.eq(insight_states::revision + excluded(insight_states::revision)))
                .execute(c))?;
            run!(db, c => insight_states::table
                .find(organization)
                .select(insight_states::revision)
                .get_result(c))
        })
    }

    fn put_insight_facts(&mut self, scope: Scope, facts: &[SessionFacts], revision: i64) -> StoreResult<()> {
        self.run_aside(|db| {
            for some in facts.chunks(AT_ONCE) {
                days::forget_days_of(db, Uid(scope.organization().0), some)?;
                put(db, scope, (some, revision))?;
            }
            Ok(())
        })
    }

    fn pack_insight_days(&mut self, scope: Scope, days: &[NaiveDate]) -> StoreResult<()> {
        self.run_aside(|db| {
            days.iter().try_for_each(|day| days::pack_day(db, Uid(scope.organization().0), *day))
        })
    }

    fn forget_changes(&mut self, scope: Scope, notes: &[i64]) -> StoreResult<()> {
        self.run(|db| {
            for some in notes.chunks(AT_ONCE) {
                let mine = insight_changes::table
                    .filter(insight_changes::organization_id.eq(Uid(scope.organization().0)))
                    .filter(insight_changes::number.eq_any(some));
                run!(&mut *db, c => diesel::delete(mine).execute(c))?;
            }
            Ok(())
        })
    }

    fn hold_change(&mut self, scope: Scope, note: i64, version: i64) -> StoreResult<()> {
        self.run(|db| {
            let mine = insight_changes::table
                .filter(insight_changes::organization_id.eq(Uid(scope.organization().0)))
                .filter(insight_changes::number.eq(note));
            run!(db, c => diesel::update(mine)
                .set(insight_changes::seen_version.eq(Some(version)))
                .execute(c))?;
            Ok(())
        })
    }

    fn put_insight_as_of(&mut self, scope: Scope, now: DateTime<Utc>) -> StoreResult<()> {
        self.run_aside(|db| {
            let mine = insight_states::table.find(Uid(scope.organization().0));
            run!(db, c => diesel::update(mine).set(insight_states::as_of.eq(Some(Time(now)))).execute(c))?;
            Ok(())
        })
    }

    fn note_all_sessions(&mut self, scope: Scope) -> StoreResult<()> {
        self.run(|db| {
            let organization = Uid(scope.organization().0);
            let state = insight_states::table.find(organization);
            run!(&mut *db, c => diesel::update(state)
                .set(insight_states::as_of.eq(None::<Time>))
                .execute(c))?;
            let kept = insight_sessions::table.filter(insight_sessions::organization_id.eq(organization));
            run!(&mut *db, c => diesel::delete(kept).execute(c))?;
            forget_all_days(db, organization)?;
            let noted = insight_changes::table.filter(insight_changes::organization_id.eq(organization));
            run!(&mut *db, c => diesel::delete(noted).execute(c))?;
            let all = || {
                ai_sessions::table
                    .filter(ai_sessions::organization_id.eq(organization))
                    .select((ai_sessions::organization_id, ai_sessions::session_id))
            };
            run!(db, c => diesel::insert_into(insight_changes::table)
                .values(all())
                .into_columns((insight_changes::organization_id, insight_changes::session_id))
                .execute(c))?;
            Ok(())
        })
    }
}

/// Keeps facts in place of those that follow from no newer version of their session. The caller holds the lock of the
/// organization's facts.
fn put(db: &mut DbConn<'_>, scope: Scope, (facts, revision): (&[SessionFacts], i64)) -> QueryResult<()> {
    let ids: Vec<Uid> = facts.iter().map(|facts| Uid(facts.session.0)).collect();
    let known: Vec<(Uid, i64)> = run!(&mut *db, c => insight_sessions::table
        .filter(insight_sessions::session_id.eq_any(&ids))
        .select((insight_sessions::session_id, insight_sessions::version))
        .load(c))?;
    let known: HashMap<uuid::Uuid, i64> = known.into_iter().map(|(id, version)| (id.0, version)).collect();
    let is_newer =
        |facts: &&SessionFacts| known.get(&facts.session.0).is_none_or(|old| *old <= facts.version);
    let rows: BTreeMap<SessionId, FactsRow> = facts
        .iter()
        .filter(is_newer)
        .map(|facts| Ok((facts.session, FactsRow::of(scope, facts, revision)?)))
        .collect::<QueryResult<_>>()?;
    let rows: Vec<FactsRow> = rows.into_values().collect();
    let ids: Vec<Uid> = rows.iter().map(|row| row.session_id).collect();
    let old = insight_sessions::table
        .filter(insight_sessions::organization_id.eq(Uid(scope.organization().0)))
        .filter(insight_sessions::session_id.eq_any(&ids));
    run!(&mut *db, c => diesel::delete(old).execute(c))?;
    // On SQLite diesel would begin a transaction of its own for many rows.
    run!(db,
        pg(c) => diesel::insert_into(insight_sessions::table).values(&rows).execute(c).map(drop),
        sqlite(c) => rows.iter().try_for_each(|row| {
            diesel::insert_into(insight_sessions::table).values(row).execute(c).map(drop)
        })
    )
}
