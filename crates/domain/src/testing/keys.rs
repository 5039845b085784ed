//! Promises about idempotency keys.

#![expect(clippy::expect_used, reason = "a broken promise must stop the test that checks it")]

use chrono::TimeDelta;

use super::conformance::saved_session;
use super::world::{World, an_instant};
use crate::id::{Ids, MessageId};
use crate::idempotency::{
    IdempotencyKey, KeyError, KeyState, RecordedAnswer, RunningTurn, remember_answer, remember_turn, take_key,
};
use crate::store::{Store, StoreExt};

fn a_key(fingerprint: u8) -> IdempotencyKey {
    IdempotencyKey {
        actor: "operator".to_owned(),
        route: "chat".to_owned(),
        session: String::new(),
        key: "3f0c".to_owned(),
        fingerprint: [fingerprint; 32],
    }
}

fn take(store: &dyn Store, world: &World, fingerprint: u8) -> Result<KeyState, KeyError> {
    let patience = TimeDelta::seconds(25);
    store
        .write(|tx| take_key(tx, world.actor.scope(), &a_key(fingerprint), (world.now, patience)))
        .expect("the store works")
}

pub(super) fn a_key_is_fresh_once(store: &dyn Store) {
    let mut world = World::new();
    assert_eq!(take(store, &world, 1), Ok(KeyState::Fresh));
    assert_eq!(take(store, &world, 1), Err(KeyError::StillRunning));
    assert_eq!(take(store, &world, 2), Err(KeyError::OtherBody));
    world.wait(TimeDelta::hours(72));
    assert_eq!(take(store, &world, 2), Ok(KeyState::Fresh), "forgotten after three days");
}

pub(super) fn a_dead_request_is_taken_over(store: &dyn Store) {
    let mut world = World::new();
    let scope = world.actor.scope();
    assert_eq!(take(store, &world, 1), Ok(KeyState::Fresh));
    let session = saved_session(store, &world);
    let turn = RunningTurn { session_id: session.id, turn: 1, message_id: MessageId(world.ids.row()) };
    let patience = TimeDelta::seconds(25);
    store.write(|tx| remember_turn(tx, scope, &a_key(1), (turn, world.now, patience))).expect("a write");
    world.wait(TimeDelta::seconds(24));
    assert_eq!(take(store, &world, 1), Err(KeyError::StillRunning));
    world.wait(TimeDelta::seconds(1));
    assert_eq!(take(store, &world, 1), Ok(KeyState::TakenOver(turn)));
}

pub(super) fn an_answered_key_repeats_its_bytes(store: &dyn Store) {
    let world = World::new();
    assert_eq!(take(store, &world, 1), Ok(KeyState::Fresh));
    let answer = RecordedAnswer { status: 201, body: vec![0, 255, b'{', 0xce, 0xb1] };
    store
        .write(|tx| remember_answer(tx, world.actor.scope(), &a_key(1), (answer.clone(), world.now)))
        .expect("a write");
    assert_eq!(take(store, &world, 1), Ok(KeyState::Answered(answer)));
    assert_eq!(take(store, &world, 2), Err(KeyError::OtherBody));
}

pub(super) fn old_keys_are_forgotten(store: &dyn Store) {
    let mut world = World::new();
    assert_eq!(take(store, &world, 1), Ok(KeyState::Fresh));
    world.wait(TimeDelta::hours(73));
    let forget = |before| store.write(|tx| tx.forget_old_idempotency(before, 10)).expect("a write");
    assert_eq!(forget(an_instant()), 0, "made at that instant, not before it");
    assert_eq!(forget(world.now), 1);
    assert_eq!(forget(world.now), 0);
}
