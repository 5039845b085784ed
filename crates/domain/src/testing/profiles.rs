//! The promises of a store about users and machines.

#![expect(clippy::expect_used, reason = "a broken promise must stop the test that checks it")]

use super::conformance::saved_session;
use super::world::World;
use crate::profile::{MachineProfile, UserProfile};
use crate::store::{Store, StoreError, StoreExt};

fn a_machine(world: &World, id: &str, user_id: Option<&str>) -> MachineProfile {
    MachineProfile {
        machine_id: id.to_owned(),
        user_id: user_id.map(str::to_owned),
        name: None,
        model: None,
        serial: None,
        hours: None,
        location: None,
        updated_at: world.now,
    }
}

pub(super) fn machines_are_found_by_their_user(store: &dyn Store) {
    let world = World::new();
    let scope = world.actor.scope();
    let machine = |id: &str, user_id| a_machine(&world, id, user_id);
    // By bytes capitals come first, by the rules of most languages they do not.
    let [first, second] = [machine("M-2", Some("u-1")), machine("m-1", Some("u-1"))];
    store
        .write(|tx| {
            for machine in [&second, &first, &machine("m-3", Some("u-2")), &machine("m-4", None)] {
                tx.put_machine(scope, machine)?;
            }
            Ok::<_, StoreError>(())
        })
        .expect("a write");
    let of = |scope, user: &str, limit| {
        store.read(|view| view.machines_of_user(scope, user, limit)).expect("a read")
    };
    assert_eq!(of(scope, "u-1", 10), (vec![first.clone(), second.clone()], 2));
    assert_eq!(of(scope, "u-1", 1), (vec![first.clone()], 2), "all are counted");
    assert_eq!(of(scope, "U-1", 10), (vec![], 0), "ids are kept as they are");
    let elsewhere = crate::Actor::operator(crate::OrganizationId(uuid::Uuid::from_u128(77))).scope();
    assert_eq!(of(elsewhere, "u-1", 10), (vec![], 0));
    let sold = machine("M-2", Some("u-2"));
    store.write(|tx| tx.put_machine(scope, &sold)).expect("a write");
    assert_eq!(of(scope, "u-1", 10), (vec![second], 1));
    assert_eq!(of(scope, "u-2", 10).0.first(), Some(&sold));
    store.write(|tx| tx.put_machine(scope, &machine("m-1", None))).expect("a write");
    assert_eq!(of(scope, "u-1", 10), (vec![], 0), "what is left out is forgotten");
}

pub(super) fn a_profile_goes_alone(store: &dyn Store) {
    let world = World::new();
    let scope = world.actor.scope();
    let session = saved_session(store, &world);
    let user = |id: &str| UserProfile {
        user_id: id.to_owned(),
        name: Some("Kari".to_owned()),
        email: None,
        organization_name: None,
        role: None,
        language: None,
        updated_at: world.now,
    };
    let (mine, other) = (user("user-1"), user("user-2"));
    let (machine, spare) =
        (a_machine(&world, "machine-1", Some("user-1")), a_machine(&world, "machine-2", None));
    let elsewhere = crate::Actor::operator(crate::OrganizationId(uuid::Uuid::from_u128(77))).scope();
    store
        .write(|tx| {
            tx.put_user(scope, &mine)?;
            tx.put_user(scope, &other)?;
            tx.put_machine(scope, &machine)?;
            tx.put_machine(scope, &spare)?;
            assert!(!tx.delete_user(elsewhere, "user-1")?, "another organization forgets nothing of ours");
            assert!(!tx.delete_machine(elsewhere, "machine-1")?);
            Ok::<_, StoreError>(())
        })
        .expect("a write");
    let gone = store.write(|tx| {
        let gone = (tx.delete_user(scope, "user-1")?, tx.delete_machine(scope, "machine-1")?);
        Ok::<_, StoreError>((gone, tx.delete_user(scope, "user-1")?, tx.delete_machine(scope, "machine-1")?))
    });
    assert_eq!(gone.expect("a write"), ((true, true), false, false));
    store
        .read(|view| {
            assert_eq!((view.user(scope, "user-1")?, view.machine(scope, "machine-1")?), (None, None));
            assert_eq!(view.user(scope, "user-2")?, Some(other));
            assert_eq!(view.machine(scope, "machine-2")?, Some(spare));
            assert_eq!(view.session(scope, session.id)?, Some(session), "history is kept");
            Ok::<_, StoreError>(())
        })
        .expect("a read");
}
