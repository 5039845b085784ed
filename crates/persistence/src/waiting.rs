//! The queue, and how long answers have taken.

use chrono::{DateTime, Utc};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use handover_domain::{AnswerTime, Priority, QueueKey, QueueReads, Scope, StoreResult, TicketId};

use crate::connection::{AtMost, Cached, CountTo, run};
use crate::decode::word;
use crate::schema::support_tickets::dsl;
use crate::sql_types::{Time, Uid};
use crate::transaction::SqlTransaction;

/// Nobody has taken them. Written out, so that both databases see that the index of the queue has them all.
const UNTAKEN: &str = "status = 'open'";
/// Somebody has answered them, likewise.
const ANSWERED: &str = "first_answer_at IS NOT NULL";

impl QueueReads for SqlTransaction<'_> {
    fn queue(&mut self, scope: Scope, limit: i64) -> StoreResult<Vec<QueueKey>> {
        self.run(|db| {
            let mut keys = Vec::new();
            for priority in Priority::ALL.iter().rev().copied() {
                let room = limit.saturating_sub(i64::try_from(keys.len()).unwrap_or(i64::MAX));
                let next = dsl::support_tickets
                    .filter(dsl::organization_id.eq(Uid(scope.organization().0)))
                    .filter(sql::<Bool>(UNTAKEN))
                    .filter(dsl::priority.eq(priority.as_str()))
                    .order((dsl::created_at, dsl::id))
                    .select((dsl::created_at, dsl::id));
                let rows: Vec<(Time, Uid)> = run!(&mut *db, c => AtMost(next, room).load(c))?;
                let key =
                    |(at, id): (Time, Uid)| QueueKey { priority, created_at: at.0, ticket: TicketId(id.0) };
                keys.extend(rows.into_iter().map(key));
            }
            Ok(keys)
        })
    }

    fn queue_counts(&mut self, scope: Scope, key: QueueKey, limit: i64) -> StoreResult<(i64, i64)> {
        self.run(|db| {
            let of_priority = |priority: Priority| {
                dsl::support_tickets
                    .filter(dsl::organization_id.eq(Uid(scope.organization().0)))
                    .filter(sql::<Bool>(UNTAKEN))
                    .filter(dsl::priority.eq(priority.as_str()))
            };
            let at = Time(key.created_at);
            let older = of_priority(key.priority)
                // The first half alone lets the index find where to stop.
                .filter(dsl::created_at.le(at))
                .filter(dsl::created_at.lt(at).or(dsl::id.lt(Uid(key.ticket.0))))
                .select(dsl::id);
            let mut ahead: i64 = run!(&mut *db, c => CountTo(older, limit).get_result(c))?;
            let mut all = 0;
            // One by one: over all of them no index would hold the queue alone.
            for priority in Priority::ALL.iter().rev().copied() {
                if all >= limit && priority <= key.priority {
                    break;
                }
                let count: i64 = run!(&mut *db,
                    c => CountTo(of_priority(priority).select(dsl::id), limit).get_result(c))?;
                all += count;
                ahead += if priority > key.priority { count } else { 0 };
            }
            Ok((ahead.min(limit), all.min(limit)))
        })
    }

    fn answer_times(
        &mut self,
        scope: Scope,
        since: DateTime<Utc>,
        limit: i64,
    ) -> StoreResult<Vec<AnswerTime>> {
        self.run(|db| {
            let newest = dsl::support_tickets
                .filter(dsl::organization_id.eq(Uid(scope.organization().0)))
                .filter(sql::<Bool>(ANSWERED))
                .filter(dsl::first_answer_at.ge(Time(since)))
                .order(dsl::first_answer_at.desc())
                .select((dsl::priority, dsl::created_at, dsl::first_answer_at));
            let rows: Vec<(String, Time, Option<Time>)> =
                run!(db, c => Cached(AtMost(newest, limit)).load(c))?;
            rows.into_iter()
                .map(|(priority, created, answered)| {
                    Ok(AnswerTime {
                        priority: word("support_tickets.priority", &priority, Priority::parse)?,
                        waited: answered.map_or(created.0, |at| at.0) - created.0,
                    })
                })
                .collect()
        })
    }
}
