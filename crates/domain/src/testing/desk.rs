//! The promises of a store about what the desk works with, and about the history of settings.

#![expect(clippy::expect_used, reason = "a broken promise must stop the test that checks it")]

use chrono::TimeDelta;

use super::access::{an_account, at_the_terminal};
use super::world::{CountingIds, World};
use crate::actor::{Actor, StaffRole};
use crate::assistant::Category;
use crate::canned_answer::{
    CannedAnswerError, WriteCannedAnswer, add_canned_answer, change_canned_answer, list_canned_answers,
    remove_canned_answer,
};
use crate::house::Scene;
use crate::id::{Ids, OrganizationId};
use crate::language::Language;
use crate::organization::Organization;
use crate::saved_view::{SavedView, WriteSavedView, add_saved_view};
use crate::setting_change::{SettingError, SettingKind, list_setting_changes};
use crate::store::{Store, StoreError, StoreExt};
use crate::ticket_link::install_secret;

fn words(title: &str, text: &str) -> WriteCannedAnswer {
    WriteCannedAnswer {
        title: title.to_owned(),
        language: Some(Language::Ar),
        category: Some(Category::Hydraulic),
        shortcut: Some("bleed".to_owned()),
        text: text.to_owned(),
    }
}

pub(super) fn a_view_is_its_owners_and_a_shared_one_everybodys(store: &dyn Store) {
    let mut world = later_at_the_terminal();
    let account = an_account(store, &world, ("ivy", StaffRole::Expert));
    let scope = world.actor.scope();
    let ivy = Actor::staff(scope.organization(), account.id, ("ivy", StaffRole::Expert));
    let mut keep = |actor: &Actor, name: &str, shared| {
        world.wait(TimeDelta::seconds(1));
        let scene = Scene { actor, ..world.scene() };
        let new = WriteSavedView { name: name.to_owned(), query: "priority=urgent".to_owned(), shared };
        store.write(|tx| add_saved_view(tx, &scene, new)).expect("kept").view
    };
    let operator = Actor::operator(scope.organization());
    let mine = keep(&ivy, "Mine", false);
    let mut shared = keep(&operator, "For all \u{1f6df}", true);
    let hidden = keep(&operator, "Hidden", false);
    let seen = |account| store.read(|view| view.saved_views(scope, account)).expect("a read");
    assert_eq!(seen(Some(account.id)), [mine.clone(), shared.clone()], "they read back as written");
    assert_eq!(seen(None), [shared.clone(), hidden.clone()]);
    let stranger = Actor::operator(OrganizationId(uuid::Uuid::from_u128(77))).scope();
    assert!(store.read(|view| view.saved_views(stranger, Some(account.id))).expect("a read").is_empty());
    (shared.name, shared.shared) = ("Mine now".to_owned(), false);
    store
        .write(|tx| {
            tx.delete_saved_view(stranger, mine.id)?;
            tx.update_saved_view(stranger, &SavedView { name: "Theirs".to_owned(), ..mine.clone() })?;
            tx.update_saved_view(scope, &shared)?;
            tx.delete_saved_view(scope, hidden.id)
        })
        .expect("a write");
    assert_eq!((seen(Some(account.id)), seen(None)), (vec![mine], vec![shared]));
}

/// At the server's own command line, with ids behind those of other worlds.
fn later_at_the_terminal() -> World {
    World { ids: CountingIds::new(0xff), ..at_the_terminal() }
}

/// Another organization, and somebody who may do everything there.
fn elsewhere(store: &dyn Store, world: &World) -> World {
    let other = Organization {
        id: OrganizationId(world.ids.row()),
        key: Some("other".to_owned()),
        name: "Other".to_owned(),
        time_zone: chrono_tz::UTC,
    };
    store.write(|tx| tx.insert_organization(&other)).expect("a write");
    World { actor: Actor::operator(other.id), ..World::in_space(9) }
}

pub(super) fn canned_answers_are_the_leads_to_change(store: &dyn Store) {
    let mut world = World::new();
    let add = |world: &World, title: &str| {
        store.write(|tx| add_canned_answer(tx, &world.scene(), words(title, "Γεια {user.name}")))
    };
    // By code points capitals come first, by the rules of most languages they do not.
    let made: Vec<_> = ["b", "É", "B"].iter().map(|title| add(&world, title).expect("kept")).collect();
    let list = |world: &World| store.read(|view| list_canned_answers(view, &world.scene()));
    let titles = |world: &World| {
        list(world).expect("a read").into_iter().map(|answer| answer.title).collect::<Vec<_>>()
    };
    assert_eq!(titles(&world), ["B", "b", "É"]);
    let first = made.first().expect("three").clone();
    assert!(list(&world).expect("a read").contains(&first), "it reads back as written");

    world.wait(TimeDelta::seconds(1));
    let bare = WriteCannedAnswer { language: None, category: None, shortcut: None, ..words("c", "Hei") };
    let change = |world: &World, expected: Option<i64>| {
        let which = (first.id, expected);
        store.write(|tx| change_canned_answer(tx, &world.scene(), which, bare.clone()))
    };
    let changed = change(&world, Some(1)).expect("changed");
    assert_eq!((changed.version, changed.language, changed.updated_at), (2, None, world.now));
    assert!(list(&world).expect("a read").contains(&changed));
    assert!(matches!(change(&world, Some(1)), Err(CannedAnswerError::Stale { current: 2 })));
    assert_eq!(change(&world, None).expect("the same again").version, 2, "nothing changed");
    let stale: Result<(), StoreError> =
        store.write(|tx| tx.update_canned_answer(world.actor.scope(), &changed));
    assert!(matches!(stale, Err(StoreError::Stale)), "{stale:?}");

    let other = elsewhere(store, &world);
    assert_eq!(titles(&other), [""; 0]);
    assert!(matches!(change(&other, None), Err(CannedAnswerError::NotThere)));
    let remove = |world: &World| store.write(|tx| remove_canned_answer(tx, &world.scene(), (first.id, None)));
    assert!(matches!(remove(&other), Err(CannedAnswerError::NotThere)));
    remove(&world).expect("removed");
    assert!(matches!(remove(&world), Err(CannedAnswerError::NotThere)));
    assert_eq!(titles(&world), ["B", "É"]);

    let expert = an_account(store, &later_at_the_terminal(), ("eva", StaffRole::Expert));
    world.actor = Actor::staff(expert.organization_id, expert.id, ("eva", StaffRole::Expert));
    assert_eq!(titles(&world), ["B", "É"], "experts use them");
    assert!(matches!(add(&world, "d"), Err(CannedAnswerError::Refused(_))));
}

pub(super) fn the_history_of_settings_is_the_organizations(store: &dyn Store) {
    let mut world = World::new();
    let add = |title: &str| {
        store.write(|tx| add_canned_answer(tx, &world.scene(), words(title, "Hi"))).expect("kept")
    };
    add("one");
    let two = add("two");
    store.write(|tx| remove_canned_answer(tx, &world.scene(), (two.id, None))).expect("removed");
    let page = |world: &World, before, limit| {
        store.read(|view| list_setting_changes(view, &world.scene(), (before, limit))).expect("a read")
    };
    let newest = page(&world, None, 2);
    let told: Vec<_> =
        newest.iter().map(|c| (c.subject.as_str(), c.from.is_some(), c.to.is_some())).collect();
    assert_eq!(told, [("two", true, false), ("two", false, true)]);
    let last = newest.last().expect("two");
    assert_eq!((last.what, last.actor.as_str(), last.at), (SettingKind::CannedAnswer, "operator", world.now));
    let rest = page(&world, Some(last.id), 2);
    assert_eq!(rest.iter().map(|c| c.subject.as_str()).collect::<Vec<_>>(), ["one"]);

    // What did not happen is not told.
    let undone: Result<(), CannedAnswerError> = store.write(|tx| {
        add_canned_answer(tx, &world.scene(), words("three", "Hi"))?;
        Err(CannedAnswerError::NotThere)
    });
    assert!(undone.is_err());
    assert_eq!(page(&world, None, 10).len(), 3);
    assert_eq!(page(&elsewhere(store, &world), None, 10), []);

    let expert = an_account(store, &later_at_the_terminal(), ("eva", StaffRole::Expert));
    let told = page(&world, None, 1);
    assert_eq!(told.first().map(|c| (c.what, c.actor.as_str())), Some((SettingKind::Account, "system")));
    world.actor = Actor::staff(expert.organization_id, expert.id, ("eva", StaffRole::Expert));
    let refused = store.read(|view| list_setting_changes(view, &world.scene(), (None, 1)));
    assert!(matches!(refused, Err(SettingError::Refused(_))), "{refused:?}");
}

pub(super) fn a_secret_of_the_install_is_made_once(store: &dyn Store) {
    let secret = |space, name: &str| {
        store
            .write(|tx| install_secret(tx, &CountingIds::new(space), name))
            .expect("a write")
            .expose()
            .to_owned()
    };
    let first = secret(1, "links");
    assert_eq!(first.len(), 64);
    assert_eq!(secret(2, "links"), first, "another process gets the same");
    assert_ne!(secret(3, "others"), first);
    let undone: Result<(), StoreError> = store.write(|tx| {
        install_secret(tx, &CountingIds::new(4), "undone")?;
        Err(StoreError::Stale)
    });
    assert!(undone.is_err());
    let kept = store.read(|view| view.install_secret("undone")).expect("a read");
    assert!(kept.is_none());
}
