//! Many at once who guess, show the same link, or take each other's place away.

use std::net::{IpAddr, Ipv4Addr};

use chrono::TimeDelta;
use handover_domain::testing::World;
use handover_domain::{
    AccessError, Account, Actor, Attempt, ChangeAccount, EmailAddress, Guess, Language, LinkError,
    NewAccount, OrganizationId, PasswordHash, Scene, StaffRole, StoreExt, TokenHash, Transaction,
    accept_invitation, actor_of_login, add_account, begin_reset, begin_sign_in, change_account,
    disable_account, enable_account, end_sign_in, finish_reset, invite, organization_for, owe_reports,
    reset_account, want_reports,
};
use handover_persistence::SqlStore;

use crate::harness::places;
use crate::races::at_once;

fn world() -> World {
    World { actor: Actor::system(OrganizationId::DEFAULT), ..World::new() }
}

fn somebody(name: &str, role: StaffRole) -> NewAccount {
    let email = EmailAddress::parse(&format!("{name}@support.example")).expect("an address");
    NewAccount { email, name: name.to_owned(), role, language: Language::En, contact_id: None }
}

fn password() -> PasswordHash {
    PasswordHash::new("a hash".to_owned())
}

fn token(number: usize) -> TokenHash {
    let mut bytes = [7; 32];
    bytes[0] = u8::try_from(number).expect("small");
    TokenHash::new(bytes).expect("a hash of something")
}

fn account(store: &SqlStore, world: &World, (name, role): (&str, StaffRole)) -> Account {
    store.write(|tx| add_account(tx, &world.scene(), somebody(name, role), password())).expect("an account")
}

fn address(index: usize) -> IpAddr {
    let last = u8::try_from(index).expect("small");
    IpAddr::V4(Ipv4Addr::new(192, 0, 2, last))
}

/// How many of 200 guesses at once may be verified.
fn verified(store: &SqlStore, world: &World, who: impl Fn(usize) -> (String, IpAddr) + Sync) -> usize {
    let permitted = at_once(200, |index| {
        let (email, address) = who(index);
        let attempt = store.write(|tx| begin_sign_in(tx, (&email, address), world.now)).expect("a write");
        match attempt {
            Attempt::Permitted(permit) => {
                let end = store.write(|tx| end_sign_in(tx, permit, Guess::Wrong, world.now));
                assert_eq!(end.expect("a write"), None);
                true
            }
            Attempt::Throttled { .. } => false,
        }
    });
    permitted.into_iter().filter(|permitted| *permitted).count()
}

#[test]
fn limiter_atomic_under_race() {
    for place in places() {
        let (store, world) = (place.migrated(), world());
        account(&store, &world, ("ada", StaffRole::Admin));
        for email in ["ada@support.example", "nobody@support.example"] {
            let from_one = |_| (email.to_owned(), address(253));
            assert_eq!(verified(&store, &world, from_one), 5, "on {}", place.url);
            let from_everywhere = |index| (email.to_owned(), address(index));
            assert_eq!(verified(&store, &world, from_everywhere), 45, "50 in all, on {}", place.url);
        }
        let at_everybody = |index| (format!("user-{index}@support.example"), address(255));
        assert_eq!(verified(&store, &world, at_everybody), 20, "on {}", place.url);
    }
}

#[test]
fn a_link_is_used_once_by_many_at_once() {
    for place in places() {
        let (store, world) = (place.migrated(), world());
        let ivy = somebody("ivy", StaffRole::Expert);
        store.write(|tx| invite(tx, &world.scene(), ivy, token(1))).expect("an invitation");
        let accepted =
            at_once(16, |_| store.write(|tx| accept_invitation(tx, (&token(1), password()), world.now)));
        let winners: Vec<_> = accepted.iter().filter_map(|result| result.as_ref().ok()).collect();
        assert_eq!(winners.len(), 1, "on {}", place.url);
        assert!(
            accepted.iter().all(|result| matches!(result, Ok(_) | Err(LinkError::NotValid))),
            "{accepted:?}"
        );

        // While links are made and used at the same time, nothing is used twice and nobody waits for ever.
        let id = winners.first().expect("one").id;
        let who = ("ivy@support.example", address(1));
        let finished = at_once(16, |index| match index % 4 {
            0 => {
                store.write(|tx| reset_account(tx, &world.scene(), id, token(2))).expect("a link");
                0
            }
            1 => {
                store.write(|tx| begin_reset(tx, &world.scene(), who, token(2 + index))).expect("a write");
                0
            }
            _ => {
                let done = store.write(|tx| finish_reset(tx, (&token(2), password()), world.now));
                assert!(matches!(done, Ok(_) | Err(LinkError::NotValid)), "{done:?} on {}", place.url);
                usize::from(done.is_ok())
            }
        });
        assert!(finished.into_iter().sum::<usize>() <= 4, "each making is used once at most");
    }
}

#[test]
fn one_of_the_last_two_admins_stays() {
    for place in places() {
        let (store, world) = (place.migrated(), world());
        let mut pair = ["ada", "bob"].map(|name| account(&store, &world, (name, StaffRole::Admin)));
        for round in 0..20 {
            let results = at_once(2, |index| {
                store.write(|tx| {
                    let id = pair[index].id;
                    if round % 2 == 0 {
                        return disable_account(tx, &world.scene(), id);
                    }
                    let demoted = ChangeAccount { role: Some(StaffRole::Lead), ..ChangeAccount::default() };
                    change_account(tx, &world.scene(), id, demoted)
                })
            });
            let stayed = results.iter().filter(|r| matches!(r, Err(AccessError::LastAdmin))).count();
            assert_eq!(stayed, 1, "round {round}: {results:?} on {}", place.url);
            pair = pair.map(|admin| {
                let anew = ChangeAccount { role: Some(StaffRole::Admin), ..ChangeAccount::default() };
                let anew = |tx: &mut dyn Transaction| {
                    enable_account(tx, &world.scene(), admin.id)?;
                    change_account(tx, &world.scene(), admin.id, anew)
                };
                store.write(anew).expect("both are admins again")
            });
        }
    }
}

#[test]
fn a_disabled_account_has_no_login_left_however_it_races() {
    for place in places() {
        let (store, world) = (place.migrated(), world());
        account(&store, &world, ("root", StaffRole::Admin));
        for round in 0..10 {
            let ada = account(&store, &world, (&format!("ada-{round}"), StaffRole::Expert));
            let attempt = store
                .write(|tx| begin_sign_in(tx, (ada.email.as_str(), address(round)), world.now))
                .expect("a write");
            let Attempt::Permitted(permit) = attempt else { panic!("the first guess") };
            let permit = std::sync::Mutex::new(Some(permit));
            at_once(2, |index| {
                if index == 0 {
                    store
                        .write(|tx| disable_account(tx, &world.scene(), ada.id))
                        .map(drop)
                        .expect("a change");
                } else {
                    let permit = permit.lock().expect("no panic").take().expect("once");
                    let right = Guess::Right(token(round));
                    store.write(|tx| end_sign_in(tx, permit, right, world.now)).map(drop).expect("a write");
                }
            });
            let found = store.read(|view| view.login(&token(round))).expect("a read");
            assert_eq!(found, None, "on {}", place.url);
            let actor = store.read(|view| actor_of_login(view, &token(round), world.now)).expect("a read");
            assert_eq!(actor, None);
        }
    }
}

#[test]
fn an_organization_is_made_by_one_of_many() {
    for place in places() {
        let (store, world) = (place.migrated(), world());
        let made = at_once(16, |_| {
            let made = store.write(|tx| organization_for(tx, &world.ids, ("acme", true))).expect("a write");
            made.expect("an organization").id
        });
        assert!(made.iter().all(|id| Some(id) == made.first()), "{made:?} on {}", place.url);
    }
}

#[test]
fn a_report_is_owed_by_one_of_many() {
    for place in places() {
        let (store, mut world) = (place.migrated(), world());
        let ada = account(&store, &world, ("ada", StaffRole::Lead));
        let actor = Actor::staff(ada.organization_id, ada.id, (&ada.name, ada.role));
        let scene = Scene { actor: &actor, ..world.scene() };
        store.write(|tx| want_reports(tx, &scene, true)).expect("a wish");
        for _ in 0..5 {
            world.wait(TimeDelta::weeks(1));
            let owed = at_once(8, |_| store.write(|tx| owe_reports(tx, &world.scene())).expect("a write"));
            assert_eq!(owed.into_iter().sum::<usize>(), 1, "on {}", place.url);
        }
    }
}
