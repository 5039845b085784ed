//! A round does all of it, in however many batches, and only what is due.

use std::net::IpAddr;
use std::sync::Arc;

use chrono::TimeDelta;
use handover_domain::testing::{MemoryStore, World, an_instant};
use handover_domain::{
    AccessError, Account, Actor, Attempt, Clock, EmailAddress, Guess, IdempotencyKey, LOGIN_LIFE, Language,
    NewAccount, NewSession, OrganizationId, PasswordHash, Scene, Session, SessionId, SessionStatus,
    StaffRole, StoreError, StoreExt, TokenHash, Transaction, add_account, begin_sign_in, end_sign_in,
    organization_for, take_key, want_reports, weekly_report,
};
use handover_testkit::{ManualClock, RandomIds};
use uuid::Uuid;

use super::{BATCH, Housekeeping, Round};

fn session(n: u128, world: &World, at: chrono::DateTime<chrono::Utc>) -> Session {
    let new = NewSession {
        id: SessionId(Uuid::from_u128(n)),
        organization_id: world.actor.scope().organization(),
        user_id: "u".to_owned(),
        machine_id: None,
        language: handover_domain::Language::default(),
        problem_description: None,
        imported_context: None,
    };
    Session::open(new, at)
}

fn key(name: &str) -> IdempotencyKey {
    IdempotencyKey {
        actor: "operator".to_owned(),
        route: "chat".to_owned(),
        session: String::new(),
        key: name.to_owned(),
        fingerprint: [0; 32],
    }
}

fn add_ada(tx: &mut dyn Transaction, world: &World, role: StaffRole) -> Result<Account, AccessError> {
    let (name, language) = ("Ada".to_owned(), Language::El);
    let email = EmailAddress::parse("ada@support.example").unwrap();
    let account = NewAccount { email, name, role, language, contact_id: None };
    add_account(tx, &world.scene(), account, PasswordHash::new("$".to_owned()))
}

#[test]
fn a_round_forgets_logins_that_have_ended() {
    let store = Arc::new(MemoryStore::new());
    let world = World { actor: Actor::system(OrganizationId::DEFAULT), ..World::new() };
    let token = TokenHash::new([7; 32]).unwrap();
    let address = IpAddr::from([192, 0, 2, 7]);
    let clock = Arc::new(ManualClock::at(world.now));
    store
        .write(|tx| -> Result<(), AccessError> {
            add_ada(tx, &world, StaffRole::Expert)?;
            let attempt = begin_sign_in(tx, ("ada@support.example", address), world.now)?;
            let Attempt::Permitted(permit) = attempt else { panic!("the first guess is free") };
            end_sign_in(tx, permit, Guess::Right(token), world.now)?;
            Ok(())
        })
        .unwrap();
    let housekeeping = Housekeeping {
        store: store.clone(),
        house: Arc::new(world.house.clone()),
        clock: clock.clone(),
        ids: Arc::new(RandomIds),
        abandon_after: TimeDelta::days(7),
    };
    assert_eq!(housekeeping.round(&|| false).unwrap(), Round::default());
    clock.advance(LOGIN_LIFE + TimeDelta::seconds(1));
    // The login, and what was counted for the account and for the address.
    assert_eq!(housekeeping.round(&|| false).unwrap(), Round { abandoned: 0, forgotten: 3, derived: 0 });
    let login = store.read(|view| view.login(&token)).unwrap();
    assert_eq!(login, None);
}

#[test]
fn a_round_abandons_idle_sessions_and_forgets_old_keys() {
    let (world, store) = (World::new(), Arc::new(MemoryStore::new()));
    let scope = world.actor.scope();
    let clock = Arc::new(ManualClock::at(an_instant()));
    let late = an_instant() + TimeDelta::days(6);
    let idle = u128::try_from(BATCH).unwrap() + 5;
    store
        .write(|tx| -> Result<(), StoreError> {
            for n in 1..=idle {
                tx.insert_session(&session(n, &world, an_instant()))?;
            }
            tx.insert_session(&session(0xffff, &world, late))?;
            for (name, at) in [("old", an_instant()), ("new", late)] {
                take_key(tx, scope, &key(name), (at, TimeDelta::seconds(25)))?.unwrap();
            }
            Ok(())
        })
        .unwrap();
    let housekeeping = Housekeeping {
        store: store.clone(),
        house: Arc::new(world.house.clone()),
        clock: clock.clone(),
        ids: Arc::new(RandomIds),
        abandon_after: TimeDelta::days(7),
    };
    clock.set(late);
    let derived = usize::try_from(idle).unwrap() + 1;
    assert_eq!(housekeeping.round(&|| false).unwrap(), Round { abandoned: 0, forgotten: 1, derived });
    clock.set(an_instant() + TimeDelta::days(7) + TimeDelta::seconds(1));
    let batch = usize::try_from(BATCH).unwrap();
    let first = housekeeping.round(&|| true).unwrap();
    assert_eq!(first, Round { abandoned: batch, forgotten: 0, derived: batch }, "a stop cuts it short");
    let abandoned = usize::try_from(idle).unwrap() - first.abandoned;
    assert_eq!(housekeeping.round(&|| false).unwrap(), Round { abandoned, forgotten: 0, derived: abandoned });
    assert_eq!(housekeeping.round(&|| false).unwrap(), Round::default(), "nothing is done twice");
    let (status, remembered) = store
        .read(|view| -> Result<_, StoreError> {
            let status = view.session(scope, SessionId(Uuid::from_u128(0xffff)))?.unwrap().status;
            Ok((status, view.idempotency_record(scope, &key("new"))?.is_some()))
        })
        .unwrap();
    assert_eq!(status, SessionStatus::Active, "it was used a day ago");
    assert!(remembered);
}

#[test]
fn a_round_looks_into_every_organization() {
    let store = Arc::new(MemoryStore::new());
    let world = World::new();
    let others = store.write(|tx| organization_for(tx, &RandomIds, ("others", true))).unwrap().unwrap();
    let there = World { actor: Actor::system(others.id), ..World::new() };
    store.write(|tx| tx.insert_session(&session(1, &there, an_instant()))).unwrap();
    let housekeeping = Housekeeping {
        store: store.clone(),
        house: Arc::new(world.house.clone()),
        clock: Arc::new(ManualClock::at(an_instant() + TimeDelta::days(8))),
        ids: Arc::new(RandomIds),
        abandon_after: TimeDelta::days(7),
    };
    assert_eq!(housekeeping.round(&|| false).unwrap(), Round { abandoned: 1, forgotten: 0, derived: 1 });
}

#[test]
fn a_report_is_owed_with_all_facts_of_its_week() {
    let store = Arc::new(MemoryStore::new());
    let world = World { actor: Actor::system(OrganizationId::DEFAULT), ..World::new() };
    let ada = store.write(|tx| add_ada(tx, &world, StaffRole::Lead)).unwrap();
    let actor = Actor::staff(ada.organization_id, ada.id, (&ada.name, ada.role));
    let own = Scene { actor: &actor, ..world.scene() };
    store.write(|tx| want_reports(tx, &own, true)).unwrap();
    store.write(|tx| tx.insert_session(&session(1, &world, an_instant()))).unwrap();
    let clock = Arc::new(ManualClock::at(world.now));
    let housekeeping = Housekeeping {
        store: store.clone(),
        house: Arc::new(world.house.clone()),
        clock: clock.clone(),
        ids: Arc::new(RandomIds),
        abandon_after: TimeDelta::days(7),
    };
    assert_eq!(housekeeping.owe_reports(&|| false).unwrap(), 0, "it is Sunday");
    clock.advance(TimeDelta::hours(20));
    assert_eq!(housekeeping.owe_reports(&|| true).unwrap(), 0, "a stop cuts it short, and nothing is lost");
    assert_eq!(housekeeping.owe_reports(&|| false).unwrap(), 1);
    assert_eq!(housekeeping.owe_reports(&|| false).unwrap(), 0, "once a week");
    let report = store.read(|view| weekly_report(view, &ada, clock.now())).unwrap().unwrap();
    assert_eq!(report.now.sessions, 1);
}
