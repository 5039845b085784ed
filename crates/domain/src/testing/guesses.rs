//! The promises about how often a password may be guessed.

#![expect(clippy::expect_used, reason = "a broken promise must stop the test that checks it")]

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use chrono::TimeDelta;

use super::access::{
    HOME, actor, an_account, at_the_terminal, attempt, end, permit, retry_after, signed_in, somebody, token,
};
use super::world::World;
use crate::account_desk::invite;
use crate::actor::StaffRole;
use crate::sign_in::{Attempt, Guess};
use crate::store::{Store, StoreExt};

pub(super) fn five_guesses_are_verified_in_a_quarter_of_an_hour(store: &dyn Store) {
    let mut world = at_the_terminal();
    let account = an_account(store, &world, ("ada", StaffRole::Expert));
    for _ in 0..5 {
        let permit = permit(store, &world, &account);
        assert!(end(store, &world, (permit, Guess::Wrong)).is_none());
        world.wait(TimeDelta::minutes(1));
    }
    // In other letters it is the same account.
    let again = |world: &World| retry_after(attempt(store, world, (" ADA@Support.Example ", HOME)));
    assert_eq!(again(&world), Some(TimeDelta::minutes(10)), "until the first guess is old");
    world.wait(TimeDelta::minutes(10) - TimeDelta::microseconds(1));
    assert_eq!(again(&world), Some(TimeDelta::microseconds(1)));
    world.wait(TimeDelta::microseconds(1));
    assert_eq!(again(&world), None);
    assert_eq!(again(&world), Some(TimeDelta::minutes(1)), "and then the second");
}

pub(super) fn who_guesses_keeps_nobody_else_out(store: &dyn Store) {
    let world = at_the_terminal();
    let account = an_account(store, &world, ("ada", StaffRole::Expert));
    let from = |last: u8| {
        let address = IpAddr::V4(Ipv4Addr::new(198, 51, 100, last));
        retry_after(attempt(store, &world, (account.email.as_str(), address)))
    };
    for stranger in 1..=9 {
        assert_eq!([(); 5].map(|()| from(stranger)), [None; 5]);
        assert!(from(stranger).is_some(), "a sixth");
    }
    signed_in(store, &world, (&account, 1));
    for stranger in 11..=20 {
        assert_eq!([(); 5].map(|()| from(stranger)), [None; 5], "the owner has been here");
    }
    assert_eq!(from(99), Some(TimeDelta::minutes(15)), "fifty in all, from wherever");
}

pub(super) fn a_hundred_wrong_guesses_come_from_one_site(store: &dyn Store) {
    let world = at_the_terminal();
    let from = |site: u16, network: u16, number: u16| {
        let address = IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, site, network, 0, 0, 0, number));
        retry_after(attempt(store, &world, (&format!("u{site}-{network}-{number}@x.example"), address)))
    };
    for network in 0..5 {
        assert!((0..20).all(|number| from(1, network, number).is_none()));
    }
    assert_eq!(from(1, 9, 1), Some(TimeDelta::minutes(15)));
    assert_eq!(from(2, 9, 1), None, "another customer");
}

pub(super) fn nobodys_account_is_throttled_like_somebodys(store: &dyn Store) {
    let world = at_the_terminal();
    let invited = somebody("ivy", StaffRole::Expert);
    store.write(|tx| invite(tx, &world.scene(), invited, token(1))).expect("an invitation");
    for email in ["nobody@support.example", "ivy@support.example"] {
        for _ in 0..5 {
            match attempt(store, &world, (email, HOME)) {
                Attempt::Permitted(permit) => {
                    assert_eq!(permit.password_hash(), None);
                    let guess = Guess::Right(token(2));
                    assert_eq!(
                        end(store, &world, (permit, guess)),
                        None,
                        "a caller's mistake lets nobody in"
                    );
                }
                Attempt::Throttled { .. } => panic!("five may be verified"),
            }
        }
        assert_eq!(retry_after(attempt(store, &world, (email, HOME))), Some(TimeDelta::minutes(15)));
    }
    assert_eq!(actor(store, &world, &token(2)), None);
}

pub(super) fn twenty_wrong_guesses_come_from_one_address(store: &dyn Store) {
    let world = at_the_terminal();
    let account = an_account(store, &world, ("ada", StaffRole::Expert));
    let address = |last: u16| IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, 1, last, last, last, last));
    for number in 0..20_u16 {
        let email =
            if number % 2 == 0 { format!("u{number}@x.example") } else { format!("no address {number}") };
        assert_eq!(retry_after(attempt(store, &world, (&email, address(number)))), None);
    }
    let email = account.email.as_str();
    let blocked = retry_after(attempt(store, &world, (email, address(77))));
    assert_eq!(blocked, Some(TimeDelta::minutes(15)), "the whole network has had its share");
    for _ in 0..5 {
        assert_eq!(retry_after(attempt(store, &world, (email, HOME))), None, "that counted for no account");
    }
    let mapped = IpAddr::V6(Ipv4Addr::new(192, 0, 2, 7).to_ipv6_mapped());
    for number in 0..15 {
        assert_eq!(retry_after(attempt(store, &world, (&format!("v{number}@x.example"), mapped))), None);
    }
    assert!(retry_after(attempt(store, &world, ("w@x.example", HOME))).is_some(), "mapped, it is the same");
}

pub(super) fn a_right_guess_starts_anew(store: &dyn Store) {
    let world = at_the_terminal();
    let account = an_account(store, &world, ("ada", StaffRole::Expert));
    for number in 1..=40 {
        for _ in 0..2 {
            if number == 1 {
                permit(store, &world, &account);
            }
        }
        signed_in(store, &world, (&account, number));
    }
    // The two wrong ones still count for the address, the forty right ones do not.
    for number in 0..18 {
        let email = format!("u{number}@x.example");
        assert_eq!(retry_after(attempt(store, &world, (&email, HOME))), None, "{number}");
    }
    assert!(retry_after(attempt(store, &world, ("u@x.example", HOME))).is_some());
}
