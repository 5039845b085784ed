//! Sessions.

use chrono::{DateTime, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::QueryFragment;
use handover_domain::assistant::{Category, Diagnosis, GuidePosition};
use handover_domain::replay::Window;
use handover_domain::{
    Language, OrganizationId, Owner, OwnerKind, ProfileReads, Scope, Session, SessionId, SessionReads,
    SessionStatus, SessionWrites, StepId, StoreResult, TicketId,
};
use serde::{Deserialize, Serialize};

use crate::connection::{Prepared, Update, run};
use crate::decode::{document, number, to_document, word};
use crate::optimistic::Hope;
use crate::schema::ai_sessions::{self, dsl};
use crate::schema::{support_tickets, ticket_search};
use crate::sql_types::{Document, RawJson, Time, Uid};
use crate::transaction::SqlTransaction;

diesel::alias!(ai_sessions as served: Served, ai_sessions as guards: Guards);

/// A row of `ai_sessions`.
#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = ai_sessions, primary_key(session_id))]
#[diesel(treat_none_as_default_value = false, treat_none_as_null = true)]
pub(crate) struct SessionRow {
    #[diesel(skip_update)]
    session_id: Uid,
    #[diesel(skip_update)]
    organization_id: Uid,
    #[diesel(skip_update)]
    user_id: String,
    machine_id: Option<String>,
    status: String,
    language: String,
    problem_description: Option<String>,
    resolution_summary: Option<String>,
    metadata: Option<RawJson>,
    imported_context: Option<RawJson>,
    owner: String,
    owner_expert_id: Option<String>,
    epoch: i64,
    turn: i64,
    judged_turn: i64,
    last_sequence: i64,
    last_event: i64,
    diagnosis: Option<Document>,
    confidence: Option<f64>,
    current_step: Option<Uid>,
    guide_problem: Option<String>,
    guide_step: Option<i64>,
    steps_tried: i64,
    version: i64,
    #[diesel(skip_update)]
    created_at: Time,
    updated_at: Time,
    guidance: Option<String>,
    served_by: Option<Uid>,
}

/// What `ai_sessions.diagnosis` holds.
#[derive(Serialize, Deserialize)]
struct DiagnosisDocument {
    problem: String,
    title: String,
    category: String,
    confidence: f64,
    likely_causes: Vec<String>,
    safety_warnings: Vec<String>,
    requires_expert: bool,
}

impl DiagnosisDocument {
    fn of(diagnosis: &Diagnosis) -> Self {
        Self {
            problem: diagnosis.problem.clone(),
            title: diagnosis.title.clone(),
            category: diagnosis.category.as_str().to_owned(),
            confidence: diagnosis.confidence,
            likely_causes: diagnosis.likely_causes.clone(),
            safety_warnings: diagnosis.safety_warnings.clone(),
            requires_expert: diagnosis.requires_expert,
        }
    }

    fn into_domain(self) -> QueryResult<Diagnosis> {
        Ok(Diagnosis {
            problem: self.problem,
            title: self.title,
            category: word("ai_sessions.diagnosis", &self.category, Category::parse)?,
            confidence: self.confidence,
            likely_causes: self.likely_causes,
            safety_warnings: self.safety_warnings,
            requires_expert: self.requires_expert,
        })
    }
}

impl SessionRow {
    fn of(session: &Session) -> QueryResult<Self> {
        let owner_expert_id = match &session.owner {
            Owner::Expert(id) => Some(id.clone()),
            Owner::Assistant | Owner::Queue => None,
        };
        let diagnosis = session.diagnosis.as_ref().map(DiagnosisDocument::of);
        Ok(Self {
            session_id: Uid(session.id.0),
            organization_id: Uid(session.organization_id.0),
            user_id: session.user_id.clone(),
            machine_id: session.machine_id.clone(),
            status: session.status.as_str().to_owned(),
            language: session.language.code().to_owned(),
            problem_description: session.problem_description.clone(),
            resolution_summary: session.resolution_summary.clone(),
            metadata: RawJson::of(session.metadata.as_ref()),
            imported_context: RawJson::of(session.imported_context.as_ref()),
            owner: session.owner.kind().as_str().to_owned(),
            owner_expert_id,
            epoch: session.epoch,
            turn: session.turn,
            judged_turn: session.judged_turn,
            last_sequence: session.last_sequence,
            last_event: session.last_event,
            diagnosis: diagnosis.as_ref().map(to_document).transpose()?,
            confidence: session.confidence,
            current_step: session.current_step.map(|id| Uid(id.0)),
            guide_problem: session.guide.as_ref().map(|guide| guide.problem.clone()),
            guide_step: session.guide.as_ref().map(|guide| i64::from(guide.step)),
            steps_tried: i64::from(session.steps_tried),
            version: session.version,
            created_at: Time(session.created_at),
            updated_at: Time(session.updated_at),
            guidance: session.guidance.clone(),
            served_by: session.served_by.map(|id| Uid(id.0)),
        })
    }

    pub(crate) fn id(&self) -> SessionId {
        SessionId(self.session_id.0)
    }

    pub(crate) fn version(&self) -> i64 {
        self.version
    }

    pub(crate) fn raise_version(&mut self) {
        self.version += 1;
    }

    pub(crate) fn into_domain(self) -> QueryResult<Session> {
        let owner = match word("ai_sessions.owner", &self.owner, OwnerKind::parse)? {
            OwnerKind::Assistant => Owner::Assistant,
            OwnerKind::Queue => Owner::Queue,
            OwnerKind::Expert => Owner::Expert(self.owner_expert_id.unwrap_or_default()),
        };
        let guide = match (self.guide_problem, self.guide_step) {
            (Some(problem), Some(step)) => {
                Some(GuidePosition { problem, step: number("ai_sessions.guide_step", step)? })
            }
            _ => None,
        };
        let diagnosis: Option<DiagnosisDocument> =
            self.diagnosis.map(|text| document("ai_sessions.diagnosis", &text)).transpose()?;
        Ok(Session {
            id: SessionId(self.session_id.0),
            organization_id: OrganizationId(self.organization_id.0),
            user_id: self.user_id,
            machine_id: self.machine_id,
            status: word("ai_sessions.status", &self.status, SessionStatus::parse)?,
            language: Language::from_tag(&self.language),
            problem_description: self.problem_description,
            resolution_summary: self.resolution_summary,
            metadata: self.metadata.map(RawJson::into_domain),
            imported_context: self.imported_context.map(RawJson::into_domain),
            owner,
            epoch: self.epoch,
            turn: self.turn,
            judged_turn: self.judged_turn,
            last_sequence: self.last_sequence,
            last_event: self.last_event,
            diagnosis: diagnosis.map(DiagnosisDocument::into_domain).transpose()?,
            confidence: self.confidence,
            current_step: self.current_step.map(|id| StepId(id.0)),
            guide,
            steps_tried: number("ai_sessions.steps_tried", self.steps_tried)?,
            version: self.version,
            created_at: self.created_at.0,
            updated_at: self.updated_at.0,
            guidance: self.guidance,
            served_by: self.served_by.map(|id| TicketId(id.0)),
        })
    }
}

/// The name of the statement that stores a session.
struct StoreSession;

fn one(row: Option<SessionRow>) -> QueryResult<Option<Session>> {
    row.map(SessionRow::into_domain).transpose()
}

/// An instant that both databases can write and nobody reaches: the end of the year 9999.
pub(crate) fn far_off() -> DateTime<Utc> {
    DateTime::from_timestamp(253_402_300_799, 0).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

/// Adds a session whose id is free.
pub(crate) fn insertion(row: &SessionRow) -> impl QueryFragment<Pg> + '_ {
    diesel::insert_into(dsl::ai_sessions).values(row).on_conflict_do_nothing().returning(dsl::version)
}

/// That a row is the one that was read.
#[diesel::dsl::auto_type]
fn fresh(id: Uid, organization: Uid, version: i64) -> _ {
    dsl::session_id.eq(id).and(dsl::organization_id.eq(organization)).and(dsl::version.eq(version))
}

/// Stores a session that still has the version `from`.
pub(crate) fn update(row: &SessionRow, from: i64) -> impl QueryFragment<Pg> + '_ {
    diesel::update(dsl::ai_sessions)
        .filter(fresh(row.session_id, row.organization_id, from))
        .set(row)
        .returning(dsl::version)
}

impl SqlTransaction<'_> {
    /// Reads one session as it is stored.
    pub(crate) fn read_session(&mut self, scope: Scope, id: SessionId) -> StoreResult<Option<Session>> {
        self.look(|db| {
            let organization = Uid(scope.organization().0);
            one(run!(db, c => dsl::ai_sessions
                .filter(dsl::session_id.eq(Uid(id.0)))
                .filter(dsl::organization_id.eq(organization))
                .select(SessionRow::as_select())
                .get_result(c)
                .optional())?)
        })
    }
}

impl SessionReads for SqlTransaction<'_> {
    fn session(&mut self, scope: Scope, id: SessionId) -> StoreResult<Option<Session>> {
        if self.hope.as_ref().is_some_and(Hope::holds_session) {
            return self.refuse();
        }
        self.read_session(scope, id)
    }

    fn sessions_of_user(
        &mut self,
        scope: Scope,
        user_id: &str,
        limit: i64,
    ) -> StoreResult<(Vec<Session>, i64)> {
        self.run_aside(|db| {
            let organization = Uid(scope.organization().0);
            let rows: Vec<SessionRow> = run!(&mut *db, c => dsl::ai_sessions
                .filter(dsl::organization_id.eq(organization))
                .filter(dsl::user_id.eq(user_id))
                .order((dsl::created_at.desc(), dsl::session_id.desc()))
                .limit(limit)
                .select(SessionRow::as_select())
                .load(c))?;
            let total: i64 = run!(db, c => dsl::ai_sessions
                .filter(dsl::organization_id.eq(organization))
                .filter(dsl::user_id.eq(user_id))
                .count()
                .get_result(c))?;
            let sessions = rows.into_iter().map(SessionRow::into_domain).collect::<QueryResult<_>>()?;
            Ok((sessions, total))
        })
    }

    fn sessions_opened(
        &mut self,
        scope: Scope,
        window: Window,
        (after, limit): (Option<SessionId>, i64),
    ) -> StoreResult<Vec<SessionId>> {
        self.run_aside(|db| {
            // By id, so that all pages together go once through an index that is there anyway.
            let ids: Vec<Uid> = run!(db, c => dsl::ai_sessions
                .filter(dsl::organization_id.eq(Uid(scope.organization().0)))
                .filter(dsl::session_id.gt(Uid(after.map_or(uuid::Uuid::nil(), |after| after.0))))
                .filter(dsl::created_at.ge(Time(window.since)))
                .filter(dsl::created_at.lt(Time(window.until.unwrap_or_else(far_off))))
                .order(dsl::session_id)
                .limit(limit)
                .select(dsl::session_id)
                .load(c))?;
            Ok(ids.into_iter().map(|id| SessionId(id.0)).collect())
        })
    }

    fn user_seen(&mut self, scope: Scope, id: SessionId) -> StoreResult<i64> {
        self.run_aside(|db| {
            let seen: Option<i64> = run!(db, c => dsl::ai_sessions
                .filter(dsl::session_id.eq(Uid(id.0)))
                .filter(dsl::organization_id.eq(Uid(scope.organization().0)))
                .select(dsl::user_seen)
                .get_result(c)
                .optional())?;
            Ok(seen.unwrap_or(0))
        })
    }

    fn count_sessions_opened(&mut self, scope: Scope, window: Window) -> StoreResult<i64> {
        self.run_aside(|db| {
            run!(db, c => dsl::ai_sessions
                .filter(dsl::organization_id.eq(Uid(scope.organization().0)))
                .filter(dsl::created_at.ge(Time(window.since)))
                .filter(dsl::created_at.lt(Time(window.until.unwrap_or_else(far_off))))
                .count()
                .get_result(c))
        })
    }
}

impl SessionWrites for SqlTransaction<'_> {
    fn lock_session(&mut self, scope: Scope, id: SessionId) -> StoreResult<Option<Session>> {
        if self.hope.is_some() {
            return self.hold_session(scope, id);
        }
        let found = self.run_aside(|db| {
            let organization = Uid(scope.organization().0);
            // On SQLite the transaction has the whole database to itself.
            let row: Option<SessionRow> = run!(db,
                pg(c) => {
                    let ticket = served
                        .filter(served.field(dsl::session_id).eq(Uid(id.0)))
                        .select(served.field(dsl::served_by))
                        .single_value();
                    let guard = support_tickets::table
                        .filter(support_tickets::id.nullable().eq(ticket))
                        .select(support_tickets::session_id)
                        .single_value();
                    let guard = guards
                        .filter(guards.field(dsl::session_id).nullable().eq(guard))
                        .filter(guards.field(dsl::organization_id).eq(organization))
                        .select(guards.field(dsl::session_id))
                        .for_update()
                        .single_value();
                    // The session that guards it is looked up, and locked, before any row is looked at. One row by its
                    // key each: with both rows in one condition, a table that was empty when a connection first met the
                    // statement is read from end to end ever after.
                    dsl::ai_sessions
                        .filter(guard.is_distinct_from(Uid(uuid::Uuid::nil())))
                        .filter(dsl::session_id.eq(Uid(id.0)))
                        .filter(dsl::organization_id.eq(organization))
                        .select(SessionRow::as_select())
                        .for_update()
                        .get_result(c)
                        .optional()
                },
                sqlite(c) => Prepared(
                    dsl::ai_sessions
                        .filter(dsl::session_id.eq(Uid(id.0)))
                        .filter(dsl::organization_id.eq(organization))
                        .select(SessionRow::as_select()))
                .get_result(c)
                .optional())?;
            one(row)
        })?;
        if let Some(session) = &found {
            self.look_for_note(session);
        }
        Ok(found)
    }

    fn lock_served_sessions(&mut self, scope: Scope, ticket: TicketId) -> StoreResult<Vec<Session>> {
        // A session that has just been pointed to the ticket may be among what is pending.
        self.run(|db| {
            let theirs = dsl::ai_sessions
                .filter(dsl::served_by.eq(Uid(ticket.0)))
                .filter(dsl::organization_id.eq(Uid(scope.organization().0)))
                .order(dsl::session_id);
            let rows: Vec<SessionRow> = run!(db,
                pg(c) => theirs.select(SessionRow::as_select()).for_update().load(c),
                sqlite(c) => theirs.select(SessionRow::as_select()).load(c))?;
            rows.into_iter().map(SessionRow::into_domain).collect()
        })
    }

    fn insert_session(&mut self, session: &Session) -> StoreResult<bool> {
        if self.hope.is_some() {
            let row = self.look(|_| SessionRow::of(session))?;
            self.hope_for(|hope| hope.add_session(row))?;
            self.note_change(session.organization_id, session.id)?;
            return Ok(true);
        }
        let is_new = self.run_aside(|db| {
            let row = SessionRow::of(session)?;
            let added = run!(db, c => diesel::insert_into(dsl::ai_sessions)
                .values(&row)
                .on_conflict_do_nothing()
                .execute(c))?;
            Ok(added == 1)
        })?;
        if is_new {
            self.note_change(session.organization_id, session.id)?;
        }
        Ok(is_new)
    }

    fn update_session(&mut self, session: &mut Session) -> StoreResult<()> {
        self.note_change(session.organization_id, session.id)?;
        // Whatever was said in it is in its ticket's conversation.
        let has_ticket = session.status == SessionStatus::Escalated;
        let talked_in = has_ticket.then_some(Uid(session.id.0));
        let mut row = self.look(|_| SessionRow::of(session))?;
        if self.hope.is_some() {
            self.hope_for(|hope| hope.change_session(row))?;
            self.pending.talked_in = talked_in;
        } else {
            row.raise_version();
            self.run_fresh(|db, mut pending| {
                pending.talked_in = talked_in;
                run!(db,
                pg(c) => pending.add_to_postgres(c, &update(&row, session.version)),
                sqlite(c) => {
                    pending.add_to_sqlite(c)?;
                    let only = fresh(row.session_id, row.organization_id, session.version);
                    Update::<StoreSession, _, _>::of("ai_sessions", row.as_changeset(), only).execute(c)
                })
            })?;
        }
        session.version += 1;
        Ok(())
    }

    fn note_user_seen(&mut self, scope: Scope, id: SessionId, sequence: i64) -> StoreResult<()> {
        self.run(|db| {
            run!(db, c => diesel::update(dsl::ai_sessions)
                .filter(dsl::session_id.eq(Uid(id.0)))
                .filter(dsl::organization_id.eq(Uid(scope.organization().0)))
                .filter(dsl::user_seen.lt(sequence))
                .set(dsl::user_seen.eq(sequence))
                .execute(c))
        })?;
        Ok(())
    }

    fn name_session_user(&mut self, scope: Scope, id: SessionId, user_id: &str) -> StoreResult<()> {
        let known = self.user(scope, user_id)?;
        let (name, organization_name) =
            known.map(|user| (user.name, user.organization_name)).unwrap_or_default();
        self.run(|db| {
            run!(db, c => diesel::update(dsl::ai_sessions)
                .filter(dsl::session_id.eq(Uid(id.0)))
                .filter(dsl::organization_id.eq(Uid(scope.organization().0)))
                .set(dsl::user_id.eq(user_id))
                .execute(c))?;
            run!(db, c => diesel::update(support_tickets::table)
                .filter(support_tickets::session_id.eq(Uid(id.0)))
                .filter(support_tickets::organization_id.eq(Uid(scope.organization().0)))
                .set((
                    support_tickets::user_id.eq(user_id),
                    support_tickets::user_name.eq(name),
                    support_tickets::organization_name.eq(organization_name),
                ))
                .execute(c))?;
            run!(db, c => diesel::update(ticket_search::table)
                .filter(ticket_search::session_id.eq(Uid(id.0)))
                .set(ticket_search::is_stale.eq(true))
                .execute(c))
        })?;
        Ok(())
    }

    fn lock_idle_sessions(
        &mut self,
        scope: Scope,
        before: DateTime<Utc>,
        limit: i64,
    ) -> StoreResult<Vec<Session>> {
        self.run_aside(|db| {
            // A session that was made later cannot have been idle for longer: the index is by creation.
            let idle = dsl::ai_sessions
                .filter(dsl::organization_id.eq(Uid(scope.organization().0)))
                .filter(dsl::status.eq(SessionStatus::Active.as_str()))
                .filter(dsl::created_at.lt(Time(before)))
                .filter(dsl::updated_at.lt(Time(before)))
                .order((dsl::updated_at, dsl::session_id))
                .limit(limit);
            let rows: Vec<SessionRow> = run!(db,
                pg(c) => idle.select(SessionRow::as_select()).for_update().skip_locked().load(c),
                sqlite(c) => idle.select(SessionRow::as_select()).load(c))?;
            rows.into_iter().map(SessionRow::into_domain).collect()
        })
    }
}
