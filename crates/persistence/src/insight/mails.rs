//! Mails, as far as figures look at them.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::dsl::count_star;
use diesel::prelude::*;
use handover_domain::insight::MailFact;
use handover_domain::{AttemptOutcome, OutboxStatus, Scope};
use uuid::Uuid;

use crate::connection::{DbConn, run};
use crate::decode::{number, word};
use crate::schema::{delivery_attempts, outbox};
use crate::sql_types::{Time, Uid};

/// The columns of a mail that figures look at.
type MailRow = (Uid, Time, String, Option<Time>);

/// The mails that were promised from one instant to before another.
pub(super) fn within(
    db: &mut DbConn<'_>,
    scope: Scope,
    (since, until): (DateTime<Utc>, DateTime<Utc>),
) -> QueryResult<Vec<MailFact>> {
    let organization = Uid(scope.organization().0);
    let rows: Vec<MailRow> = run!(&mut *db, c => outbox::table
        .filter(outbox::organization_id.eq(organization))
        .filter(outbox::created_at.ge(Time(since)))
        .filter(outbox::created_at.lt(Time(until)))
        .select((outbox::id, outbox::created_at, outbox::status, outbox::finished_at))
        .load(c))?;
    let put_off: Vec<(Uid, i64)> = run!(db, c => delivery_attempts::table
        .inner_join(outbox::table.on(outbox::id.eq(delivery_attempts::outbox_id)))
        .filter(outbox::organization_id.eq(organization))
        .filter(outbox::created_at.ge(Time(since)))
        .filter(outbox::created_at.lt(Time(until)))
        .filter(delivery_attempts::outcome.eq(AttemptOutcome::Deferred.as_str()))
        .group_by(delivery_attempts::outbox_id)
        .select((delivery_attempts::outbox_id, count_star()))
        .load(c))?;
    let put_off: HashMap<Uuid, i64> = put_off.into_iter().map(|(id, count)| (id.0, count)).collect();
    let fact = |(id, created_at, status, finished_at): MailRow| {
        Ok(MailFact {
            created_at: created_at.0,
            status: word("outbox.status", &status, OutboxStatus::parse)?,
            finished_at: finished_at.map(|at| at.0),
            deferred: number("delivery_attempts", put_off.get(&id.0).copied().unwrap_or(0))?,
        })
    };
    rows.into_iter().map(fact).collect()
}
