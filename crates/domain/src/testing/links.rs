//! The promises about links that go by mail, and about a password that its owner changes.

#![expect(clippy::expect_used, reason = "a broken promise must stop the test that checks it")]

use super::access::{HOME, actor, an_account, at_the_terminal, password, permit, signed_in, somebody, token};
use crate::account::{Account, AccountStatus, TokenPurpose};
use crate::account_desk::{disable_account, invite, reset_account};
use crate::account_link::{accept_invitation, begin_reset, finish_reset, owner_of_link, renew_link};
use crate::actor::StaffRole;
use crate::outbox::{About, NotificationKind, OutboxFilter, OutboxMessage, OutboxStatus};
use crate::sign_in::change_password;
use crate::single_sign_on::{Joining, OutsideIdentity, sign_in_outside};
use crate::store::{Store, StoreExt};

use super::world::World;

/// What is owed, newest first.
fn owed(store: &dyn Store, world: &World) -> Vec<OutboxMessage> {
    let scope = world.actor.scope();
    store.read(|view| view.outbox_messages(scope, &OutboxFilter::default(), 100)).expect("a read")
}

pub(super) fn a_link_by_mail_is_made_when_it_is_sent(store: &dyn Store) {
    let world = at_the_terminal();
    let scope = world.actor.scope();
    let ivy = somebody("ivy", StaffRole::Expert);
    let ivy = store.write(|tx| invite(tx, &world.scene(), ivy, None)).expect("an invitation");
    let mails = owed(store, &world);
    let [mail] = mails.as_slice() else { panic!("one mail is owed: {mails:?}") };
    assert_eq!((mail.about, mail.kind), (About::Account(ivy.id), NotificationKind::AccountInvitation));
    assert_eq!((mail.status, mail.urgent, &mail.note), (OutboxStatus::Waiting, true, &None));
    let claimed = store.write(|tx| tx.claim_outbox(world.now, chrono::TimeDelta::minutes(1), 5));
    let claimed = claimed.expect("a claim");
    assert_eq!(claimed.iter().map(|mail| mail.about).collect::<Vec<_>>(), [About::Account(ivy.id)]);

    let renew = |number, purpose| {
        store
            .write(|tx| renew_link(tx, (scope, ivy.id), (token(number), purpose), world.now))
            .expect("a write")
    };
    let owner = |number| {
        let found = store.read(|view| owner_of_link(view, &token(number), world.now)).expect("a read");
        found.map(|(account, purpose)| (account.id, purpose))
    };
    assert_eq!(renew(1, TokenPurpose::Reset), None, "she has no password to reset yet");
    assert_eq!(renew(2, TokenPurpose::Invite), Some(ivy.clone()));
    assert_eq!(renew(3, TokenPurpose::Invite), Some(ivy.clone()));
    assert_eq!([1, 2, 3].map(owner), [None, None, Some((ivy.id, TokenPurpose::Invite))]);
    store.write(|tx| accept_invitation(tx, (&token(3), password("ivy")), world.now)).expect("accepted");
    assert_eq!(owner(3), None, "used");
    assert_eq!(renew(4, TokenPurpose::Invite), None, "nobody is invited any more");

    store.write(|tx| reset_account(tx, &world.scene(), ivy.id, None)).expect("a reset");
    let asked = store.write(|tx| begin_reset(tx, &world.scene(), (ivy.email.as_str(), HOME), None));
    assert!(asked.expect("a write").is_some());
    let kinds: Vec<_> = owed(store, &world).into_iter().map(|mail| mail.kind).collect();
    assert_eq!(kinds.iter().filter(|kind| **kind == NotificationKind::AccountReset).count(), 2);
    let nobody = begin_reset_of(store, &world, "nobody@support.example");
    assert!(!nobody && owed(store, &world).len() == 3, "nothing is owed to nobody");
    assert!(renew(5, TokenPurpose::Reset).is_some());
    store.write(|tx| finish_reset(tx, (&token(5), password("new")), world.now)).expect("a reset");
    store.write(|tx| disable_account(tx, &world.scene(), ivy.id)).expect("a change");
    assert_eq!(renew(6, TokenPurpose::Reset), None, "nor to somebody who may not come in");
}

fn begin_reset_of(store: &dyn Store, world: &World, email: &str) -> bool {
    store.write(|tx| begin_reset(tx, &world.scene(), (email, HOME), None)).expect("a write").is_some()
}

pub(super) fn whoever_changes_the_password_is_the_only_one_left(store: &dyn Store) {
    let world = at_the_terminal();
    let ada = an_account(store, &world, ("ada", StaffRole::Expert));
    let (here, elsewhere) = (signed_in(store, &world, (&ada, 1)), signed_in(store, &world, (&ada, 2)));
    store.write(|tx| reset_account(tx, &world.scene(), ada.id, token(9))).expect("a link");
    let late = permit(store, &world, &ada);
    let first = permit(store, &world, &ada);
    let change = |permit, new: &str, number| {
        let new = (password(new), token(number));
        store.write(|tx| change_password(tx, permit, new, world.now)).expect("a write")
    };
    let changed = change(first, "new", 3).expect("changed");
    assert_eq!(changed.password_hash, Some(password("new")));
    assert_eq!([here, elsewhere].map(|login| actor(store, &world, &login)), [None, None]);
    assert!(actor(store, &world, &token(3)).is_some());
    let link = store.read(|view| owner_of_link(view, &token(9), world.now)).expect("a read");
    assert_eq!(link, None, "a link from before is worth nothing");
    assert_eq!(change(late, "newer", 4), None, "the password that it was verified with is gone");
    assert_eq!(actor(store, &world, &token(4)), None);
    assert!(actor(store, &world, &token(3)).is_some());
}

fn outside(subject: &str, email: Option<&str>) -> OutsideIdentity {
    let (subject, email) = (format!("https://id.example {subject}"), email.map(str::to_owned));
    OutsideIdentity { subject, email, name: Some("Ivy of Fjord".to_owned()) }
}

pub(super) fn whom_a_provider_vouches_for_comes_in(store: &dyn Store) {
    let world = at_the_terminal();
    let ada = an_account(store, &world, ("ada", StaffRole::Admin));
    let ivy = somebody("ivy", StaffRole::Expert);
    let ivy = store.write(|tx| invite(tx, &world.scene(), ivy, token(1))).expect("an invitation");
    let joining = Joining { domains: vec!["fjord.example".to_owned()], role: StaffRole::Lead };
    let enter = |identity: OutsideIdentity, joining: Option<&Joining>, number| {
        let entered =
            store.write(|tx| sign_in_outside(tx, &world.scene(), (&identity, joining), token(number)));
        entered.expect("a write")
    };
    let id = |account: Option<Account>| account.map(|account| account.id);
    let (address, other) = (Some("Ivy@support.example"), Some("ivy@other.example"));
    assert_eq!(enter(outside("s-1", None), None, 2), None, "an address that is not verified is none");
    let entered = enter(outside("s-1", address), None, 3).expect("she is invited");
    assert_eq!((entered.id, entered.status), (ivy.id, AccountStatus::Active));
    assert!(actor(store, &world, &token(3)).is_some());
    let link = store.read(|view| owner_of_link(view, &token(1), world.now)).expect("a read");
    assert_eq!(link, None, "the invitation is accepted");
    assert_eq!(id(enter(outside("s-1", other), None, 4)), Some(ivy.id), "known by who she is");
    assert_eq!(enter(outside("s-2", address), None, 5), None, "an address alone does not take it over");
    assert_eq!(id(enter(outside("s-3", Some("ada@support.example")), None, 6)), Some(ada.id));
    assert_eq!(enter(outside("s-1", Some("ada@support.example")), None, 7).map(|a| a.id), Some(ivy.id));

    let kim = Some("kim@fjord.example");
    assert_eq!(enter(outside("s-4", kim), None, 8), None);
    assert_eq!(enter(outside("s-4", Some("kim@evil.example")), Some(&joining), 9), None);
    let kim = enter(outside("s-4", kim), Some(&joining), 10).expect("who may join");
    assert_eq!((kim.role, kim.name.as_str()), (StaffRole::Lead, "Ivy of Fjord"));
    assert_eq!(id(enter(outside("s-4", None), None, 11)), Some(kim.id));
    store.write(|tx| disable_account(tx, &world.scene(), kim.id)).expect("a change");
    assert_eq!(enter(outside("s-4", None), Some(&joining), 12), None, "disabled here too");
    assert_eq!([2, 5, 8, 9, 12].map(|number| actor(store, &world, &token(number))), [const { None }; 5]);
}
