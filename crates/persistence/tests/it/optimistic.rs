//! Work that locks nothing: as good as a transaction where nobody else works on the session, and nothing where somebody
//! does.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use handover_domain::assistant::Answer;
use handover_domain::chat::{
    Closed, OpenTurn, Opened, PendingTurn, StepFeedback, TurnError, close_turn, open_turn, step_feedback,
};
use handover_domain::escalation::{Escalate, EscalateError, escalate};
use handover_domain::testing::{World, a_step, an_answer};
use handover_domain::{
    Ending, IdempotencyKey, KeyState, MessageId, Optimistic, Reason, RecordedAnswer, RunningTurn, Session,
    SessionId, StepOutcome, Store, StoreExt, Transaction, remember_answer, remember_turn, take_key,
};
use handover_persistence::SqlStore;
use uuid::Uuid;

use crate::harness::{Place, places, scope};
use crate::races::at_once;

/// What came of work that was tried without a lock, and what it returned.
fn tried<T, E>(
    store: &SqlStore,
    known: Option<&Session>,
    mut work: impl FnMut(&mut dyn Transaction) -> Result<T, E>,
) -> (Optimistic, Result<T, E>) {
    let mut returned = None;
    let came_of_it = store.optimistically(known, &mut |tx| {
        let result = work(tx);
        let ending = if result.is_ok() { Ending::Commit } else { Ending::RollBack };
        returned = Some(result);
        ending
    });
    (came_of_it.expect("the database is there"), returned.expect("it was run"))
}

fn done<T, E: std::fmt::Debug>((came_of_it, returned): (Optimistic, Result<T, E>)) -> T {
    assert_eq!(came_of_it, Optimistic::Done);
    returned.expect("nobody is refused")
}

fn pending(opened: Opened) -> PendingTurn {
    let Opened::Ask(pending) = opened else { panic!("the assistant is asked: {opened:?}") };
    *pending
}

fn open(store: &SqlStore, world: &World, command: &OpenTurn) -> PendingTurn {
    pending(done(tried(store, None, |tx| open_turn(tx, &world.scene(), command.clone()))))
}

fn stored(store: &SqlStore, id: SessionId) -> Option<Session> {
    store.read(|view| view.session(scope(), id)).expect("a read")
}

/// How many messages, events and triggers a session has.
fn rows(store: &SqlStore, id: SessionId) -> (usize, usize, usize) {
    let messages = store.read(|view| view.newest_messages(scope(), id, 1000)).expect("a read");
    let events = store.read(|view| view.session_events(scope(), id, 0, 1000)).expect("a read");
    let triggers = store.read(|view| view.triggers(scope(), id)).expect("a read");
    (messages.len(), events.len(), triggers.len())
}

fn guided(number: u32) -> Answer {
    Answer { step: Some(a_step("no-pressure", number)), ..an_answer("Look at the gauge.", 0.8) }
}

#[test]
fn an_undisturbed_turn_locks_nothing() {
    let Some(place) = Place::postgres() else { return };
    let (store, world) = (place.migrated(), World::new());
    let id = SessionId(Uuid::from_u128(77));
    let hello = OpenTurn { memory: 5, ..OpenTurn::saying("The gauge is at zero").in_session(id) };

    let first = open(&store, &world, &hello);
    assert_eq!(stored(&store, id).as_ref(), Some(&first.stored));
    assert_eq!(rows(&store, id), (1, 1, 0));

    let closed = tried(&store, Some(&first.stored), |tx| close_turn(tx, &world.scene(), &first, guided(1)));
    let step = done(closed).reply.step.expect("a step");
    assert_eq!(rows(&store, id), (2, 2, 1));

    let words = StepFeedback {
        session: id,
        step: step.id,
        user_id: None,
        feedback: "didnt_work".to_owned(),
        memory: 5,
    };
    let opened = tried(&store, None, |tx| step_feedback(tx, &world.scene(), words.clone()));
    let second = pending(done(opened));
    assert_eq!(stored(&store, id).as_ref(), Some(&second.stored));
    let step = store.read(|view| view.step(scope(), id, step.id)).expect("a read").expect("the step");
    assert_eq!(step.outcome, Some(StepOutcome::NotResolved));
    let closed = tried(&store, Some(&second.stored), |tx| close_turn(tx, &world.scene(), &second, guided(2)));
    done(closed);

    let again = tried(&store, None, |tx| step_feedback(tx, &world.scene(), words.clone()));
    assert_eq!(again.0, Optimistic::Refused, "what writes nothing proves nothing");

    let third = open(&store, &world, &hello);
    let past: Vec<&str> = third.question.past.iter().map(|past| past.content.as_str()).collect();
    assert_eq!(
        past,
        ["The gauge is at zero", "Look at the gauge.", "didnt_work", "Look at the gauge."],
        "what is not stored yet is not past"
    );
}

#[test]
fn what_needs_a_lock_leaves_nothing_behind() {
    let Some(place) = Place::postgres() else { return };
    let (store, world) = (place.migrated(), World::new());
    let first = open(&store, &world, &OpenTurn::saying("The gauge is at zero"));
    let id = first.session;
    let (before, row) = (rows(&store, id), stored(&store, id));
    let as_before = |what: &str| {
        assert_eq!(rows(&store, id), before, "after {what}");
        assert_eq!(stored(&store, id), row, "after {what}");
    };

    let wish =
        Escalate { session: id, user_id: None, reason: Reason::UserRequest, priority: None, notes: None };
    let ticket: (_, Result<_, EscalateError>) =
        tried(&store, None, |tx| escalate(tx, &world.scene(), wish.clone()));
    assert_eq!(ticket.0, Optimistic::Refused, "a ticket needs a number");
    as_before("an escalation");

    let hazard = OpenTurn::saying("There is smoke coming out of the pump").in_session(id);
    let stopped = tried(&store, None, |tx| open_turn(tx, &world.scene(), hazard.clone()));
    assert_eq!(stopped.0, Optimistic::Refused, "a ticket needs a number");
    as_before("a hazard");

    let old = Session { version: first.stored.version - 1, ..first.stored.clone() };
    let late = tried(&store, Some(&old), |tx| {
        close_turn(tx, &world.scene(), &first, an_answer("Look at the gauge.", 0.8))
    });
    assert_eq!(late.0, Optimistic::Refused, "somebody has changed the session");
    as_before("a change that was not seen");

    // Somebody makes the same session between the look and the write.
    let taken = SessionId(Uuid::from_u128(78));
    let hello = OpenTurn::saying("Hello").in_session(taken);
    let other = World::in_space(9);
    let overtaken = tried(&store, None, |tx| {
        let opened = open_turn(tx, &world.scene(), hello.clone());
        store.write(|tx| open_turn(tx, &other.scene(), hello.clone())).expect("the other is first");
        opened
    });
    assert_eq!(overtaken.0, Optimistic::Refused, "the id is taken");
    assert_eq!(rows(&store, taken), (1, 1, 0));
}

#[test]
fn a_key_is_taken_and_answered_without_a_lock() {
    let Some(place) = Place::postgres() else { return };
    let (store, world) = (place.migrated(), World::new());
    let key = IdempotencyKey {
        actor: "user-1".to_owned(),
        route: "chat".to_owned(),
        session: String::new(),
        key: "key-1".to_owned(),
        fingerprint: [7; 32],
    };
    let patience = TimeDelta::seconds(20);
    let hello = OpenTurn::saying("The gauge is at zero");
    let opening = |tx: &mut dyn Transaction| -> Result<PendingTurn, TurnError> {
        let state = take_key(tx, scope(), &key, (world.now, patience))?.expect("the key can be taken");
        assert_eq!(state, KeyState::Fresh);
        let turn = pending(open_turn(tx, &world.scene(), hello.clone())?);
        let running = RunningTurn { session_id: turn.session, turn: turn.turn, message_id: turn.message };
        remember_turn(tx, scope(), &key, (running, world.now, patience))?;
        Ok(turn)
    };
    let record =
        || store.read(|view| view.idempotency_record(scope(), &key)).expect("a read").expect("the key");

    let turn = done(tried(&store, None, opening));
    assert_eq!(record().running.map(|running| running.message_id), Some(turn.message));
    let again = tried(&store, None, opening);
    assert_eq!(again.0, Optimistic::Refused, "the key is taken");
    let second = again.1.expect("that shows at the end");
    assert_eq!(stored(&store, second.session), None, "nothing is opened twice");

    let answer = RecordedAnswer { status: 200, body: b"{}".to_vec() };
    let closing = |tx: &mut dyn Transaction| -> Result<(), TurnError> {
        close_turn(tx, &world.scene(), &turn, an_answer("Look at the gauge.", 0.8))?;
        let record = tx.idempotency_record(scope(), &key)?.expect("the key");
        assert_eq!(record.answer, None);
        remember_answer(tx, scope(), &key, (answer.clone(), world.now))?;
        Ok(())
    };
    let wrong = tried(&store, None, |tx| {
        take_key(tx, scope(), &key, (world.now, patience))?.expect("the key can be taken");
        Err::<(), _>(TurnError::NoSuchSession(turn.session))
    });
    assert_eq!(wrong.0, Optimistic::Refused, "nothing shows that the key was free");

    // Another request takes it over between the look and the write.
    let running = record().running.expect("a turn");
    let other = RunningTurn { message_id: MessageId(Uuid::from_u128(5)), ..running };
    let taken = tried(&store, Some(&turn.stored), |tx| {
        let closed = closing(tx);
        store.write(|tx| remember_turn(tx, scope(), &key, (other, world.now, patience))).expect("it is");
        closed
    });
    assert_eq!(taken.0, Optimistic::Refused, "the key is another's now");
    assert_eq!(rows(&store, turn.session), (1, 1, 0));
    store.write(|tx| remember_turn(tx, scope(), &key, (running, world.now, patience))).expect("it is back");

    done(tried(&store, Some(&turn.stored), closing));
    assert_eq!(record().answer, Some(answer));
    assert_eq!(rows(&store, turn.session), (2, 2, 1));
}

#[test]
fn turns_that_meet_without_locks_follow_each_other() {
    for place in places() {
        let store = place.migrated();
        let id = SessionId(Uuid::from_u128(79));
        let answered: usize = at_once(6, |thread| {
            let world = World::in_space(u64::try_from(thread).expect("a few") + 1);
            let mut answered = 0;
            for _ in 0..20 {
                let hello = OpenTurn { memory: 2, ..OpenTurn::saying("The gauge is at zero").in_session(id) };
                let opened: Result<Opened, TurnError> =
                    store.write_optimistically(None, |tx| open_turn(tx, &world.scene(), hello.clone()));
                let turn = pending(opened.expect("nobody is refused"));
                let answer = an_answer("Look at the gauge.", 0.8);
                let closed: Result<Closed, TurnError> = store
                    .write_optimistically(Some(&turn.stored), |tx| {
                        close_turn(tx, &world.scene(), &turn, answer.clone())
                    });
                answered += usize::from(closed.expect("nobody is refused").reply.message.is_some());
            }
            answered
        })
        .into_iter()
        .sum();

        let session = stored(&store, id).expect("the session");
        let messages = store.read(|view| view.newest_messages(scope(), id, 1000)).expect("a read");
        let said: Vec<i64> = messages.iter().map(|message| message.sequence).collect();
        let last = i64::try_from(said.len()).expect("a few");
        assert_eq!(said, (1..=last).collect::<Vec<_>>(), "on {}", place.url);
        assert_eq!(said.len(), 120 + answered, "every question, and every answer that was given");
        assert_eq!((session.turn, session.last_sequence), (120, last));
        let mut judged = BTreeMap::new();
        for trigger in store.read(|view| view.triggers(scope(), id)).expect("a read") {
            *judged.entry(trigger.turn).or_insert(0) += 1;
        }
        let open_still = usize::from(session.judged_turn < session.turn);
        assert_eq!(judged.len(), 120 - open_still);
        assert!(judged.values().all(|count| *count == 1), "one trigger a turn: {judged:?}");
    }
}
