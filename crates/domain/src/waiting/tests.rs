//! Places and expectations.

use chrono::TimeDelta;
use uuid::Uuid;

use super::{AnswerTime, QueueKey, QueueLine, expectation};
use crate::id::TicketId;
use crate::testing::an_instant;
use crate::ticket::Priority;

fn times(priority: Priority, minutes: impl IntoIterator<Item = i64>) -> Vec<AnswerTime> {
    let time = |minutes| AnswerTime { priority, waited: TimeDelta::minutes(minutes) };
    minutes.into_iter().map(time).collect()
}

fn key(priority: Priority, age: i64, id: u128) -> QueueKey {
    let created_at = an_instant() - TimeDelta::seconds(age);
    QueueKey { priority, created_at, ticket: TicketId(Uuid::from_u128(id)) }
}

#[test]
fn the_more_urgent_come_first_and_of_those_the_older() {
    let mut keys = [
        key(Priority::Low, 900, 1),
        key(Priority::Medium, 10, 2),
        key(Priority::Urgent, 1, 3),
        key(Priority::Medium, 60, 5),
        key(Priority::Medium, 60, 4),
    ];
    keys.sort();
    assert_eq!(keys.map(|key| key.ticket.0.as_u128()), [3, 4, 5, 2, 1]);
    let line =
        QueueLine { keys: keys.to_vec(), times: Vec::new(), nobody_available: false, at: an_instant() };
    let places = keys.map(|key| line.place(key, an_instant()).position);
    assert_eq!(places, [1, 2, 3, 4, 5]);
    let newer = line.place(key(Priority::Urgent, 0, 9), an_instant());
    assert_eq!((newer.position, newer.waiting), (2, 5));
    let last = line.place(key(Priority::Low, 0, 9), an_instant());
    assert_eq!((last.position, last.waiting), (6, 6));
}

#[test]
fn what_is_expected_rests_on_enough_answers_and_on_those_to_the_same_priority() {
    let none = TimeDelta::zero();
    assert_eq!(expectation(&times(Priority::Low, 1..=4), Priority::Low, none), None);
    // Of 10, 20, 30, 40 and 50 minutes the median is 30, and nine of ten 46.
    let few = times(Priority::Low, [50, 10, 40, 20, 30]);
    assert_eq!(expectation(&few, Priority::High, none), Some((30 * 60, 46 * 60)));
    assert_eq!(expectation(&few, Priority::High, TimeDelta::seconds(601)), Some((20 * 60, 36 * 60)));
    assert_eq!(expectation(&few, Priority::High, TimeDelta::minutes(40)), Some((60, 6 * 60)));
    assert_eq!(expectation(&few, Priority::High, TimeDelta::days(40)), Some((60, 60)));
    let mut mixed = times(Priority::High, [2; 19]);
    mixed.extend(times(Priority::Low, [60; 40]));
    assert_eq!(expectation(&mixed, Priority::High, none), Some((3600, 3600)), "19 are too few");
    mixed.extend(times(Priority::High, [2]));
    assert_eq!(expectation(&mixed, Priority::High, none), Some((120, 120)));
}
