//! Session events.

use diesel::prelude::*;
use handover_domain::{
    Scope, SessionEvent, SessionEventKind, SessionEventReads, SessionEventWrites, SessionId, StoreResult,
};

use crate::connection::run;
use crate::decode::word;
use crate::schema::session_events::{self, dsl};
use crate::sql_types::{Time, Uid};
use crate::transaction::SqlTransaction;

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
}

impl SessionEventWrites for SqlTransaction<'_> {
    fn insert_session_events(&mut self, scope: Scope, events: &[SessionEvent]) -> StoreResult<()> {
        self.add(|pending| {
            pending.session_events.extend(events.iter().map(|event| SessionEventRow::of(scope, event)));
            Ok(())
        })
    }
}
