//! Days whose facts are packed. A packed day says what the rows of its sessions say, or is not there: whoever changes
//! such a row takes the day away, under the lock of the organization's facts.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::ControlFlow;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use diesel::prelude::*;
use handover_domain::insight::{Look, NotedQuestion, Part, QuestionLook, SessionFacts};

use super::FactsRow;
use super::packed::{LAYOUT, PackedDay, QUESTIONS, SESSIONS, Unpacking, all_parts, pack, show_questions};
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

/// So many days are read at once.
const DAYS_AT_ONCE: i64 = 50;

/// Rows of so long a time.
const ROWS_AT_ONCE: TimeDelta = TimeDelta::days(10);

/// Who reads facts, newest first.
pub(super) trait Reader {
    /// The words of the parts of packed days that it reads.
    fn parts(&self) -> Vec<&'static str>;

    /// Reads those of the sessions of a packed day that were opened from `since` until before `until`.
    fn day(
        &mut self,
        packed: &PackedDay,
        within: (DateTime<Utc>, DateTime<Utc>),
    ) -> QueryResult<ControlFlow<()>>;

    /// Reads those of a session.
    fn session(&mut self, facts: SessionFacts) -> ControlFlow<()>;
}

/// Makes facts of what is packed.
pub(super) struct EachFact<'r, 'l> {
    unpacking: Unpacking,
    look: &'r mut Look<'l>,
}

impl<'r, 'l> EachFact<'r, 'l> {
    pub(super) fn new(parts: &[Part], look: &'r mut Look<'l>) -> Self {
        Self { unpacking: Unpacking::new(parts), look }
    }
}

impl Reader for EachFact<'_, '_> {
    fn parts(&self) -> Vec<&'static str> {
        [SESSIONS].into_iter().chain(self.unpacking.parts().iter().map(|part| part.as_str())).collect()
    }

    fn day(
        &mut self,
        packed: &PackedDay,
        (since, until): (DateTime<Utc>, DateTime<Utc>),
    ) -> QueryResult<ControlFlow<()>> {
        let look = &mut *self.look;
        self.unpacking.each(packed, &mut |facts| {
            if (since..until).contains(&facts.opened_at) { look(facts) } else { ControlFlow::Continue(()) }
        })
    }

    fn session(&mut self, mut facts: SessionFacts) -> ControlFlow<()> {
        facts.narrow(self.unpacking.parts());
        (self.look)(&facts)
    }
}

/// Shows only the questions.
pub(super) struct EachQuestion<'r>(pub(super) &'r mut dyn QuestionLook);

impl Reader for EachQuestion<'_> {
    fn parts(&self) -> Vec<&'static str> {
        vec![QUESTIONS]
    }

    fn day(
        &mut self,
        packed: &PackedDay,
        (since, until): (DateTime<Utc>, DateTime<Utc>),
    ) -> QueryResult<ControlFlow<()>> {
        if let Some(bytes) = packed.parts.get(QUESTIONS) {
            show_questions(bytes, |opened_at| (since..until).contains(&opened_at), self.0)?;
        }
        Ok(ControlFlow::Continue(()))
    }

    fn session(&mut self, facts: SessionFacts) -> ControlFlow<()> {
        facts.show_questions(self.0);
        ControlFlow::Continue(())
    }
}

/// Reads the facts of the sessions opened from `since` until before `until`, newest first.
pub(super) fn each_within(
    db: &mut DbConn<'_>,
    organization: Uid,
    (since, until): (DateTime<Utc>, DateTime<Utc>),
    reader: &mut dyn Reader,
) -> QueryResult<ControlFlow<()>> {
    // Nothing lies outside of the days that there are facts of.
    let Some((oldest, newest)) = ends(db, organization)? else { return Ok(ControlFlow::Continue(())) };
    // Everything from `above` on was looked at.
    let (since, mut above) = (since.max(oldest), until.min(newest + TimeDelta::microseconds(1)));
    let (first, mut last) = (day_of(since), day_of(above));
    while first <= last {
        let from = first.max(last - (DAYS_AT_ONCE - 1));
        for packed in packed_days(db, (organization, &reader.parts()), (from, last))? {
            let behind = beginning(packed.day + 1);
            if behind < above && each_row(db, organization, (behind.max(since), above), reader)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
            above = above.min(beginning(packed.day));
            if reader.day(&packed, (since, until))?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        last = from - 1;
    }
    if since < above {
        each_row(db, organization, (since, above), reader)
    } else {
        Ok(ControlFlow::Continue(()))
    }
}

/// When the first and the last session was opened.
fn ends(db: &mut DbConn<'_>, organization: Uid) -> QueryResult<Option<(DateTime<Utc>, DateTime<Utc>)>> {
    let mine = || insight_sessions::table.filter(insight_sessions::organization_id.eq(organization));
    let first: Option<Time> = run!(&mut *db, c => mine()
        .order(insight_sessions::opened_at)
        .select(insight_sessions::opened_at)
        .first(c)
        .optional())?;
    let last: Option<Time> = run!(&mut *db, c => mine()
        .order(insight_sessions::opened_at.desc())
        .select(insight_sessions::opened_at)
        .first(c)
        .optional())?;
    Ok(first.zip(last).map(|(first, last)| (first.0, last.0)))
}

/// These parts of the days from `first` to `last` that are packed, newest first.
fn packed_days(
    db: &mut DbConn<'_>,
    (organization, parts): (Uid, &[&str]),
    (first, last): (i64, i64),
) -> QueryResult<Vec<PackedDay>> {
    let rows: Vec<(i64, String, Vec<u8>)> = run!(db, c => insight_days::table
        .filter(insight_days::organization_id.eq(organization))
        .filter(insight_days::part.eq_any(parts))
        .filter(insight_days::day.between(first, last))
        .filter(insight_days::layout.eq(*LAYOUT))
        .select((insight_days::day, insight_days::part, insight_days::facts))
        .load(c))?;
    let mut days: BTreeMap<Reverse<i64>, PackedDay> = BTreeMap::new();
    for (day, part, bytes) in rows {
        let packed = days.entry(Reverse(day)).or_insert_with(|| PackedDay { day, parts: HashMap::new() });
        packed.parts.insert(part, bytes);
    }
    let is_whole = |packed: &PackedDay| parts.iter().all(|part| packed.parts.contains_key(*part));
    Ok(days.into_values().filter(is_whole).collect())
}

/// The facts of the sessions opened from `since` until before `until`, newest first, from their rows.
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

/// The same as [`each_within`] from the rows of the sessions alone.
fn each_row(
    db: &mut DbConn<'_>,
    organization: Uid,
    within: (DateTime<Utc>, DateTime<Utc>),
    reader: &mut dyn Reader,
) -> QueryResult<ControlFlow<()>> {
    let (since, mut above) = within;
    while since < above {
        let from = since.max(above - ROWS_AT_ONCE);
        for facts in rows_within(db, organization, (from, above))? {
            if reader.session(facts).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        above = from;
    }
    Ok(ControlFlow::Continue(()))
}

/// Takes away the days that the sessions of these facts were opened on.
pub(super) fn forget_days_of(
    db: &mut DbConn<'_>,
    organization: Uid,
    facts: &[SessionFacts],
) -> QueryResult<()> {
    let days: BTreeSet<i64> = facts.iter().map(|facts| day_of(facts.opened_at)).collect();
    forget_days(db, organization, days.into_iter().collect())
}

fn forget_days(db: &mut DbConn<'_>, organization: Uid, days: Vec<i64>) -> QueryResult<()> {
    run!(db, c => diesel::delete(insight_days::table)
        .filter(insight_days::organization_id.eq(organization))
        .filter(insight_days::part.eq_any(all_parts()))
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

/// The days whose facts are packed.
fn days_packed(db: &mut DbConn<'_>, organization: Uid) -> QueryResult<BTreeSet<i64>> {
    let days: Vec<i64> = run!(db, c => insight_days::table
        .filter(insight_days::organization_id.eq(organization))
        .filter(insight_days::part.eq(SESSIONS))
        .filter(insight_days::layout.eq(*LAYOUT))
        .select(insight_days::day)
        .load(c))?;
    Ok(days.into_iter().collect())
}

/// Up to `limit` days that ended before `until`, that have sessions and that are not packed.
pub(super) fn unpacked_days(
    db: &mut DbConn<'_>,
    organization: Uid,
    (until, limit): (DateTime<Utc>, usize),
) -> QueryResult<Vec<NaiveDate>> {
    let packed = days_packed(db, organization)?;
    let (end, mut from, mut found) = (beginning(day_of(until)), DateTime::UNIX_EPOCH, Vec::new());
    while found.len() < limit {
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
            found.push(beginning(day).date_naive());
            day += 1;
        }
        from = beginning(day);
    }
    Ok(found)
}

/// Packs the facts of a day.
pub(super) fn pack_day(db: &mut DbConn<'_>, organization: Uid, day: NaiveDate) -> QueryResult<()> {
    let day = day_of(day.and_time(NaiveTime::MIN).and_utc());
    let facts = rows_within(db, organization, (beginning(day), beginning(day + 1)))?;
    forget_days(db, organization, vec![day])?;
    for (part, bytes) in pack(&facts)? {
        let row = (
            insight_days::organization_id.eq(organization),
            insight_days::part.eq(part),
            insight_days::day.eq(day),
            insight_days::layout.eq(*LAYOUT),
            insight_days::facts.eq(bytes),
        );
        run!(&mut *db, c => diesel::insert_into(insight_days::table).values(row).execute(c))?;
    }
    Ok(())
}

/// The days that do not say what their rows say.
pub(super) fn amiss_days(db: &mut DbConn<'_>, organization: Uid) -> QueryResult<Vec<NaiveDate>> {
    let mut amiss = Vec::new();
    for day in days_packed(db, organization)? {
        if !is_right(db, organization, day)? {
            amiss.push(beginning(day).date_naive());
        }
    }
    Ok(amiss)
}

/// Whether a packed day says what its rows say.
fn is_right(db: &mut DbConn<'_>, organization: Uid, day: i64) -> QueryResult<bool> {
    let within = (beginning(day), beginning(day + 1));
    let mut both = |reader: &mut dyn Reader| {
        for packed in packed_days(db, (organization, &reader.parts()), (day, day))? {
            let _all = reader.day(&packed, within)?;
        }
        each_row(db, organization, within, reader).map(drop)
    };
    // What is packed comes first, then what the rows say.
    let (mut facts, mut questions) = (Vec::new(), Vec::<NotedQuestion>::new());
    let mut look = |seen: &SessionFacts| {
        facts.push(seen.clone());
        ControlFlow::Continue(())
    };
    both(&mut EachFact::new(Part::ALL, &mut look))?;
    both(&mut EachQuestion(&mut questions))?;
    Ok(is_twice(&facts) && is_twice(&questions))
}

/// Whether a list is another one twice.
fn is_twice<T: PartialEq>(items: &[T]) -> bool {
    let (first, second) = items.split_at(items.len() / 2);
    first == second
}
