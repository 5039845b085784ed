//! The promises about accounts, logins and keys.

#![expect(clippy::expect_used, reason = "a broken promise must stop the test that checks it")]

use std::net::{IpAddr, Ipv4Addr};

use chrono::TimeDelta;

use super::round_trip::HARD;
use super::world::World;
use crate::account::{
    Account, AccountStatus, AccountToken, EmailAddress, PasswordHash, TokenHash, TokenPurpose,
};
use crate::account_desk::{
    AccessError, ChangeAccount, NewAccount, add_account, change_account, disable_account, enable_account,
    invite, list_accounts, reset_account, revoke_everywhere,
};
use crate::account_link::{LinkError, accept_invitation, begin_reset, finish_reset};
use crate::actor::{Actor, StaffRole};
use crate::api_key::{NewApiKey, actor_of_key, create_api_key, list_api_keys, note_key_use, revoke_api_key};
use crate::id::OrganizationId;
use crate::language::Language;
use crate::organization::{NewOrganization, OrganizationError, add_organization, organization_for};
use crate::policy::{Action, KeyScope, Reach, Refusal, Role};
use crate::sign_in::{
    Attempt, Guess, Permit, actor_of_login, begin_sign_in, end_sign_in, forget_old_sign_ins, note_login_use,
    sign_out,
};
use crate::store::{Store, StoreError, StoreExt, Transaction};

pub(super) const HOME: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 7));

pub(super) fn token(number: u8) -> TokenHash {
    TokenHash::new([number; 32]).expect("a hash of something")
}

pub(super) fn password(text: &str) -> PasswordHash {
    PasswordHash::new(format!("$argon2id${text}"))
}

pub(super) fn somebody(name: &str, role: StaffRole) -> NewAccount {
    let email = EmailAddress::parse(&format!("{name}@support.example")).expect("an address");
    NewAccount { email, name: name.to_owned(), role, language: Language::En, contact_id: None }
}

/// The default organization as its command line sees it.
pub(super) fn at_the_terminal() -> World {
    World { actor: Actor::system(OrganizationId::DEFAULT), ..World::new() }
}

pub(super) fn an_account(store: &dyn Store, world: &World, (name, role): (&str, StaffRole)) -> Account {
    store
        .write(|tx| add_account(tx, &world.scene(), somebody(name, role), password(name)))
        .expect("the account is made")
}

pub(super) fn attempt(store: &dyn Store, world: &World, (email, address): (&str, IpAddr)) -> Attempt {
    store.write(|tx| begin_sign_in(tx, (email, address), world.now)).expect("a write")
}

pub(super) fn permit(store: &dyn Store, world: &World, account: &Account) -> Permit {
    match attempt(store, world, (account.email.as_str(), HOME)) {
        Attempt::Permitted(permit) => permit,
        Attempt::Throttled { retry_after } => panic!("throttled for {retry_after}"),
    }
}

pub(super) fn retry_after(attempt: Attempt) -> Option<TimeDelta> {
    match attempt {
        Attempt::Permitted(_) => None,
        Attempt::Throttled { retry_after } => Some(retry_after),
    }
}

pub(super) fn end(store: &dyn Store, world: &World, (permit, guess): (Permit, Guess)) -> Option<Account> {
    store.write(|tx| end_sign_in(tx, permit, guess, world.now)).expect("a write")
}

pub(super) fn signed_in(store: &dyn Store, world: &World, (account, number): (&Account, u8)) -> TokenHash {
    let permit = permit(store, world, account);
    assert_eq!(permit.password_hash(), account.password_hash.as_ref());
    let owner = end(store, world, (permit, Guess::Right(token(number))));
    assert_eq!(owner.as_ref(), Some(account));
    token(number)
}

pub(super) fn actor(store: &dyn Store, world: &World, token: &TokenHash) -> Option<Actor> {
    let known = store.read(|view| actor_of_login(view, token, world.now)).expect("a read");
    known.map(|known| known.actor)
}

fn role(store: &dyn Store, world: &World, token: &TokenHash) -> Option<Role> {
    actor(store, world, token).map(|actor| actor.role())
}

pub(super) fn a_login_ends(store: &dyn Store) {
    let mut world = at_the_terminal();
    let account = an_account(store, &world, ("ada", StaffRole::Lead));
    let (first, second) = (signed_in(store, &world, (&account, 1)), signed_in(store, &world, (&account, 2)));
    let me = actor(store, &world, &first).expect("a login");
    assert_eq!((me.role(), me.account(), me.name()), (Role::Lead, Some(account.id), "ada"));
    assert_eq!(actor(store, &world, &token(3)), None, "an unknown token is nobody's");
    assert!(store.write(|tx| sign_out(tx, &first)).expect("a write"));
    assert!(!store.write(|tx| sign_out(tx, &first)).expect("a write"));
    assert_eq!(actor(store, &world, &first), None);

    world.wait(TimeDelta::hours(2) - TimeDelta::microseconds(1));
    assert_eq!(role(store, &world, &second), Some(Role::Lead));
    world.wait(TimeDelta::microseconds(1));
    assert_eq!(actor(store, &world, &second), None, "idle for two hours");

    let third = signed_in(store, &world, (&account, 3));
    for _ in 0..11 {
        world.wait(TimeDelta::hours(1));
        assert_eq!(role(store, &world, &third), Some(Role::Lead));
        store.write(|tx| note_login_use(tx, &third, world.now)).expect("a write");
    }
    world.wait(TimeDelta::hours(1));
    assert_eq!(actor(store, &world, &third), None, "twelve hours old, however busy");
}

pub(super) fn a_use_is_noted_once_a_minute(store: &dyn Store) {
    let mut world = at_the_terminal();
    let account = an_account(store, &world, ("ada", StaffRole::Lead));
    let login = signed_in(store, &world, (&account, 1));
    let seen = |store: &dyn Store| {
        let (login, _) = store.read(|view| view.login(&login)).expect("a read").expect("a login");
        login.last_seen_at
    };
    let began = world.now;
    world.wait(TimeDelta::seconds(59));
    let noted = |world: &World| {
        let known = store.read(|view| actor_of_login(view, &login, world.now)).expect("a read");
        known.map(|known| known.to_be_noted)
    };
    assert_eq!(noted(&world), Some(false));
    store.write(|tx| note_login_use(tx, &login, world.now)).expect("a write");
    assert_eq!(seen(store), began);
    world.wait(TimeDelta::seconds(1));
    assert_eq!(noted(&world), Some(true));
    store.write(|tx| note_login_use(tx, &login, world.now)).expect("a write");
    assert_eq!(seen(store), world.now);
}

pub(super) fn a_disabled_account_is_nobody_at_once(store: &dyn Store) {
    let world = at_the_terminal();
    let scene = world.scene();
    let account = an_account(store, &world, ("ada", StaffRole::Admin));
    an_account(store, &world, ("grace", StaffRole::Admin));
    let login = signed_in(store, &world, (&account, 1));
    let under_way = permit(store, &world, &account);
    let demote = ChangeAccount { role: Some(StaffRole::Expert), ..ChangeAccount::default() };
    store.write(|tx| change_account(tx, &scene, account.id, demote)).expect("a change");
    assert_eq!(role(store, &world, &login), Some(Role::Expert), "the role is what it is now");

    store.write(|tx| reset_account(tx, &scene, account.id, token(9))).expect("a link");
    let disabled = store.write(|tx| disable_account(tx, &scene, account.id)).expect("a change");
    assert_eq!(disabled.status, AccountStatus::Disabled);
    assert_eq!(actor(store, &world, &login), None);
    assert_eq!(permit(store, &world, &account).password_hash(), None);
    assert_eq!(end(store, &world, (under_way, Guess::Right(token(2)))), None, "verified too late");
    let reset = store.write(|tx| finish_reset(tx, (&token(9), password("x")), world.now));
    assert!(matches!(reset, Err(LinkError::NotValid)), "{reset:?}");
    let refused = store.write(|tx| reset_account(tx, &scene, account.id, token(8)));
    assert!(matches!(refused, Err(AccessError::NotActive)), "{refused:?}");

    let enabled = store.write(|tx| enable_account(tx, &scene, account.id)).expect("a change");
    assert_eq!(enabled.status, AccountStatus::Active);
    let reset = store.write(|tx| finish_reset(tx, (&token(9), password("x")), world.now));
    assert!(matches!(reset, Err(LinkError::NotValid)), "nor does the old link: {reset:?}");
    assert_eq!(actor(store, &world, &login), None, "the old login does not come back");
    signed_in(store, &world, (&enabled, 3));
}

pub(super) fn what_an_account_has_is_held_against_how_it_stands(store: &dyn Store) {
    let world = at_the_terminal();
    let scope = world.actor.scope();
    let account = an_account(store, &world, ("ada", StaffRole::Expert));
    let login = signed_in(store, &world, (&account, 1));
    let (invite, reset) = (TokenPurpose::Invite, TokenPurpose::Reset);
    let put = |status, purpose, number| {
        let expires_at = world.now + TimeDelta::hours(1);
        let link =
            AccountToken { hash: token(number), account_id: account.id, purpose, expires_at, used_at: None };
        let account = Account { status, ..account.clone() };
        let put = |tx: &mut dyn Transaction| {
            tx.update_account(&account)?;
            tx.put_account_token(scope, &link)
        };
        store.write(put).expect("a write");
        store.write(|tx| match number % 2 {
            0 => accept_invitation(tx, (&link.hash, password("x")), world.now),
            _ => finish_reset(tx, (&link.hash, password("x")), world.now),
        })
    };
    // By the use cases alone none of these can come about: what is left over is worth nothing even so.
    let refused = [
        put(AccountStatus::Disabled, invite, 2),
        put(AccountStatus::Disabled, reset, 3),
        put(AccountStatus::Active, invite, 4),
        put(AccountStatus::Invited, reset, 5),
        put(AccountStatus::Invited, reset, 6),
        put(AccountStatus::Active, invite, 7),
    ];
    assert!(refused.iter().all(|r| matches!(r, Err(LinkError::NotValid))), "{refused:?}");
    assert_eq!(role(store, &world, &login), Some(Role::Expert));
    put(AccountStatus::Disabled, reset, 9).expect_err("it is disabled");
    assert_eq!(actor(store, &world, &login), None, "the login is there, but the account is disabled");
}

pub(super) fn a_link_works_once_and_not_for_long(store: &dyn Store) {
    let mut world = at_the_terminal();
    let ivy = || somebody("ivy", StaffRole::Expert);
    let invited = store.write(|tx| invite(tx, &world.scene(), ivy(), token(1))).expect("an invitation");
    assert_eq!((invited.status, &invited.password_hash), (AccountStatus::Invited, &None));
    let accept = |world: &World, number| {
        store.write(|tx| accept_invitation(tx, (&token(number), password("ivy")), world.now)).ok()
    };
    let reset = |world: &World, number| {
        store.write(|tx| finish_reset(tx, (&token(number), password("new")), world.now)).ok()
    };
    assert_eq!(reset(&world, 1), None, "an invitation is no reset");
    let anew = NewAccount { name: "Ivy A.".to_owned(), role: StaffRole::Lead, ..ivy() };
    let renewed = store.write(|tx| invite(tx, &world.scene(), anew, token(2))).expect("an invitation");
    assert_eq!((renewed.id, renewed.role), (invited.id, StaffRole::Lead));
    assert_eq!(accept(&world, 1), None, "replaced by the newer");
    assert_eq!(accept(&world, 7), None, "unknown");
    world.wait(TimeDelta::days(7));
    assert_eq!(accept(&world, 2), None, "a week old");
    store.write(|tx| invite(tx, &world.scene(), ivy(), token(3))).expect("an invitation");
    world.wait(TimeDelta::days(7) - TimeDelta::microseconds(1));
    let active = accept(&world, 3).expect("in time");
    assert_eq!((active.status, &active.password_hash), (AccountStatus::Active, &Some(password("ivy"))));
    assert_eq!(accept(&world, 3), None, "used");
    let again = store.write(|tx| invite(tx, &world.scene(), ivy(), token(4)));
    assert!(matches!(again, Err(AccessError::EmailTaken)), "{again:?}");

    store.write(|tx| reset_account(tx, &world.scene(), active.id, token(5))).expect("a link");
    assert_eq!(accept(&world, 5), None, "a reset is no invitation");
    world.wait(TimeDelta::hours(1));
    assert_eq!(reset(&world, 5), None, "an hour old");
}

pub(super) fn a_new_password_ends_every_login(store: &dyn Store) {
    let world = at_the_terminal();
    let ada = an_account(store, &world, ("ada", StaffRole::Expert));
    let bob = an_account(store, &world, ("bob", StaffRole::Expert));
    let (first, second) = (signed_in(store, &world, (&ada, 1)), signed_in(store, &world, (&ada, 2)));
    let other = signed_in(store, &world, (&bob, 3));
    let mut under_way = (0..5).map(|_| permit(store, &world, &ada)).collect::<Vec<_>>();
    let who = (ada.email.as_str(), HOME);
    let asked = store.write(|tx| begin_reset(tx, &world.scene(), who, token(4))).expect("a write");
    assert_eq!(asked.as_ref(), Some(&ada));
    assert!(actor(store, &world, &first).is_some(), "the asking alone changes nothing");
    let new = store.write(|tx| finish_reset(tx, (&token(4), password("new")), world.now)).expect("a reset");
    assert_eq!(new.password_hash, Some(password("new")));
    assert_eq!((actor(store, &world, &first), actor(store, &world, &second)), (None, None));
    assert!(actor(store, &world, &other).is_some(), "another's goes on");
    let late = under_way.pop().expect("five");
    assert_eq!(
        end(store, &world, (late, Guess::Right(token(5)))),
        None,
        "the old password was right too late"
    );
    signed_in(store, &world, (&new, 6));
    assert_eq!(store.write(|tx| revoke_everywhere(tx, &world.scene(), ada.id)).expect("a write"), 1);
    assert_eq!(actor(store, &world, &token(6)), None);
}

pub(super) fn a_reset_is_for_active_accounts_and_not_too_often(store: &dyn Store) {
    let mut world = at_the_terminal();
    let ada = an_account(store, &world, ("ada", StaffRole::Expert));
    let ivy = somebody("ivy", StaffRole::Expert);
    store.write(|tx| invite(tx, &world.scene(), ivy, token(1))).expect("an invitation");
    let ask = |world: &World, email: &str, number| {
        store.write(|tx| begin_reset(tx, &world.scene(), (email, HOME), token(number))).expect("a write")
    };
    for email in ["nobody@support.example", "ivy@support.example", "no address", ""] {
        assert_eq!(ask(&world, email, 2), None);
    }
    for number in 3..6 {
        assert_eq!(ask(&world, "Ada@support.example", number).map(|account| account.id), Some(ada.id));
    }
    assert_eq!(ask(&world, "ada@support.example", 6), None, "three in an hour");
    let finish =
        |number| store.write(|tx| finish_reset(tx, (&token(number), password("new")), world.now)).is_ok();
    assert_eq!([2, 3, 4, 6, 5].map(finish), [false, false, false, false, true], "the newest that was sent");
    world.wait(TimeDelta::hours(1));
    assert!(ask(&world, "ada@support.example", 7).is_some());
}

pub(super) fn the_last_active_admin_stays(store: &dyn Store) {
    let world = at_the_terminal();
    let scene = world.scene();
    let (ada, bob) = (
        an_account(store, &world, ("ada", StaffRole::Admin)),
        an_account(store, &world, ("bob", StaffRole::Lead)),
    );
    let set = |account: &Account, role| {
        let change = ChangeAccount { role: Some(role), ..ChangeAccount::default() };
        store.write(|tx| change_account(tx, &scene, account.id, change))
    };
    let disable = |account: &Account| store.write(|tx| disable_account(tx, &scene, account.id));
    let cat = somebody("cat", StaffRole::Admin);
    store.write(|tx| invite(tx, &scene, cat, token(1))).expect("an invitation");
    for refused in [set(&ada, StaffRole::Lead), disable(&ada)] {
        assert!(
            matches!(refused, Err(AccessError::LastAdmin)),
            "one who is invited is none yet: {refused:?}"
        );
    }
    set(&bob, StaffRole::Admin).expect("a second admin");
    disable(&ada).expect("bob is left");
    assert!(matches!(disable(&bob), Err(AccessError::LastAdmin)));
    assert!(matches!(set(&bob, StaffRole::Expert), Err(AccessError::LastAdmin)));
    set(&ada, StaffRole::Expert).expect("she is disabled anyway");
    set(&bob, StaffRole::Admin).expect("that changes nothing");
}

pub(super) fn only_admins_decide_who_works_here(store: &dyn Store) {
    let mut world = at_the_terminal();
    let ada = an_account(store, &world, ("ada", StaffRole::Admin));
    let bob = an_account(store, &world, ("bob", StaffRole::Lead));
    let login = signed_in(store, &world, (&bob, 1));
    let spec = || NewApiKey { name: "erp".to_owned(), scopes: vec![KeyScope::Chat], expires_at: None };
    let key = store.write(|tx| create_api_key(tx, &world.scene(), spec(), token(9))).expect("a key");

    world.actor = actor(store, &world, &login).expect("bob");
    let scene = world.scene();
    let refused = [
        store.read(|view| list_accounts(view, &scene).map(drop)),
        store.read(|view| list_api_keys(view, &scene).map(drop)),
        store.write(|tx| invite(tx, &scene, somebody("eve", StaffRole::Admin), token(2)).map(drop)),
        store.write(|tx| reset_account(tx, &scene, ada.id, token(2)).map(drop)),
        store.write(|tx| change_account(tx, &scene, bob.id, ChangeAccount::default()).map(drop)),
        store.write(|tx| disable_account(tx, &scene, ada.id).map(drop)),
        store.write(|tx| enable_account(tx, &scene, ada.id).map(drop)),
        store.write(|tx| revoke_everywhere(tx, &scene, ada.id).map(drop)),
        store.write(|tx| create_api_key(tx, &scene, spec(), token(3)).map(drop)),
        store.write(|tx| revoke_api_key(tx, &scene, key.id).map(drop)),
        store.write(|tx| add_account(tx, &scene, somebody("eve", StaffRole::Admin), password("")).map(drop)),
    ];
    for (index, refused) in refused.into_iter().enumerate() {
        let not_allowed = matches!(refused, Err(AccessError::Refused(Refusal::NotAllowed { .. })));
        assert!(not_allowed, "{index}: {refused:?}");
    }
    let own = store.write(|tx| revoke_everywhere(tx, &scene, bob.id)).expect("one's own");
    assert_eq!((own, actor(store, &world, &login)), (1, None));

    // An admin sets nobody's password, and what is another organization's does not exist.
    world.actor = Actor::staff(ada.organization_id, ada.id, ("ada", StaffRole::Admin));
    let set =
        store.write(|tx| add_account(tx, &world.scene(), somebody("eve", StaffRole::Lead), password("")));
    assert!(matches!(set, Err(AccessError::Refused(_))), "{set:?}");
    let others = store.write(|tx| organization_for(tx, &world.ids, ("others", true))).expect("a write");
    world.actor = Actor::system(others.expect("made").id);
    let scene = world.scene();
    assert!(store.read(|view| list_accounts(view, &scene)).expect("a read").is_empty());
    assert!(store.read(|view| list_api_keys(view, &scene)).expect("a read").is_empty());
    let missing = [
        store.write(|tx| disable_account(tx, &scene, ada.id).map(drop)),
        store.write(|tx| reset_account(tx, &scene, ada.id, token(2)).map(drop)),
        store.write(|tx| revoke_everywhere(tx, &scene, ada.id).map(drop)),
    ];
    assert!(missing.iter().all(|r| matches!(r, Err(AccessError::NoSuchAccount))), "{missing:?}");
    let missing = store.write(|tx| revoke_api_key(tx, &scene, key.id));
    assert!(matches!(missing, Err(AccessError::NoSuchKey)), "{missing:?}");
    let taken = store.write(|tx| invite(tx, &scene, somebody("bob", StaffRole::Lead), token(2)));
    assert!(matches!(taken, Err(AccessError::EmailTaken)), "an address signs in to one place: {taken:?}");
}

pub(super) fn a_key_is_good_for_its_scopes_until_it_ends(store: &dyn Store) {
    let mut world = at_the_terminal();
    let make = |world: &World, scopes: &[KeyScope], expires_in: Option<TimeDelta>, number| {
        let expires_at = expires_in.map(|time| world.now + time);
        let new = NewApiKey { name: " erp ".to_owned(), scopes: scopes.to_vec(), expires_at };
        store.write(|tx| create_api_key(tx, &world.scene(), new, token(number)))
    };
    assert!(matches!(make(&world, &[], None, 1), Err(AccessError::NoScope)));
    let past = make(&world, &[KeyScope::Chat], Some(TimeDelta::zero()), 1);
    assert!(matches!(past, Err(AccessError::ExpiresInThePast)));
    let scopes = [KeyScope::Tickets, KeyScope::Chat, KeyScope::Tickets];
    let key = make(&world, &scopes, Some(TimeDelta::days(1)), 1).expect("a key");
    assert_eq!((key.name.as_str(), &key.scopes), ("erp", &vec![KeyScope::Chat, KeyScope::Tickets]));
    let twice = make(&world, &scopes, None, 1);
    assert!(matches!(twice, Err(AccessError::Store(StoreError::Duplicate { .. }))), "{twice:?}");

    let known = |world: &World, number| {
        store.read(|view| actor_of_key(view, &token(number), world.now)).expect("a read")
    };
    let erp = known(&world, 1).expect("the key");
    assert_eq!((erp.actor.role(), erp.to_be_noted), (Role::Service, true), "never used before");
    assert_eq!(erp.actor.reach(Action::WorkTicket), Reach::Organization);
    assert_eq!(erp.actor.reach(Action::ReadProfile), Reach::Nothing);
    assert_eq!(known(&world, 2), None);
    let first_use = world.now;
    for (wait, last_used) in [(0, first_use), (59, first_use), (1, first_use + TimeDelta::minutes(1))] {
        world.wait(TimeDelta::seconds(wait));
        store.write(|tx| note_key_use(tx, &token(1), world.now)).expect("a write");
        let keys = store.read(|view| list_api_keys(view, &world.scene())).expect("a read");
        assert_eq!(keys.iter().map(|key| key.last_used_at).collect::<Vec<_>>(), [Some(last_used)]);
    }
    world.now = first_use + TimeDelta::days(1);
    assert_eq!(known(&world, 1), None, "expired");

    let other = make(&world, &[KeyScope::Sessions], None, 2).expect("a key");
    let revoke =
        |world: &World| store.write(|tx| revoke_api_key(tx, &world.scene(), other.id)).expect("a key");
    assert_eq!(revoke(&world).revoked_at, Some(world.now));
    let when = world.now;
    world.wait(TimeDelta::days(1));
    assert_eq!(revoke(&world).revoked_at, Some(when), "once is enough");
    assert_eq!(known(&world, 2), None);
}

pub(super) fn an_organization_is_made_once(store: &dyn Store) {
    let world = World::new();
    let get = |key: &str, may_create| {
        store.write(|tx| organization_for(tx, &world.ids, (key, may_create))).expect("a write")
    };
    assert_eq!(get("acme", false), None);
    let acme = get("acme", true).expect("made");
    assert_eq!((acme.key.as_deref(), acme.name.as_str()), (Some("acme"), "acme"));
    assert_eq!((get("acme", true), get("acme", false)), (Some(acme.clone()), Some(acme.clone())));
    assert_ne!(get("ACME", true).map(|o| o.id), Some(acme.id), "the host's spelling counts");
    for key in ["", " ", "a\nb", "a\0b", &"x".repeat(201)] {
        assert_eq!(get(key, true), None, "{key:?}");
    }
    let twin = crate::Organization { id: OrganizationId(uuid::Uuid::from_u128(9)), ..acme.clone() };
    assert!(!store.write(|tx| tx.insert_organization(&twin)).expect("a write"));
    let scope = Actor::system(acme.id).scope();
    assert_eq!(store.read(|view| view.organization(scope)).expect("a read"), Some(acme));
    let add = |key: &str, name: Option<&str>| {
        let (key, name) = (key.to_owned(), name.map(str::to_owned));
        let new = NewOrganization { key, name, time_zone: Some(chrono_tz::Europe::Oslo) };
        store.write(|tx| add_organization(tx, &world.ids, new))
    };
    assert!(matches!(add("acme", None), Err(OrganizationError::KeyTaken(key)) if key == "acme"));
    assert!(matches!(add("fjord", Some("a\nb")), Err(OrganizationError::NotOneLine("name"))));
    assert_eq!(add("fjord", Some(" Fjord AS ")).expect("added").name, "Fjord AS");
    let all = store.read(|view| view.organizations()).expect("a read");
    let keys: Vec<Option<&str>> = all.iter().map(|organization| organization.key.as_deref()).collect();
    assert_eq!(keys, [None, Some("ACME"), Some("acme"), Some("fjord")]);
    assert_eq!(all.last().map(|fjord| fjord.time_zone), Some(chrono_tz::Europe::Oslo));
}

pub(super) fn old_sign_ins_are_forgotten(store: &dyn Store) {
    let mut world = at_the_terminal();
    let account = an_account(store, &world, ("ada", StaffRole::Expert));
    signed_in(store, &world, (&account, 1));
    permit(store, &world, &account);
    let forget = |world: &World| store.write(|tx| forget_old_sign_ins(tx, world.now, 10)).expect("a write");
    assert_eq!(forget(&world), 0);
    world.wait(TimeDelta::hours(1));
    assert_eq!(forget(&world), 0);
    world.wait(TimeDelta::seconds(1));
    assert_eq!(forget(&world), 2, "what was counted for the account and for the address");
    world.wait(TimeDelta::hours(11));
    assert_eq!(forget(&world), 1, "the login");
    assert_eq!(forget(&world), 0);
}

pub(super) fn an_account_reads_back_as_written(store: &dyn Store) {
    let mut world = at_the_terminal();
    world.now += TimeDelta::microseconds(123_457);
    let scope = world.actor.scope();
    let name: String = HARD.chars().filter(|c| !c.is_control()).collect();
    let contact_id = Some("hydraulic".to_owned());
    let new = NewAccount { name: name.clone(), contact_id, ..somebody("o'brien+%s", StaffRole::Lead) };
    let bad = NewAccount { contact_id: Some("nobody".to_owned()), ..new.clone() };
    let refused = store.write(|tx| add_account(tx, &world.scene(), bad, password(HARD)));
    assert!(matches!(refused, Err(AccessError::NoSuchContact(_))), "{refused:?}");
    let bad = NewAccount { name: "two\nlines".to_owned(), ..new.clone() };
    let refused = store.write(|tx| add_account(tx, &world.scene(), bad, password(HARD)));
    assert!(matches!(refused, Err(AccessError::BadName)), "{refused:?}");
    let account = store.write(|tx| add_account(tx, &world.scene(), new, password(HARD))).expect("an account");
    assert_eq!(account.name, name.trim());
    an_account(store, &world, ("ada", StaffRole::Expert));
    let read = store.read(|view| view.account(scope, account.id)).expect("a read");
    assert_eq!(read.as_ref(), Some(&account));
    let emails =
        |accounts: Vec<Account>| accounts.into_iter().map(|a| a.email.to_string()).collect::<Vec<_>>();
    let all = store.read(|view| list_accounts(view, &world.scene())).expect("a read");
    assert_eq!(emails(all), ["ada@support.example", "o'brien+%s@support.example"]);

    world.wait(TimeDelta::days(1));
    let change = ChangeAccount { name: Some("B".to_owned()), contact_id: Some(None), role: None };
    let changed = store.write(|tx| change_account(tx, &world.scene(), account.id, change)).expect("a change");
    let expected = Account { name: "B".to_owned(), contact_id: None, updated_at: world.now, ..account };
    assert_eq!(changed, expected);
    assert_eq!(store.read(|view| view.account(scope, changed.id)).expect("a read"), Some(expected));
}
