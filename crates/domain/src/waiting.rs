//! Waiting in the queue: a ticket's place among those that nobody has taken, and when to expect an answer.

use std::cmp::Reverse;

use chrono::{DateTime, TimeDelta, Utc};

use crate::id::TicketId;
use crate::linked::serving;
use crate::quantile::quantile;
use crate::roster::nobody_available;
use crate::session::{Owner, Session};
use crate::store::{Scope, StoreResult, View};
use crate::ticket::{Priority, Ticket, TicketStatus};

/// The longest queue in which places are told exactly; whoever is behind is told that so many are before them. Every
/// escalation counts the queue, and must not cost more the longer the queue is.
const LONGEST: i64 = 200;
/// How many answered tickets the expected time rests on at most, the newest.
const NEWEST_ANSWERED: i64 = 200;
/// How old an answer may be to say anything about the next one.
const ANSWERED_WITHIN: TimeDelta = TimeDelta::days(90);
/// How many answers to tickets of the same priority say more than answers to all.
const ENOUGH_OF_PRIORITY: usize = 20;
/// With fewer answers than this nothing is expected.
const ENOUGH: usize = 5;
/// The unit in which times are told, and the shortest that is.
const MINUTE: f64 = 60.0;

/// Where a ticket stands in the queue. They are ordered: the more urgent first, and of those the older.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueueKey {
    /// How urgent it is.
    pub priority: Priority,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Its id, which breaks ties.
    pub ticket: TicketId,
}

impl QueueKey {
    /// Where `ticket` stands; `None` when it is not in the queue, because somebody has it or it is over.
    pub fn of(ticket: &Ticket) -> Option<Self> {
        let Ticket { priority, created_at, id, .. } = *ticket;
        (ticket.status == TicketStatus::Open).then_some(Self { priority, created_at, ticket: id })
    }

    fn order(&self) -> (Reverse<Priority>, DateTime<Utc>, TicketId) {
        (Reverse(self.priority), self.created_at, self.ticket)
    }
}

impl PartialOrd for QueueKey {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for QueueKey {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.order().cmp(&other.order())
    }
}

/// How long a ticket has waited for the first answer of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnswerTime {
    /// How urgent the ticket is.
    pub priority: Priority,
    /// From when it was made to the first answer.
    pub waited: TimeDelta,
}

/// Reading the queue.
pub trait QueueReads {
    /// The tickets that nobody has taken, in order, at most `limit`.
    fn queue(&mut self, scope: Scope, limit: i64) -> StoreResult<Vec<QueueKey>>;

    /// How many tickets that nobody has taken come before `key`, and how many there are in all; both are counted to
    /// `limit` at most.
    fn queue_counts(&mut self, scope: Scope, key: QueueKey, limit: i64) -> StoreResult<(i64, i64)>;

    /// How long the tickets have waited that were first answered at or after `since`: at most `limit`, the last
    /// answered first.
    fn answer_times(
        &mut self,
        scope: Scope,
        since: DateTime<Utc>,
        limit: i64,
    ) -> StoreResult<Vec<AnswerTime>>;
}

/// What somebody whose ticket is in the queue is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueuePlace {
    /// 1 is next.
    pub position: i64,
    /// How many wait in all.
    pub waiting: i64,
    /// In how many seconds half of the tickets would be answered; whole minutes. `None` where too little is known.
    pub expected_seconds: Option<i64>,
    /// In how many seconds nine of ten would be; whole minutes.
    pub at_most_seconds: Option<i64>,
    /// Whether no expert is there to take it now.
    pub nobody_available: bool,
}

/// The queue of an organization at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueLine {
    /// Who waits, in order.
    keys: Vec<QueueKey>,
    times: Vec<AnswerTime>,
    nobody_available: bool,
    /// When it was looked at.
    pub at: DateTime<Utc>,
}

impl QueueLine {
    /// The place of `key` in this queue at `now`. One that is not in it, because it is newer or far behind, gets the
    /// place that it would have.
    pub fn place(&self, key: QueueKey, now: DateTime<Utc>) -> QueuePlace {
        let (Ok(index) | Err(index)) = self.keys.binary_search(&key);
        let ahead = i64::try_from(index).unwrap_or(i64::MAX);
        let waiting = i64::try_from(self.keys.len()).unwrap_or(i64::MAX);
        place((ahead, waiting), &self.times, (key, now), self.nobody_available)
    }
}

fn place(
    (ahead, waiting): (i64, i64),
    times: &[AnswerTime],
    (key, now): (QueueKey, DateTime<Utc>),
    nobody_available: bool,
) -> QueuePlace {
    let position = ahead.saturating_add(1);
    let (expected, at_most) = expectation(times, key.priority, now - key.created_at).unzip();
    QueuePlace {
        position,
        waiting: waiting.max(position),
        expected_seconds: expected,
        at_most_seconds: at_most,
        nobody_available,
    }
}

/// In how many seconds an answer is to be expected that has been waited for `waited`, and in how many at most: the
/// median and the 0.9 quantile of `times` less what was waited, in whole minutes rounded up, never less than one.
/// Only answers to tickets of the same priority count where there are at least 20 of them; `None` below 5 answers.
fn expectation(times: &[AnswerTime], priority: Priority, waited: TimeDelta) -> Option<(i64, i64)> {
    let of_priority = times.iter().filter(|time| time.priority == priority).count();
    let counts = |time: &&AnswerTime| of_priority < ENOUGH_OF_PRIORITY || time.priority == priority;
    let mut seconds: Vec<f64> =
        times.iter().filter(counts).map(|time| time.waited.as_seconds_f64().max(0.0)).collect();
    if seconds.len() < ENOUGH {
        return None;
    }
    seconds.sort_by(f64::total_cmp);
    let left = |q| quantile(&seconds, q).map(|all| whole_minutes(all - waited.as_seconds_f64().max(0.0)));
    left(0.5).zip(left(0.9))
}

/// Seconds rounded up to whole minutes, at least one.
fn whole_minutes(seconds: f64) -> i64 {
    let minutes = std::time::Duration::try_from_secs_f64((seconds / MINUTE).ceil().max(1.0));
    let minutes = minutes.map_or(u64::from(u32::MAX), |minutes| minutes.as_secs());
    i64::try_from(minutes).unwrap_or(i64::MAX).saturating_mul(60)
}

/// Where the ticket that serves `session` stands in the queue; `None` when it is not in it.
///
/// # Errors
/// Those of the store.
pub fn queue_key(view: &mut dyn View, scope: Scope, session: &Session) -> StoreResult<Option<QueueKey>> {
    if session.owner != Owner::Queue {
        return Ok(None);
    }
    Ok(serving(view, scope, session)?.as_ref().and_then(QueueKey::of))
}

/// The place in the queue of what stands there as `key`.
///
/// # Errors
/// Those of the store.
pub fn queue_place(
    view: &mut dyn View,
    scope: Scope,
    key: QueueKey,
    now: DateTime<Utc>,
) -> StoreResult<QueuePlace> {
    let counts = view.queue_counts(scope, key, LONGEST)?;
    let times = view.answer_times(scope, now - ANSWERED_WITHIN, NEWEST_ANSWERED)?;
    let nobody = nobody_available(view, scope)?;
    Ok(place(counts, &times, (key, now), nobody))
}

/// The whole queue of an organization, for a process that tells many of their places.
///
/// # Errors
/// Those of the store.
pub fn queue_line(view: &mut dyn View, scope: Scope, now: DateTime<Utc>) -> StoreResult<QueueLine> {
    Ok(QueueLine {
        keys: view.queue(scope, LONGEST)?,
        times: view.answer_times(scope, now - ANSWERED_WITHIN, NEWEST_ANSWERED)?,
        nobody_available: nobody_available(view, scope)?,
        at: now,
    })
}

#[cfg(test)]
mod tests;
