//! The promises of a store about what processes tell each other.

#![expect(clippy::expect_used, reason = "a broken promise must stop the test that checks it")]

use chrono::TimeDelta;

use super::world::World;
use crate::id::{Ids, SessionId};
use crate::live_sign::LiveSign;
use crate::store::{Store, StoreExt};

pub(super) fn a_sign_takes_the_place_of_the_one_before_and_does_not_last(store: &dyn Store) {
    let world = World::new();
    let (now, one, other) = (world.now, world.ids.row(), world.ids.row());
    let [mine, foreign] = [(); 2].map(|()| SessionId(world.ids.capability()));
    let sign = |process, session, said: &str, seconds| LiveSign {
        process,
        session,
        said: said.to_owned(),
        until: now + TimeDelta::seconds(seconds),
    };
    let first = [
        sign(other, None, "", 20),
        sign(one, Some(mine), "older", 60),
        sign(one, Some(foreign), "of no interest", 60),
        sign(other, Some(mine), "γράφει", 5),
        sign(one, None, "", 20),
    ];
    store.write(|tx| tx.put_live_signs(&first)).expect("a write");
    let newer = sign(one, Some(mine), "newer", 60);
    store.write(|tx| tx.put_live_signs(std::slice::from_ref(&newer))).expect("a write");
    let read = |sessions: &[SessionId], seconds| {
        let at = now + TimeDelta::seconds(seconds);
        store.read(|view| view.live_signs(sessions, at)).expect("a read")
    };
    let [of_other, _, _, types, of_one] = first;
    assert_eq!(read(&[mine], 4), [of_one.clone(), newer.clone(), of_other.clone(), types]);
    assert_eq!(read(&[mine], 5), [of_one.clone(), newer.clone(), of_other.clone()]);
    assert_eq!(read(&[], 5), [of_one, of_other]);
    store.write(|tx| tx.forget_live_signs(now + TimeDelta::seconds(20))).expect("a write");
    assert_eq!(read(&[mine], 0), [newer], "what lasts longer is kept");
}
