//! Session events.

use diesel::prelude::*;
use handover_domain::{
    Scope, SessionEvent, SessionEventKind, SessionEventReads, SessionEventWrites, SessionHead, SessionId,
    StoreResult,
};

use crate::connection::run;
use crate::decode::word;
use crate::schema::ai_sessions;
use crate::schema::session_events::{self, dsl};
use crate::sql_types::{Time, Uid};
use crate::transaction::SqlTransaction;

/// How many sessions are asked for in one statement; SQLite takes a parameter for each.
const AT_ONCE: usize = 1000;

/// A row of `session_events`.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = session_events, treat_none_as_default_value = false)]
pub(crate) struct SessionEventRow {
    session_id: Uid,
    number: i64,
    organization_id: Uid,
    kind: String,
    subject: Option<Uid>,
    at: Time,
}

impl SessionEventRow {
    fn of(scope: Scope, event: &SessionEvent) -> Self {
        Self {
            session_id: Uid(event.session_id.0),
            number: event.number,
            organization_id: Uid(scope.organization().0),
            kind: event.kind.as_str().to_owned(),
            subject: event.subject.map(Uid),
            at: Time(event.at),
        }
    }

    fn into_domain(self) -> QueryResult<SessionEvent> {
        Ok(SessionEvent {
            session_id: SessionId(self.session_id.0),
            number: self.number,
            kind: word("session_events.kind", &self.kind, SessionEventKind::parse)?,
            subject: self.subject.map(|id| id.0),
            at: self.at.0,
        })
    }
}

impl SessionEventReads for SqlTransaction<'_> {
    fn session_events(
        &mut self,
        scope: Scope,
        session: SessionId,
        after: i64,
        limit: i64,
    ) -> StoreResult<Vec<SessionEvent>> {
        self.run(|db| {
            let rows: Vec<SessionEventRow> = run!(db, c => dsl::session_events
                .filter(dsl::session_id.eq(Uid(session.0)))
                .filter(dsl::organization_id.eq(Uid(scope.organization().0)))
                .filter(dsl::number.gt(after))
                .order(dsl::number)
                .limit(limit)
                .select(SessionEventRow::as_select())
                .load(c))?;
            rows.into_iter().map(SessionEventRow::into_domain).collect()
        })
    }

    fn session_heads(&mut self, sessions: &[SessionId]) -> StoreResult<Vec<SessionHead>> {
        self.run(|db| {
            let ids: Vec<Uid> = sessions.iter().map(|id| Uid(id.0)).collect();
            let columns =
                (ai_sessions::session_id, ai_sessions::version, ai_sessions::turn, ai_sessions::judged_turn);
            let mut heads = Vec::with_capacity(ids.len());
            for ids in ids.chunks(AT_ONCE) {
                let rows: Vec<(Uid, i64, i64, i64)> = run!(&mut *db, c => ai_sessions::table
                    .filter(ai_sessions::session_id.eq_any(ids))
                    .select(columns)
                    .load(c))?;
                heads.extend(rows.into_iter().map(|(id, version, turn, judged_turn)| SessionHead {
                    session_id: SessionId(id.0),
                    version,
                    turn,
                    judged_turn,
                }));
            }
            Ok(heads)
        })
    }
}

impl SessionEventWrites for SqlTransaction<'_> {
    fn insert_session_events(&mut self, scope: Scope, events: &[SessionEvent]) -> StoreResult<()> {
        self.add(|pending| {
            pending.session_events.extend(events.iter().map(|event| SessionEventRow::of(scope, event)));
            Ok(())
        })
    }
}
