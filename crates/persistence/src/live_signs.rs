//! What processes tell each other.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::upsert::excluded;
use handover_domain::{LiveSign, LiveSignReads, LiveSignWrites, SessionId, StoreResult};
use uuid::Uuid;

use crate::connection::run;
use crate::schema::live_signs::{self, dsl};
use crate::sql_types::{Time, Uid};
use crate::transaction::SqlTransaction;

/// How many sessions are asked for in one statement; SQLite takes a parameter for each.
const AT_ONCE: usize = 1000;

/// A row of `live_signs`; one of a process about itself has no session but nil.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = live_signs)]
struct SignRow {
    session_id: Uid,
    process: Uid,
    said: String,
    until: Time,
}

impl From<&LiveSign> for SignRow {
    fn from(sign: &LiveSign) -> Self {
        Self {
            session_id: Uid(sign.session.map_or(Uuid::nil(), |session| session.0)),
            process: Uid(sign.process),
            said: sign.said.clone(),
            until: Time(sign.until),
        }
    }
}

impl From<SignRow> for LiveSign {
    fn from(row: SignRow) -> Self {
        let session = (!row.session_id.0.is_nil()).then_some(SessionId(row.session_id.0));
        Self { process: row.process.0, session, said: row.said, until: row.until.0 }
    }
}

impl LiveSignReads for SqlTransaction<'_> {
    fn live_signs(&mut self, sessions: &[SessionId], now: DateTime<Utc>) -> StoreResult<Vec<LiveSign>> {
        self.run_aside(|db| {
            let about: Vec<Uid> = sessions.iter().map(|id| id.0).chain([Uuid::nil()]).map(Uid).collect();
            let mut found: Vec<LiveSign> = Vec::new();
            for some in about.chunks(AT_ONCE) {
                let rows: Vec<SignRow> = run!(&mut *db, c => dsl::live_signs
                    .filter(dsl::session_id.eq_any(some))
                    .filter(dsl::until.gt(Time(now)))
                    .select(SignRow::as_select())
                    .load(c))?;
                found.extend(rows.into_iter().map(LiveSign::from));
            }
            found.sort_by_key(|sign| (sign.process, sign.session));
            Ok(found)
        })
    }
}

impl LiveSignWrites for SqlTransaction<'_> {
    fn put_live_signs(&mut self, signs: &[LiveSign]) -> StoreResult<()> {
        self.run_aside(|db| {
            for row in signs.iter().map(SignRow::from) {
                run!(&mut *db, c => diesel::insert_into(dsl::live_signs)
                    .values(&row)
                    .on_conflict((dsl::session_id, dsl::process))
                    .do_update()
                    .set((dsl::said.eq(excluded(dsl::said)), dsl::until.eq(excluded(dsl::until))))
                    .execute(c))?;
            }
            Ok(())
        })
    }

    fn forget_live_signs(&mut self, now: DateTime<Utc>) -> StoreResult<()> {
        self.run_aside(|db| {
            run!(db, c => diesel::delete(dsl::live_signs.filter(dsl::until.le(Time(now)))).execute(c))?;
            Ok(())
        })
    }
}
