//! Facts on both databases: whatever people do, and whenever they are derived, every measure is what the rows say.

use std::ops::ControlFlow;

use chrono::TimeDelta;
use handover_domain::insight::{Part, amiss_days, pack_facts};
use handover_domain::replay::Window;
use handover_domain::testing::{Action, Player, World, catch_up, rebuild, recount};
use handover_domain::{
    NewSession, OrganizationId, Scene, Session, SessionId, StoreError, StoreExt, Transaction,
};
use handover_persistence::SqlStore;
use proptest::prelude::*;
use uuid::Uuid;

use crate::harness::places;

/// Packs days, also those that go on: nothing may depend on when it is done.
fn pack(store: &SqlStore, scene: &Scene<'_>, days: usize) {
    let (scope, until) = (scene.actor.scope(), scene.now + TimeDelta::days(400));
    let packed = store.write(|tx| {
        let found = tx.unpacked_insight_days(scope, until, days)?;
        tx.pack_insight_days(scope, &found)
    });
    packed.expect("days are packed");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 20, max_shrink_iters: 100, ..ProptestConfig::default() })]

    #[test]
    fn every_measure_is_what_the_rows_say(script in prop::collection::vec(any::<[u8; 4]>(), 1..60), often in 1..9_u8) {
        for place in places() {
            let store = place.migrated();
            let mut player = Player::new();
            for bytes in &script {
                player.play(&store, Action(*bytes));
                if bytes[0] % often == 0 {
                    catch_up(&store, &player.scene(), i64::from(bytes[1] % 3) + 1);
                    pack(&store, &player.scene(), usize::from(bytes[2] % 4));
                }
            }
            while !catch_up(&store, &player.scene(), 5) {}
            pack(&store, &player.scene(), 100);
            recount(&store, &player.scene());
            rebuild(&store, &player.scene());
            while !catch_up(&store, &player.scene(), 7) {}
            recount(&store, &player.scene());
        }
    }
}

/// A session opened so many hours after the beginning.
fn opened(store: &SqlStore, world: &World, (number, hours): (u128, i64)) {
    let new = NewSession {
        id: SessionId(Uuid::from_u128(number)),
        organization_id: OrganizationId::DEFAULT,
        user_id: "u".to_owned(),
        machine_id: Some("m".to_owned()),
        language: handover_domain::Language::default(),
        problem_description: None,
        imported_context: None,
    };
    let session = Session::open(new, world.now + TimeDelta::hours(hours));
    assert!(store.write(|tx| tx.insert_session(&session)).expect("a write"));
}

#[test]
fn packed_days_are_read_in_order_and_what_is_amiss_is_found() {
    for place in places() {
        let (store, mut world) = (place.migrated(), World::new());
        // At noon, on three days with one between that has none; two at the same instant.
        for (number, hours) in [(1, 0), (2, 0), (3, 30), (4, 12), (5, 80), (6, 81)] {
            opened(&store, &world, (number, hours));
        }
        assert!(catch_up(&store, &world.scene(), 100));
        world.wait(TimeDelta::days(4));
        let seen = || {
            let window = Window { since: world.now - TimeDelta::days(9), until: None };
            let mut seen = Vec::new();
            let looked = store.read(|view| {
                // Nobody asked anything here.
                let parts = [Part::Ids, Part::Machines, Part::Tickets, Part::Firings, Part::Steps];
                view.each_insight_fact(world.actor.scope(), (window, &parts), &mut |facts| {
                    seen.push(facts.clone());
                    ControlFlow::Continue(())
                })
            });
            looked.expect("facts");
            seen
        };
        let before = seen();
        assert_eq!(before.iter().map(|f| f.session.0.as_u128()).collect::<Vec<_>>(), [6, 5, 3, 4, 2, 1]);
        let pack = |days| store.write(|tx| pack_facts(tx, &world.scene(), days)).expect("days are packed");
        assert!(pack(1), "there may be others");
        assert_eq!(seen(), before);
        assert!(!pack(10), "all that are over");
        assert_eq!(seen(), before);
        let revision = || store.read(|view| view.insight_state(world.actor.scope())).expect("a state");
        let then = revision();
        assert!(!pack(10), "nothing is left");
        assert_eq!(revision(), then, "nothing has changed");
        let amiss = || store.read(|view| amiss_days(view, &world.scene())).expect("days");
        assert!(amiss().is_empty());
        let wrong = "UPDATE insight_sessions SET version = 9 WHERE session_id = '00000000-0000-0000-0000-000000000004'";
        place.sql(wrong).expect("a change behind our back");
        assert_eq!(amiss().len(), 1, "on {}", place.url);
        let forgotten: Result<(), StoreError> =
            store.write(|tx: &mut dyn Transaction| tx.note_all_sessions(world.actor.scope()));
        forgotten.expect("a rebuild begins");
        assert!(amiss().is_empty() && seen().is_empty());
        assert!(catch_up(&store, &world.scene(), 100));
        assert_eq!(seen(), before);
    }
}
