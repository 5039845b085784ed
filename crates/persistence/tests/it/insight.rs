//! Facts on both databases: whatever people do, and whenever they are derived, every measure is what the rows say.

use std::ops::ControlFlow;

use chrono::TimeDelta;
use diesel::RunQueryDsl;
use handover_domain::chat::{Closed, OpenTurn, Opened, PendingTurn, TurnError, close_turn, open_turn};
use handover_domain::insight::{Part, amiss_days, compare_facts, fresh_facts, keep_facts, pack_facts};
use handover_domain::replay::Window;
use handover_domain::testing::{Action, Player, World, an_answer, catch_up, rebuild, recount};
use handover_domain::{
    NewSession, OrganizationId, Scene, Session, SessionId, StoreError, StoreExt, Transaction, abandon_idle,
};
use handover_persistence::SqlStore;
use proptest::prelude::*;
use uuid::Uuid;

use crate::harness::{Kind, Place, places};
use crate::races::at_once;

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

/// A turn, opened as the product does it.
fn asked(store: &SqlStore, world: &World, session: Option<SessionId>) -> PendingTurn {
    let hello = OpenTurn { session, memory: 2, ..OpenTurn::saying("The gauge is at zero") };
    let opened: Result<Opened, TurnError> =
        store.write_optimistically(None, |tx| open_turn(tx, &world.scene(), hello.clone()));
    let Opened::Ask(pending) = opened.expect("nobody is refused") else { panic!("the assistant is asked") };
    *pending
}

fn answered(store: &SqlStore, world: &World, turn: &PendingTurn) {
    let closed: Result<Closed, TurnError> = store.write_optimistically(Some(&turn.stored), |tx| {
        close_turn(tx, &world.scene(), turn, an_answer("Look at the gauge.", 0.2))
    });
    closed.expect("nobody is refused");
}

/// How many notes there are, held ones too.
fn notes(place: &Place) -> i64 {
    #[derive(diesel::QueryableByName)]
    struct Count {
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        notes: i64,
    }
    let query = diesel::sql_query(
        "SELECT count(*) AS notes FROM insight_changes JOIN ai_sessions USING (session_id)",
    );
    let count: Count = match &place.kind {
        Kind::Sqlite { .. } => query.get_result(&mut place.sqlite_connection()),
        Kind::Postgres { .. } => query.get_result(&mut place.postgres_connection()),
    }
    .expect("a count");
    count.notes
}

/// Follows up everything, and finds that what is kept is what the rows say.
fn is_right(store: &SqlStore, world: &World) {
    while !catch_up(store, &world.scene(), 2) {}
    let compared = store.read(|view| compare_facts(view, &world.scene(), (None, 100))).expect("a page");
    assert_eq!(compared.mismatches, []);
}

#[test]
fn a_turn_is_noted_once_and_followed_up_even_if_its_process_dies() {
    for place in places() {
        let (store, mut world) = (place.migrated(), World::new());
        let undisturbed = asked(&store, &world, None);
        answered(&store, &world, &undisturbed);
        assert_eq!(notes(&place), 1, "on {}", place.url);
        is_right(&store, &world);
        assert_eq!(notes(&place), 0);

        let (seen, unseen) = (asked(&store, &world, None), asked(&store, &world, Some(undisturbed.session)));
        let late = asked(&store, &world, None);
        is_right(&store, &world);
        assert_eq!(notes(&place), 3, "they stand until the turns are over");
        answered(&store, &world, &late);
        drop(store);

        let store = place.open();
        is_right(&store, &world);
        assert_eq!(notes(&place), 2, "on {}", place.url);
        let left = store.read(|view| fresh_facts(view, &world.scene(), 1)).expect("facts");
        assert!(
            left.is_empty() && left.all_at.is_some(),
            "turns that have died are not looked at again and again"
        );

        let again = asked(&store, &world, Some(seen.session));
        assert_eq!(notes(&place), 2, "the note of the turn that has died stands");
        is_right(&store, &world);
        answered(&store, &world, &again);
        world.wait(TimeDelta::days(9));
        let all = world.now - TimeDelta::days(1);
        let given_up = store.write(|tx| abandon_idle(tx, &world.scene(), all, 9)).expect("they are over");
        assert_eq!(given_up, 3, "with {:?}", unseen.session);
        is_right(&store, &world);
        assert_eq!(notes(&place), 0, "on {}", place.url);
    }
}

#[test]
fn who_follows_up_late_forgets_nobody_elses_note() {
    for place in places() {
        let (store, world) = (place.migrated(), World::new());
        let first = asked(&store, &world, None);
        answered(&store, &world, &first);
        let slow = store.read(|view| fresh_facts(view, &world.scene(), 9)).expect("facts");
        while !catch_up(&store, &world.scene(), 9) {}
        let second = asked(&store, &world, None);
        store.write(|tx| keep_facts(tx, &world.scene(), &slow)).expect("facts are kept");
        answered(&store, &world, &second);
        assert_eq!(notes(&place), 1, "on {}", place.url);
        is_right(&store, &world);
    }
}

#[test]
fn what_is_derived_while_turns_meet_is_right_in_the_end() {
    for place in places() {
        let store = place.migrated();
        // A few turns each: whatever was missed last is healed by none.
        let session = |round: u128| SessionId(Uuid::from_u128(81 + round / 3));
        at_once(6, |thread| {
            let world = World::in_space(u64::try_from(thread).expect("a few") + 1);
            for round in 0..30 {
                if thread < 2 {
                    catch_up(&store, &world.scene(), 5);
                    continue;
                }
                let turn = asked(&store, &world, Some(session(round)));
                // Now and then one of them dies.
                if !(round + u128::try_from(thread).expect("a few")).is_multiple_of(5) {
                    answered(&store, &world, &turn);
                }
            }
        });
        let world = World::in_space(9);
        is_right(&store, &world);
        for round in (0..30).step_by(3) {
            let last = asked(&store, &world, Some(session(round)));
            answered(&store, &world, &last);
        }
        is_right(&store, &world);
        assert_eq!(notes(&place), 0, "on {}", place.url);
    }
}
