//! The promises about weekly reports: each account that wants one is owed it once a week.

#![expect(clippy::expect_used, reason = "a broken promise must stop the test that checks it")]

use chrono::TimeDelta;

use super::access::{an_account, at_the_terminal};
use super::world::World;
use crate::account::Account;
use crate::account_desk::disable_account;
use crate::actor::{Actor, StaffRole};
use crate::house::Scene;
use crate::outbox::{About, NotificationKind, OutboxFilter};
use crate::policy::Refusal;
use crate::report_mail::{ReportMailError, next_report, owe_reports, want_reports, weekly_report};
use crate::store::{Store, StoreExt};

fn wants(store: &dyn Store, world: &World, (account, weekly): (&Account, bool)) -> bool {
    let actor = Actor::staff(account.organization_id, account.id, (&account.name, account.role));
    let scene = Scene { actor: &actor, ..world.scene() };
    let due = store.write(|tx| want_reports(tx, &scene, weekly)).expect("a wish");
    assert_eq!(store.read(|view| next_report(view, &scene)).expect("a wish"), due);
    due.is_some()
}

fn owed(store: &dyn Store, world: &World) -> usize {
    store.write(|tx| owe_reports(tx, &world.scene())).expect("reports")
}

/// Whose reports are owed, the newest promise first.
fn promised(store: &dyn Store, world: &World) -> Vec<About> {
    let scope = world.actor.scope();
    let mails = store.read(|view| view.outbox_messages(scope, &OutboxFilter::default(), 100));
    let mails = mails.expect("a read").into_iter();
    mails.filter(|mail| mail.kind == NotificationKind::InsightReport).map(|mail| mail.about).collect()
}

pub(super) fn a_report_is_owed_once_a_week(store: &dyn Store) {
    // It is Sunday noon.
    let mut world = at_the_terminal();
    let due = |world: &World| {
        let due = store.read(|view| view.organizations_with_reports(world.now)).expect("a read");
        !due.is_empty()
    };
    let (ada, ben) = (
        an_account(store, &world, ("ada", StaffRole::Admin)),
        an_account(store, &world, ("ben", StaffRole::Lead)),
    );
    let cleo = an_account(store, &world, ("cleo", StaffRole::Lead));
    assert!(wants(store, &world, (&ada, true)) && wants(store, &world, (&ben, true)));
    assert!(wants(store, &world, (&cleo, true)) && !wants(store, &world, (&cleo, false)));
    assert_eq!((due(&world), owed(store, &world)), (false, 0), "not before Monday");
    world.wait(TimeDelta::hours(19));
    assert!(due(&world));
    assert_eq!((owed(store, &world), owed(store, &world), due(&world)), (2, 0, false), "each once");
    let mut both = promised(store, &world);
    both.sort_by_key(|about| *about == About::Account(ben.id));
    assert_eq!(both, [About::Account(ada.id), About::Account(ben.id)]);
    // To say it again does not make another one due.
    assert!(wants(store, &world, (&ada, true)));
    assert_eq!(owed(store, &world), 0);

    // After three weeks in which nothing ran the newest is owed alone, and not to who has left.
    world.wait(TimeDelta::weeks(3) + TimeDelta::hours(30));
    store.write(|tx| disable_account(tx, &world.scene(), ben.id)).expect("he has left");
    assert_eq!((owed(store, &world), owed(store, &world)), (1, 0));
    assert_eq!(promised(store, &world).len(), 3);
    let report = store.read(|view| weekly_report(view, &ada, world.now)).expect("a read").expect("a report");
    assert_eq!(report.period.from().to_string(), "2026-03-16", "Tuesday tells of the week before");
    assert_eq!((report.period.to().to_string().as_str(), report.days.len()), ("2026-03-22", 7));
    let gone = store.read(|view| view.account(ben.scope(), ben.id)).expect("a read").expect("an account");
    assert_eq!(store.read(|view| weekly_report(view, &gone, world.now)).expect("a read"), None);
}

pub(super) fn reports_are_for_whoever_leads(store: &dyn Store) {
    let world = at_the_terminal();
    let eva = an_account(store, &world, ("eva", StaffRole::Expert));
    let expert = Actor::staff(eva.organization_id, eva.id, ("eva", eva.role));
    let scene = Scene { actor: &expert, ..world.scene() };
    let refused = store.write(|tx| want_reports(tx, &scene, true));
    assert!(matches!(refused, Err(ReportMailError::Refused(Refusal::NotAllowed { .. }))), "{refused:?}");
    let nobody = store.write(|tx| want_reports(tx, &world.scene(), true));
    assert!(matches!(nobody, Err(ReportMailError::NoAccount)), "{nobody:?}");
}
