//! Days whose facts are packed. A packed day says what the rows of its sessions say, or is not there: whoever changes
//! such a row takes the day away, under the lock of the organization's facts.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use diesel::prelude::*;
use diesel::upsert::excluded;
use handover_domain::insight::SessionFacts;

use super::FactsRow;
use super::packed::{LAYOUT, Unpacking, pack};
use crate::connection::{DbConn, run};
use crate::schema::{insight_days, insight_sessions};
use crate::sql_types::{Time, Uid};

/// The day of UTC that an instant lies in, counted from 1970-01-01.
fn day_of(at: DateTime<Utc>) -> i64 {
    at.timestamp().div_euclid(86_400)
}

fn beginning(day: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::try_days(day).unwrap_or_default()
}

/// The facts of the sessions opened from `since` until before `until`, newest first.
pub(super) fn facts_within(
    db: &mut DbConn<'_>,
    organization: Uid,
    (since, until): (DateTime<Utc>, DateTime<Utc>),
) -> QueryResult<Vec<SessionFacts>> {
    let packed: Vec<(i64, Vec<u8>)> = run!(&mut *db, c => insight_days::table
        .filter(insight_days::organization_id.eq(organization))
        .filter(insight_days::layout.eq(*LAYOUT))
        .filter(insight_days::day.between(day_of(since), day_of(until)))
        .order(insight_days::day.desc())
        .select((insight_days::day, insight_days::facts))
        .load(c))?;
    let (mut found, mut unpacking) = (Vec::new(), Unpacking::default());
    // Everything from here on is found.
    let mut above = until;
    for (day, bytes) in packed {
        let (first, behind) = (beginning(day), beginning(day + 1));
        if behind < above {
            found.extend(rows_within(db, organization, (behind, above))?);
        }
        let facts = unpacking.unpack(&bytes)?.into_iter();
        found.extend(facts.filter(|facts| (since..until).contains(&facts.opened_at)));
        above = first;
    }
    if since < above {
        found.extend(rows_within(db, organization, (since, above))?);
    }
    Ok(found)
}

/// The same from the rows of the sessions alone.
fn rows_within(
    db: &mut DbConn<'_>,
    organization: Uid,
    (since, until): (DateTime<Utc>, DateTime<Utc>),
) -> QueryResult<Vec<SessionFacts>> {
    let rows: Vec<FactsRow> = run!(db, c => insight_sessions::table
        .filter(insight_sessions::organization_id.eq(organization))
        .filter(insight_sessions::opened_at.ge(Time(since)))
        .filter(insight_sessions::opened_at.lt(Time(until)))
        .order((insight_sessions::opened_at.desc(), insight_sessions::session_id.desc()))
        .select(FactsRow::as_select())
        .load(c))?;
    rows.into_iter().map(FactsRow::into_domain).collect()
}

/// Takes away the days that the sessions of these facts were opened on.
pub(super) fn forget_days_of(
    db: &mut DbConn<'_>,
    organization: Uid,
    facts: &[SessionFacts],
) -> QueryResult<()> {
    let days: BTreeSet<i64> = facts.iter().map(|facts| day_of(facts.opened_at)).collect();
    let days: Vec<i64> = days.into_iter().collect();
    run!(db, c => diesel::delete(insight_days::table)
        .filter(insight_days::organization_id.eq(organization))
        .filter(insight_days::day.eq_any(days))
        .execute(c))?;
    Ok(())
}

/// Takes away all days.
pub(crate) fn forget_all_days(db: &mut DbConn<'_>, organization: Uid) -> QueryResult<()> {
    let mine = insight_days::table.filter(insight_days::organization_id.eq(organization));
    run!(db, c => diesel::delete(mine).execute(c))?;
    Ok(())
}

/// Packs up to `limit` days that ended before `until` and that have sessions.
pub(super) fn pack_days(
    db: &mut DbConn<'_>,
    organization: Uid,
    (until, limit): (DateTime<Utc>, usize),
) -> QueryResult<usize> {
    let packed: Vec<i64> = run!(&mut *db, c => insight_days::table
        .filter(insight_days::organization_id.eq(organization))
        .filter(insight_days::layout.eq(*LAYOUT))
        .select(insight_days::day)
        .load(c))?;
    let packed: BTreeSet<i64> = packed.into_iter().collect();
    let (end, mut from, mut count) = (beginning(day_of(until)), DateTime::UNIX_EPOCH, 0);
    while count < limit {
        let next: Option<Time> = run!(&mut *db, c => insight_sessions::table
            .filter(insight_sessions::organization_id.eq(organization))
            .filter(insight_sessions::opened_at.ge(Time(from)))
            .filter(insight_sessions::opened_at.lt(Time(end)))
            .order(insight_sessions::opened_at)
            .limit(1)
            .select(insight_sessions::opened_at)
            .get_result(c)
            .optional())?;
        let Some(Time(next)) = next else { break };
        let mut day = day_of(next);
        if packed.contains(&day) {
            while packed.contains(&day) {
                day += 1;
            }
        } else {
            keep_day(db, organization, day)?;
            (day, count) = (day + 1, count + 1);
        }
        from = beginning(day);
    }
    Ok(count)
}

fn keep_day(db: &mut DbConn<'_>, organization: Uid, day: i64) -> QueryResult<()> {
    let facts = rows_within(db, organization, (beginning(day), beginning(day + 1)))?;
    let row = (
        insight_days::organization_id.eq(organization),
        insight_days::day.eq(day),
        insight_days::layout.eq(*LAYOUT),
        insight_days::facts.eq(pack(&facts)?),
    );
    run!(db, c => diesel::insert_into(insight_days::table)
        .values(row)
        .on_conflict((insight_days::organization_id, insight_days::day))
        .do_update()
        .set((
            insight_days::layout.eq(excluded(insight_days::layout)),
            insight_days::facts.eq(excluded(insight_days::facts)),
        ))
        .execute(c))?;
    Ok(())
}

/// The days that do not say what their rows say.
pub(super) fn amiss_days(db: &mut DbConn<'_>, organization: Uid) -> QueryResult<Vec<NaiveDate>> {
    let days: Vec<i64> = run!(&mut *db, c => insight_days::table
        .filter(insight_days::organization_id.eq(organization))
        .filter(insight_days::layout.eq(*LAYOUT))
        .order(insight_days::day)
        .select(insight_days::day)
        .load(c))?;
    let mut amiss = Vec::new();
    for day in days {
        let within = (beginning(day), beginning(day + 1));
        if facts_within(db, organization, within)? != rows_within(db, organization, within)? {
            amiss.push(beginning(day).date_naive());
        }
    }
    Ok(amiss)
}
