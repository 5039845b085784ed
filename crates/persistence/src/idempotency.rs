//! Idempotency keys.

use chrono::{DateTime, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::QueryFragment;
use handover_domain::{
    IdempotencyKey, IdempotencyReads, IdempotencyRecord, IdempotencyWrites, MessageId, RecordedAnswer,
    RunningTurn, Scope, SessionId, StoreResult,
};

use crate::connection::{Cached, run};
use crate::decode::number;
use crate::schema::idempotency_keys::{self, dsl};
use crate::sql_types::{Time, Uid};
use crate::transaction::SqlTransaction;

/// A row of `idempotency_keys`.
#[derive(Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = idempotency_keys, primary_key(organization_id, actor, route, session, key))]
#[diesel(treat_none_as_default_value = false, treat_none_as_null = true)]
pub(crate) struct KeyRow {
    organization_id: Uid,
    actor: String,
    route: String,
    session: String,
    key: String,
    fingerprint: Vec<u8>,
    answer_status: Option<i32>,
    answer_body: Option<Vec<u8>>,
    running_session_id: Option<Uid>,
    running_turn: Option<i64>,
    running_message_id: Option<Uid>,
    deadline: Time,
    created_at: Time,
}

impl KeyRow {
    fn of(scope: Scope, record: &IdempotencyRecord) -> Self {
        Self {
            organization_id: Uid(scope.organization().0),
            actor: record.key.actor.clone(),
            route: record.key.route.clone(),
            session: record.key.session.clone(),
            key: record.key.key.clone(),
            fingerprint: record.key.fingerprint.to_vec(),
            answer_status: record.answer.as_ref().map(|answer| i32::from(answer.status)),
            answer_body: record.answer.as_ref().map(|answer| answer.body.clone()),
            running_session_id: record.running.map(|turn| Uid(turn.session_id.0)),
            running_turn: record.running.map(|turn| turn.turn),
            running_message_id: record.running.map(|turn| Uid(turn.message_id.0)),
            deadline: Time(record.deadline),
            created_at: Time(record.created_at),
        }
    }

    /// Whether both are of the same key.
    pub(crate) fn is_of(&self, other: &Self) -> bool {
        self.organization_id == other.organization_id
            && (&self.actor, &self.route) == (&other.actor, &other.route)
            && (&self.session, &self.key) == (&other.session, &other.key)
    }

    /// Whether a request has opened a turn under it and not answered yet.
    pub(crate) fn is_running(&self) -> bool {
        self.answer_status.is_none() && self.running_message_id.is_some()
    }

    fn into_domain(self) -> QueryResult<IdempotencyRecord> {
        let answer = match (self.answer_status, self.answer_body) {
            (Some(status), Some(body)) => Some(RecordedAnswer {
                status: number("idempotency_keys.answer_status", i64::from(status))?,
                body,
            }),
            _ => None,
        };
        let running = match (self.running_session_id, self.running_turn, self.running_message_id) {
            (Some(session), Some(turn), Some(message)) => {
                Some(RunningTurn { session_id: SessionId(session.0), turn, message_id: MessageId(message.0) })
            }
            _ => None,
        };
        // A fingerprint of another length belongs to another body, whatever that was.
        let fingerprint = <[u8; 32]>::try_from(self.fingerprint).unwrap_or_default();
        Ok(IdempotencyRecord {
            key: IdempotencyKey {
                actor: self.actor,
                route: self.route,
                session: self.session,
                key: self.key,
                fingerprint,
            },
            answer,
            running,
            deadline: self.deadline.0,
            created_at: self.created_at.0,
        })
    }
}

/// Adds a key that nobody has used.
pub(crate) fn insertion(row: &KeyRow) -> impl QueryFragment<Pg> + '_ {
    diesel::insert_into(dsl::idempotency_keys).values(row).on_conflict_do_nothing().returning(dsl::created_at)
}

/// Stores what is known of a key that is still running the turn it was `read` with.
pub(crate) fn change<'a>(row: &'a KeyRow, read: &'a KeyRow) -> impl QueryFragment<Pg> + 'a {
    diesel::update(dsl::idempotency_keys)
        .filter(dsl::organization_id.eq(read.organization_id))
        .filter(dsl::actor.eq(&read.actor))
        .filter(dsl::route.eq(&read.route))
        .filter(dsl::session.eq(&read.session))
        .filter(dsl::key.eq(&read.key))
        .filter(dsl::answer_status.is_null())
        .filter(dsl::running_message_id.eq(read.running_message_id))
        .set(row)
        .returning(dsl::created_at)
}

impl IdempotencyReads for SqlTransaction<'_> {
    fn idempotency_record(
        &mut self,
        scope: Scope,
        key: &IdempotencyKey,
    ) -> StoreResult<Option<IdempotencyRecord>> {
        let row: Option<KeyRow> = self.look(|db| {
            run!(db, c => dsl::idempotency_keys
                .find((Uid(scope.organization().0), &key.actor, &key.route, &key.session, &key.key))
                .select(KeyRow::as_select())
                .get_result(c)
                .optional())
        })?;
        if self.hope.is_some() {
            self.hope_for(|hope| hope.hold_key(row.as_ref()))?;
        }
        self.look(|_| row.map(KeyRow::into_domain).transpose())
    }
}

impl IdempotencyWrites for SqlTransaction<'_> {
    fn put_idempotency(&mut self, scope: Scope, record: &IdempotencyRecord) -> StoreResult<()> {
        if self.hope.is_some() {
            return self.hope_for(|hope| hope.change_key(KeyRow::of(scope, record)));
        }
        self.run_aside(|db| {
            let row = KeyRow::of(scope, record);
            let _: Time = run!(db, c => Cached(
                diesel::insert_into(dsl::idempotency_keys)
                    .values(&row)
                    .on_conflict((dsl::organization_id, dsl::actor, dsl::route, dsl::session, dsl::key))
                    .do_update()
                    .set(&row)
                    .returning(dsl::created_at))
            .get_result(c))?;
            Ok(())
        })
    }

    fn claim_idempotency(&mut self, scope: Scope, record: &IdempotencyRecord) -> StoreResult<bool> {
        if self.hope.is_some() {
            return self.hope_for(|hope| hope.add_key(KeyRow::of(scope, record))).map(|()| true);
        }
        self.run_aside(|db| {
            let row = KeyRow::of(scope, record);
            let added = run!(db, c => diesel::insert_into(dsl::idempotency_keys)
                .values(&row)
                .on_conflict_do_nothing()
                .execute(c))?;
            Ok(added == 1)
        })
    }

    fn forget_old_idempotency(&mut self, before: DateTime<Utc>, limit: i64) -> StoreResult<i64> {
        self.run_aside(|db| {
            let old: Vec<(Uid, String, String, String, String)> = run!(&mut *db, c => dsl::idempotency_keys
                .filter(dsl::created_at.lt(Time(before)))
                .order(dsl::created_at)
                .limit(limit)
                .select((dsl::organization_id, dsl::actor, dsl::route, dsl::session, dsl::key))
                .load(c))?;
            let mut forgotten = 0_i64;
            for (organization, actor, route, session, key) in old {
                // Asked again, because somebody may just have begun anew under the same key.
                let gone = run!(&mut *db, c => diesel::delete(
                    dsl::idempotency_keys
                        .find((organization, actor, route, session, key))
                        .filter(dsl::created_at.lt(Time(before))))
                .execute(c))?;
                forgotten += i64::from(gone == 1);
            }
            Ok(forgotten)
        })
    }
}
