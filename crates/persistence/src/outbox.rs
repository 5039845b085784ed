//! The outbox, the tries to deliver it, and the state of the mail channel.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use handover_domain::{
    Channel, DeliveryAttempt, DeliveryResult, NotificationKind, OutboxCounts, OutboxFilter, OutboxId,
    OutboxMessage, OutboxReads, OutboxStatus, OutboxWrites, Scope, StoreResult, TicketId,
};

use crate::connection::{Cached, run};
use crate::decode::word;
use crate::schema::outbox::{self, dsl};
use crate::schema::{delivery_attempts, delivery_channels};
use crate::sql_types::{Time, Uid};
use crate::transaction::SqlTransaction;

mod rows;

pub(crate) use rows::OutboxRow;
use rows::{AttemptRow, ChannelRow, MAIL};

impl OutboxReads for SqlTransaction<'_> {
    fn outbox_message(&mut self, scope: Scope, id: OutboxId) -> StoreResult<Option<OutboxMessage>> {
        self.run(|db| {
            let row: Option<OutboxRow> = run!(db, c => dsl::outbox
                .filter(dsl::id.eq(Uid(id.0)))
                .filter(dsl::organization_id.eq(Uid(scope.organization().0)))
                .select(OutboxRow::as_select())
                .get_result(c)
                .optional())?;
            row.map(OutboxRow::into_domain).transpose()
        })
    }

    fn outbox_messages(
        &mut self,
        scope: Scope,
        filter: &OutboxFilter,
        limit: i64,
    ) -> StoreResult<Vec<OutboxMessage>> {
        self.run(|db| {
            let rows: Vec<OutboxRow> = run!(db, c => {
                let mut query = dsl::outbox
                    .filter(dsl::organization_id.eq(Uid(scope.organization().0)))
                    .into_boxed();
                if let Some(status) = filter.status {
                    query = query.filter(dsl::status.eq(status.as_str()));
                }
                if let Some(ticket) = filter.ticket_id {
                    query = query.filter(dsl::ticket_id.eq(Uid(ticket.0)));
                }
                query
                    .order((dsl::created_at.desc(), dsl::id.desc()))
                    .limit(limit)
                    .select(OutboxRow::as_select())
                    .load(c)
            })?;
            rows.into_iter().map(OutboxRow::into_domain).collect()
        })
    }

    fn delivery_attempts(&mut self, scope: Scope, id: OutboxId) -> StoreResult<Vec<DeliveryAttempt>> {
        use delivery_attempts::dsl;
        self.run(|db| {
            let rows: Vec<AttemptRow> = run!(db, c => dsl::delivery_attempts
                .filter(dsl::outbox_id.eq(Uid(id.0)))
                .filter(dsl::organization_id.eq(Uid(scope.organization().0)))
                .order((dsl::attempt, dsl::at, dsl::id))
                .select(AttemptRow::as_select())
                .load(c))?;
            rows.into_iter().map(AttemptRow::into_domain).collect()
        })
    }

    fn outbox_counts(&mut self, scope: Scope) -> StoreResult<OutboxCounts> {
        self.run(|db| {
            let rows: Vec<(String, i64)> = run!(db, c => dsl::outbox
                .filter(dsl::organization_id.eq(Uid(scope.organization().0)))
                .group_by(dsl::status)
                .select((dsl::status, diesel::dsl::count_star()))
                .load(c))?;
            let mut counts = OutboxCounts::default();
            for (status, count) in rows {
                match word("outbox.status", &status, OutboxStatus::parse)? {
                    OutboxStatus::Waiting => counts.waiting = count,
                    OutboxStatus::Sent => counts.sent = count,
                    OutboxStatus::Dead => counts.dead = count,
                }
            }
            Ok(counts)
        })
    }

    fn oldest_waiting(&mut self, scope: Scope) -> StoreResult<Option<DateTime<Utc>>> {
        self.run(|db| {
            let oldest: Option<Time> = run!(db, c => dsl::outbox
                .filter(dsl::organization_id.eq(Uid(scope.organization().0)))
                .filter(dsl::status.eq(OutboxStatus::Waiting.as_str()))
                .order(dsl::created_at)
                .limit(1)
                .select(dsl::created_at)
                .get_result(c)
                .optional())?;
            Ok(oldest.map(|at| at.0))
        })
    }

    fn mail_channel(&mut self) -> StoreResult<Option<Channel>> {
        self.run(|db| {
            let row: Option<ChannelRow> = run!(db, c => delivery_channels::table
                .find(MAIL)
                .select(ChannelRow::as_select())
                .get_result(c)
                .optional())?;
            row.map(ChannelRow::into_domain).transpose()
        })
    }
}

impl OutboxWrites for SqlTransaction<'_> {
    fn join_outbox(
        &mut self,
        scope: Scope,
        (ticket, kind): (TicketId, NotificationKind),
        now: DateTime<Utc>,
    ) -> StoreResult<bool> {
        self.run(|db| {
            // An update, because it waits for whoever is claiming the row, looks again, and is waited for.
            let held = run!(db, c => diesel::update(dsl::outbox)
                .filter(dsl::ticket_id.eq(Uid(ticket.0)))
                .filter(dsl::organization_id.eq(Uid(scope.organization().0)))
                .filter(dsl::kind.eq(kind.as_str()))
                .filter(dsl::status.eq(OutboxStatus::Waiting.as_str()))
                .filter(dsl::lease_until.is_null().or(dsl::lease_until.le(Time(now))))
                .set(dsl::urgent.eq(dsl::urgent))
                .execute(c))?;
            Ok(held > 0)
        })
    }

    fn insert_outbox_messages(&mut self, messages: &[OutboxMessage]) -> StoreResult<()> {
        self.add(|pending| {
            pending.outbox.extend(messages.iter().map(OutboxRow::of));
            Ok(())
        })
    }

    fn claim_outbox(
        &mut self,
        now: DateTime<Utc>,
        lease: TimeDelta,
        limit: i64,
    ) -> StoreResult<Vec<OutboxMessage>> {
        self.run(|db| {
            let due = dsl::outbox
                .filter(dsl::status.eq(OutboxStatus::Waiting.as_str()))
                .filter(dsl::next_attempt_at.le(Time(now)))
                .filter(dsl::lease_until.is_null().or(dsl::lease_until.le(Time(now))))
                .order((dsl::urgent.desc(), dsl::next_attempt_at, dsl::id))
                .limit(limit)
                .select(dsl::id);
            let ids: Vec<Uid> = run!(&mut *db,
                pg(c) => due.for_update().skip_locked().load(c),
                sqlite(c) => due.load(c))?;
            if ids.is_empty() {
                return Ok(Vec::new());
            }
            let rows: Vec<OutboxRow> = run!(db, c => diesel::update(dsl::outbox.filter(dsl::id.eq_any(&ids)))
                .set((
                    dsl::attempts.eq(dsl::attempts + 1),
                    dsl::lease_until.eq(Time(now + lease)),
                ))
                .returning(OutboxRow::as_returning())
                .get_results(c))?;
            let mut messages: Vec<_> =
                rows.into_iter().map(OutboxRow::into_domain).collect::<QueryResult<_>>()?;
            // An update returns its rows in no order.
            messages.sort_by_key(|message| (!message.urgent, message.next_attempt_at, message.id));
            Ok(messages)
        })
    }

    fn hold_outbox(&mut self, id: OutboxId, attempts: i32, until: DateTime<Utc>) -> StoreResult<bool> {
        self.run(|db| {
            let held = run!(db, c => diesel::update(dsl::outbox)
                .filter(dsl::id.eq(Uid(id.0)))
                .filter(dsl::attempts.eq(attempts))
                .filter(dsl::lease_until.is_not_null())
                .set(dsl::lease_until.eq(Time(until)))
                .execute(c))?;
            Ok(held == 1)
        })
    }

    fn finish_outbox(
        &mut self,
        id: OutboxId,
        attempts: i32,
        result: &DeliveryResult,
        now: DateTime<Utc>,
    ) -> StoreResult<bool> {
        self.run(|db| {
            let finished_at = (result.status != OutboxStatus::Waiting).then_some(Time(now));
            let organization: Option<Uid> = run!(&mut *db, c => Cached(
                diesel::update(dsl::outbox)
                    .filter(dsl::id.eq(Uid(id.0)))
                    .filter(dsl::attempts.eq(attempts))
                    .filter(dsl::status.eq(OutboxStatus::Waiting.as_str()))
                    .set((
                        dsl::status.eq(result.status.as_str()),
                        dsl::next_attempt_at.eq(Time(result.next_attempt_at)),
                        dsl::lease_until.eq(None::<Time>),
                        dsl::last_error.eq(result.last_error.as_deref()),
                        dsl::finished_at.eq(finished_at),
                    ))
                    .returning(dsl::organization_id))
                .get_result(c)
                .optional())?;
            let Some(organization) = organization else { return Ok(false) };
            for attempt in &result.attempts {
                let row = AttemptRow::of(organization, attempt);
                run!(&mut *db, c => diesel::insert_into(delivery_attempts::table).values(&row).execute(c))?;
            }
            Ok(true)
        })
    }

    fn retry_outbox(&mut self, scope: Scope, id: OutboxId, now: DateTime<Utc>) -> StoreResult<bool> {
        self.run(|db| {
            let renewed = run!(db, c => diesel::update(dsl::outbox)
                .filter(dsl::id.eq(Uid(id.0)))
                .filter(dsl::organization_id.eq(Uid(scope.organization().0)))
                .filter(dsl::status.ne(OutboxStatus::Sent.as_str()))
                .set((
                    dsl::status.eq(OutboxStatus::Waiting.as_str()),
                    dsl::next_attempt_at.eq(Time(now)),
                    dsl::renewed_at.eq(Time(now)),
                    dsl::finished_at.eq(None::<Time>),
                ))
                .execute(c))?;
            Ok(renewed == 1)
        })
    }

    fn make_outbox_due(&mut self, now: DateTime<Utc>) -> StoreResult<()> {
        self.run(|db| {
            run!(db, c => diesel::update(dsl::outbox)
                .filter(dsl::status.eq(OutboxStatus::Waiting.as_str()))
                .filter(dsl::attempts.gt(0))
                .filter(dsl::next_attempt_at.gt(Time(now)))
                .filter(outbox::lease_until.is_null().or(outbox::lease_until.le(Time(now))))
                .set(dsl::next_attempt_at.eq(Time(now)))
                .execute(c))?;
            Ok(())
        })
    }

    fn put_mail_channel(&mut self, channel: &Channel) -> StoreResult<()> {
        self.run(|db| {
            let row = ChannelRow::of_mail(channel);
            run!(db, c => diesel::insert_into(delivery_channels::table)
                .values(&row)
                .on_conflict(delivery_channels::channel)
                .do_update()
                .set(&row)
                .execute(c))?;
            Ok(())
        })
    }
}
