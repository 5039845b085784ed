//! Many at once: every number is given once, every notification claimed once, no update lost.

use std::collections::BTreeSet;
use std::sync::Barrier;

use chrono::TimeDelta;
use handover_domain::{OutboxId, StoreError, StoreExt};

use crate::harness::{an_instant, places, saved_session, scope};

/// Runs `work` on that many threads at once and returns what they returned.
pub(crate) fn at_once<T: Send>(threads: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let barrier = Barrier::new(threads);
    std::thread::scope(|scope| {
        let running: Vec<_> = (0..threads)
            .map(|index| {
                let (work, barrier) = (&work, &barrier);
                scope.spawn(move || {
                    barrier.wait();
                    work(index)
                })
            })
            .collect();
        running.into_iter().map(|thread| thread.join().expect("no panic")).collect()
    })
}

#[test]
fn racing_ticket_counts_are_all_different() {
    for place in places() {
        let store = place.migrated();
        let day = an_instant().date_naive();
        let counts: Vec<i64> = at_once(8, |_| {
            let count = || store.write(|tx| tx.next_ticket_count(scope(), day)).expect("a count");
            (0..25).map(|_| count()).collect::<Vec<_>>()
        })
        .concat();
        let distinct: BTreeSet<i64> = counts.iter().copied().collect();
        assert_eq!(distinct, (1..=200).collect(), "on {}", place.url);
    }
}

#[test]
fn no_update_is_lost() {
    for place in places() {
        let store = place.migrated();
        let session = saved_session(&store);
        let stored: usize = at_once(8, |_| {
            (0..25)
                .filter(|_| {
                    let mut read =
                        store.read(|view| view.session(scope(), session.id)).expect("a read").expect("it");
                    read.steps_tried += 1;
                    match store.write(|tx| tx.update_session(&mut read)) {
                        Ok(()) => true,
                        Err(StoreError::Stale) => false,
                        Err(other) => panic!("{other:?}"),
                    }
                })
                .count()
        })
        .into_iter()
        .sum();
        let last = store.read(|view| view.session(scope(), session.id)).expect("a read").expect("it");
        assert_eq!(usize::try_from(last.steps_tried).expect("small"), stored, "on {}", place.url);
        assert!(stored > 0);
    }
}

#[test]
fn a_locked_session_is_changed_by_one_at_a_time() {
    for place in places() {
        let store = place.migrated();
        let session = saved_session(&store);
        at_once(8, |_| {
            for _ in 0..25 {
                store
                    .write(|tx| {
                        let mut locked = tx.lock_session(scope(), session.id)?.expect("it is there");
                        locked.steps_tried += 1;
                        tx.update_session(&mut locked)
                    })
                    .expect("nobody is refused");
            }
        });
        let last = store.read(|view| view.session(scope(), session.id)).expect("a read").expect("it");
        assert_eq!(last.steps_tried, 200, "on {}", place.url);
    }
}

#[test]
fn six_workers_claim_every_notification_once() {
    for place in places() {
        let store = place.migrated();
        let session = saved_session(&store);
        let (ticket, messages) = crate::harness::a_ticket_with_mails(&session, 200);
        store
            .write(|tx| {
                tx.insert_ticket(&ticket)?;
                tx.insert_outbox_messages(&messages)
            })
            .expect("mails are owed");
        let claimed: Vec<OutboxId> = at_once(6, |_| {
            let mut mine = Vec::new();
            loop {
                let claim = store
                    .write(|tx| tx.claim_outbox(an_instant(), TimeDelta::seconds(60), 7))
                    .expect("a claim");
                if claim.is_empty() {
                    return mine;
                }
                mine.extend(claim.into_iter().map(|message| message.id));
            }
        })
        .concat();
        let distinct: BTreeSet<OutboxId> = claimed.iter().copied().collect();
        assert_eq!((claimed.len(), distinct.len()), (200, 200), "on {}", place.url);
    }
}

#[test]
fn idle_sessions_that_somebody_holds_are_skipped() {
    for place in places() {
        let store = place.migrated();
        let (held, free) = (saved_session(&store), saved_session(&store));
        let before = an_instant() + TimeDelta::days(7);
        if place.url.sqlite_path().is_some() {
            // There nobody can hold a row while another transaction writes.
            let found = store.write(|tx| tx.lock_idle_sessions(scope(), before, 10)).expect("a write");
            assert_eq!(found.len(), 2);
            continue;
        }
        let found = store
            .write(|tx| {
                tx.lock_session(scope(), held.id)?;
                store.write(|other| other.lock_idle_sessions(scope(), before, 10))
            })
            .expect("it does not wait");
        assert_eq!(found.iter().map(|session| session.id).collect::<Vec<_>>(), [free.id]);
    }
}
