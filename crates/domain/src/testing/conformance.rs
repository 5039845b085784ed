//! The promises that every store keeps, each as a check that panics when the promise is broken.
//!
//! A crate with a store runs every promise of [`promises`] on an empty one. What passes here on two
//! databases and in memory is what the use cases may rely on.

#![expect(clippy::expect_used, reason = "a broken promise must stop the test that checks it")]

use chrono::TimeDelta;

use super::access::{
    a_disabled_account_is_nobody_at_once, a_key_is_good_for_its_scopes_until_it_ends,
    a_link_works_once_and_not_for_long, a_login_ends, a_new_password_ends_every_login,
    a_reset_is_for_active_accounts_and_not_too_often, a_use_is_noted_once_a_minute,
    an_account_reads_back_as_written, an_organization_is_made_once, old_sign_ins_are_forgotten,
    only_admins_decide_who_works_here, the_last_active_admin_stays,
    what_an_account_has_is_held_against_how_it_stands,
};
use super::answers::{an_answer_is_owed_once_until_it_is_sent, what_the_user_has_seen_only_rises};
use super::deliveries::{
    a_channel_that_answers_makes_all_due, a_notification_is_claimed_once, a_retry_renews_a_dead_notification,
    a_slow_claim_cannot_record, urgent_notifications_come_first,
};
use super::demo::{a_demonstration_goes_alone, a_mail_of_a_demonstration_is_never_seen};
use super::desk::{
    a_secret_of_the_install_is_made_once, a_view_is_its_owners_and_a_shared_one_everybodys,
    canned_answers_are_the_leads_to_change, the_history_of_settings_is_the_organizations,
};
use super::guesses::{
    a_hundred_wrong_guesses_come_from_one_site, a_right_guess_starts_anew,
    five_guesses_are_verified_in_a_quarter_of_an_hour, nobodys_account_is_throttled_like_somebodys,
    twenty_wrong_guesses_come_from_one_address, who_guesses_keeps_nobody_else_out,
};
use super::insight::{
    a_change_is_followed_up_however_late, facts_can_be_made_anew, facts_of_others_do_not_exist,
    older_facts_do_not_replace_newer_ones, what_experts_know_is_kept,
};
use super::keys::{
    a_dead_request_is_taken_over, a_key_is_fresh_once, an_answered_key_repeats_its_bytes,
    old_keys_are_forgotten,
};
use super::knowledge::{
    a_document_is_kept_by_its_source, documents_come_in_pages_by_their_sources,
    documents_of_others_do_not_exist,
};
use super::links::{
    a_link_by_mail_is_made_when_it_is_sent, whoever_changes_the_password_is_the_only_one_left,
    whom_a_provider_vouches_for_comes_in,
};
use super::live_signs::a_sign_takes_the_place_of_the_one_before_and_does_not_last;
use super::profiles::{a_profile_goes_alone, machines_are_found_by_their_user};
use super::queue::tickets_come_in_pages_newest_first;
use super::ratings::{a_ticket_shows_how_its_user_found_the_help, each_kind_of_help_keeps_its_rating};
use super::reports::{a_report_is_owed_once_a_week, reports_are_for_whoever_leads};
use super::roster::{
    a_ticket_goes_to_whoever_was_idle_longest, only_who_can_help_is_chosen,
    that_nobody_is_there_is_known_once_somebody_says_so, what_is_known_of_an_expert_is_kept_apart,
};
use super::search::{
    pages_go_from_tickets_on_to_conversations, what_is_found_comes_in_pages,
    what_the_ticket_says_comes_before_what_was_said, words_are_found_in_six_languages,
};
use super::waiting::{a_ticket_knows_its_place_in_the_queue, answers_say_how_long_the_next_will_take};
use super::world::{World, an_instant};
use crate::chat::{OpenTurn, Opened, open_turn};
use crate::escalation::{Escalate, Reason, escalate};
use crate::id::{Ids, MessageId, SessionId};
use crate::queue::{TicketFilter, TicketOrder};
use crate::replay::Window;
use crate::session::{NewSession, Session};
use crate::store::{Store, StoreError, StoreExt, StoreResult};
use crate::ticket::{Priority, TicketStatus};

/// One promise.
#[derive(Debug, Clone, Copy)]
pub struct Promise {
    /// What is promised, as a sentence with underscores.
    pub name: &'static str,
    /// Panics when the store, which must be empty, breaks it.
    pub check: fn(&dyn Store),
}

macro_rules! promises {
    ($($name:ident),+ $(,)?) => {
        /// Every promise.
        pub fn promises() -> Vec<Promise> {
            vec![ $( Promise { name: stringify!($name), check: $name } ),+ ]
        }
    };
}

promises!(
    a_view_is_its_owners_and_a_shared_one_everybodys,
    an_error_leaves_nothing_behind,
    an_ignored_failure_is_never_committed,
    an_expected_duplicate_does_no_harm,
    a_panic_leaves_nothing_behind,
    another_organization_sees_nothing,
    a_stale_session_is_refused,
    a_stale_ticket_is_refused,
    a_message_number_is_given_once,
    a_session_has_one_open_ticket,
    ticket_counts_go_up_per_day,
    tickets_come_in_pages_newest_first,
    a_notification_is_claimed_once,
    a_slow_claim_cannot_record,
    urgent_notifications_come_first,
    a_retry_renews_a_dead_notification,
    a_channel_that_answers_makes_all_due,
    a_key_is_fresh_once,
    a_dead_request_is_taken_over,
    an_answered_key_repeats_its_bytes,
    old_keys_are_forgotten,
    idle_sessions_are_found,
    sessions_opened_come_in_pages,
    an_answer_is_owed_once_until_it_is_sent,
    what_the_user_has_seen_only_rises,
    a_ticket_knows_its_place_in_the_queue,
    answers_say_how_long_the_next_will_take,
    each_kind_of_help_keeps_its_rating,
    a_ticket_shows_how_its_user_found_the_help,
    machines_are_found_by_their_user,
    a_profile_goes_alone,
    a_document_is_kept_by_its_source,
    documents_come_in_pages_by_their_sources,
    documents_of_others_do_not_exist,
    canned_answers_are_the_leads_to_change,
    the_history_of_settings_is_the_organizations,
    what_is_known_of_an_expert_is_kept_apart,
    a_ticket_goes_to_whoever_was_idle_longest,
    only_who_can_help_is_chosen,
    that_nobody_is_there_is_known_once_somebody_says_so,
    a_report_is_owed_once_a_week,
    reports_are_for_whoever_leads,
    a_secret_of_the_install_is_made_once,
    five_guesses_are_verified_in_a_quarter_of_an_hour,
    who_guesses_keeps_nobody_else_out,
    a_hundred_wrong_guesses_come_from_one_site,
    nobodys_account_is_throttled_like_somebodys,
    twenty_wrong_guesses_come_from_one_address,
    a_right_guess_starts_anew,
    a_login_ends,
    a_use_is_noted_once_a_minute,
    a_disabled_account_is_nobody_at_once,
    what_an_account_has_is_held_against_how_it_stands,
    a_link_works_once_and_not_for_long,
    a_new_password_ends_every_login,
    a_reset_is_for_active_accounts_and_not_too_often,
    a_link_by_mail_is_made_when_it_is_sent,
    whoever_changes_the_password_is_the_only_one_left,
    whom_a_provider_vouches_for_comes_in,
    the_last_active_admin_stays,
    only_admins_decide_who_works_here,
    a_key_is_good_for_its_scopes_until_it_ends,
    an_organization_is_made_once,
    old_sign_ins_are_forgotten,
    an_account_reads_back_as_written,
    a_mail_of_a_demonstration_is_never_seen,
    a_demonstration_goes_alone,
    a_change_is_followed_up_however_late,
    older_facts_do_not_replace_newer_ones,
    facts_of_others_do_not_exist,
    facts_can_be_made_anew,
    what_experts_know_is_kept,
    words_are_found_in_six_languages,
    what_the_ticket_says_comes_before_what_was_said,
    what_is_found_comes_in_pages,
    pages_go_from_tickets_on_to_conversations,
    a_sign_takes_the_place_of_the_one_before_and_does_not_last,
    everything_reads_back_as_written,
);

fn new_session(world: &World) -> Session {
    let new = NewSession {
        id: SessionId(world.ids.capability()),
        organization_id: world.actor.scope().organization(),
        user_id: "user-1".to_owned(),
        machine_id: Some("machine-1".to_owned()),
        language: crate::Language::El,
        problem_description: Some("δεν ξεκινά".to_owned()),
        imported_context: Some(crate::JsonText::from_checked("[]".to_owned())),
    };
    Session::open(new, world.now)
}

pub(super) fn saved_session(store: &dyn Store, world: &World) -> Session {
    let session = new_session(world);
    let inserted = store.write(|tx| tx.insert_session(&session)).expect("the session is stored");
    assert!(inserted, "the id is free");
    session
}

pub(super) fn a_session_with_ticket(store: &dyn Store, world: &World, priority: Priority) -> SessionId {
    let opened: Opened = store
        .write(|tx| open_turn(tx, &world.scene(), OpenTurn::saying("The pump does not start")))
        .expect("the turn opens");
    let session = match opened {
        Opened::Ask(pending) => pending.session,
        Opened::Closed(closed) => closed.session,
    };
    let priority = Some(priority);
    let wish = Escalate { session, user_id: None, reason: Reason::UserRequest, priority, notes: None };
    store.write(|tx| escalate(tx, &world.scene(), wish)).expect("the session is escalated");
    session
}

fn an_error_leaves_nothing_behind(store: &dyn Store) {
    let world = World::new();
    let session = new_session(&world);
    let result: Result<(), StoreError> = store.write(|tx| {
        tx.insert_session(&session)?;
        Err(StoreError::Stale)
    });
    assert!(matches!(result, Err(StoreError::Stale)), "the work's own error comes back");
    let found = store.read(|view| view.session(world.actor.scope(), session.id)).expect("a read");
    assert_eq!(found, None);
}

fn an_ignored_failure_is_never_committed(store: &dyn Store) {
    let world = World::new();
    let session = saved_session(store, &world);
    let other = new_session(&world);
    let result: StoreResult<()> = store.write(|tx| {
        tx.insert_session(&other)?;
        let mut stale = session.clone();
        stale.version = 99;
        assert!(tx.update_session(&mut stale).is_err(), "the version does not match");
        Ok(())
    });
    assert!(
        matches!(result, Err(StoreError::Ignored)),
        "a swallowed failure cannot be committed: {result:?}"
    );
    let found = store.read(|view| view.session(world.actor.scope(), other.id)).expect("a read");
    assert_eq!(found, None, "nothing of that transaction is there");
}

fn an_expected_duplicate_does_no_harm(store: &dyn Store) {
    let world = World::new();
    let session = saved_session(store, &world);
    let other = new_session(&world);
    store
        .write(|tx| {
            assert!(!tx.insert_session(&session)?, "the id is taken");
            assert!(tx.insert_session(&other)?, "and the transaction goes on");
            Ok::<_, StoreError>(())
        })
        .expect("it commits");
    let found = store.read(|view| view.session(world.actor.scope(), other.id)).expect("a read");
    assert_eq!(found, Some(other));
}

fn a_panic_leaves_nothing_behind(store: &dyn Store) {
    let world = World::new();
    let session = new_session(&world);
    let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let _: StoreResult<()> = store.write(|tx| {
            tx.insert_session(&session)?;
            panic!("as a bug would");
        });
    }));
    assert!(caught.is_err(), "the panic is not swallowed");
    let found =
        store.read(|view| view.session(world.actor.scope(), session.id)).expect("the store still works");
    assert_eq!(found, None);
    saved_session(store, &World::in_space(0xb));
}

fn another_organization_sees_nothing(store: &dyn Store) {
    let world = World::new();
    let id = a_session_with_ticket(store, &world, Priority::Medium);
    let stranger = crate::Actor::operator(crate::OrganizationId(uuid::Uuid::from_u128(77)));
    let scope = stranger.scope();
    store
        .read(|view| {
            assert_eq!(view.session(scope, id)?, None);
            assert!(view.newest_messages(scope, id, 10)?.is_empty());
            assert!(view.triggers(scope, id)?.is_empty());
            assert!(view.session_events(scope, id, 0, 10)?.is_empty());
            assert_eq!(view.ticket_of_session(scope, id)?, None);
            assert!(
                view.tickets(scope, &TicketFilter::default(), (TicketOrder::Newest, None), 10)?.is_empty()
            );
            assert!(view.outbox_messages(scope, &crate::OutboxFilter::default(), 10)?.is_empty());
            Ok::<_, StoreError>(())
        })
        .expect("a read");
    let theirs = Session { id, organization_id: scope.organization(), ..new_session(&world) };
    let (locked, inserted) = store
        .write(|tx| Ok::<_, StoreError>((tx.lock_session(scope, id)?, tx.insert_session(&theirs)?)))
        .expect("a write");
    assert_eq!((locked, inserted), (None, false), "only that the id is taken can be known");
}

fn a_stale_session_is_refused(store: &dyn Store) {
    let world = World::new();
    let mut session = saved_session(store, &world);
    let mut twin = session.clone();
    store.write(|tx| tx.update_session(&mut session)).expect("the first update fits");
    assert_eq!(session.version, 2);
    let late = store.write(|tx| tx.update_session(&mut twin));
    assert!(matches!(late, Err(StoreError::Stale)), "{late:?}");
}

fn a_stale_ticket_is_refused(store: &dyn Store) {
    let world = World::new();
    let id = a_session_with_ticket(store, &world, Priority::Medium);
    let scope = world.actor.scope();
    let ticket = store.read(|view| view.ticket_of_session(scope, id)).expect("a read").expect("a ticket");
    let (mut first, mut second) = (ticket.clone(), ticket);
    store.write(|tx| tx.update_ticket(&mut first)).expect("the first update fits");
    let late = store.write(|tx| tx.update_ticket(&mut second));
    assert!(matches!(late, Err(StoreError::Stale)), "{late:?}");
}

fn a_message_number_is_given_once(store: &dyn Store) {
    let world = World::new();
    let opened: Opened =
        store.write(|tx| open_turn(tx, &world.scene(), OpenTurn::saying("hello"))).expect("a turn");
    let Opened::Ask(pending) = opened else { panic!("nothing urgent was said") };
    let scope = world.actor.scope();
    let mut message = store
        .read(|view| view.message(scope, pending.session, pending.message))
        .expect("a read")
        .expect("the message");
    message.id = MessageId(world.ids.row());
    let twice = store.write(|tx| tx.insert_message(scope, &message));
    assert!(matches!(twice, Err(StoreError::Duplicate { .. })), "{twice:?}");
}

fn a_session_has_one_open_ticket(store: &dyn Store) {
    let world = World::new();
    let id = a_session_with_ticket(store, &world, Priority::Medium);
    let scope = world.actor.scope();
    let first = store.read(|view| view.ticket_of_session(scope, id)).expect("a read").expect("a ticket");
    let mut second = first.clone();
    second.id = crate::TicketId(world.ids.row());
    second.number = crate::TicketNumber::new(&world.house.ticket_prefix, world.now.date_naive(), 500);
    let refused = store.write(|tx| tx.insert_ticket(&second));
    assert!(matches!(refused, Err(StoreError::Duplicate { .. })), "{refused:?}");
    second.status = TicketStatus::Closed;
    store.write(|tx| tx.insert_ticket(&second)).expect("a closed one is no rival");
    second.status = TicketStatus::Open;
    let reopened = store.write(|tx| tx.update_ticket(&mut second));
    assert!(matches!(reopened, Err(StoreError::Duplicate { .. })), "{reopened:?}");
    second.id = crate::TicketId(world.ids.row());
    second.status = TicketStatus::Closed;
    let same_number = store.write(|tx| tx.insert_ticket(&second));
    assert!(
        matches!(same_number, Err(StoreError::Duplicate { .. })),
        "a number is given once: {same_number:?}"
    );
}

fn ticket_counts_go_up_per_day(store: &dyn Store) {
    let world = World::new();
    let (scope, today) = (world.actor.scope(), an_instant().date_naive());
    let count = |day| store.write(|tx| tx.next_ticket_count(scope, day)).expect("a count");
    assert_eq!([count(today), count(today), count(today)], [1, 2, 3]);
    assert_eq!(count(today + TimeDelta::days(1)), 1);
    assert_eq!(count(today), 4);
}

fn idle_sessions_are_found(store: &dyn Store) {
    let mut world = World::new();
    let idle = saved_session(store, &world);
    a_session_with_ticket(store, &world, Priority::Medium);
    world.wait(TimeDelta::days(8));
    saved_session(store, &world);
    let before = world.now - TimeDelta::days(7);
    let found = store.write(|tx| tx.lock_idle_sessions(world.actor.scope(), before, 10)).expect("a write");
    assert_eq!(found, [idle], "an escalated session and a new one are not idle");
}

fn sessions_opened_come_in_pages(store: &dyn Store) {
    let mut world = World::new();
    saved_session(store, &world);
    world.wait(TimeDelta::days(1));
    let since = world.now;
    let mut opened: Vec<SessionId> = (0..5).map(|_| saved_session(store, &world).id).collect();
    world.wait(TimeDelta::days(1));
    saved_session(store, &world);
    opened.sort();
    let scope = world.actor.scope();
    let window = Window { since, until: Some(world.now) };
    let page = |window, after, limit| {
        let read = store.read(|view| -> StoreResult<_> {
            Ok((
                view.sessions_opened(scope, window, (after, limit))?,
                view.count_sessions_opened(scope, window)?,
            ))
        });
        read.expect("a read")
    };
    let (first, all) = page(window, None, 3);
    assert_eq!((first.as_slice(), all), (opened.get(..3).unwrap_or_default(), 5));
    assert_eq!(page(window, first.last().copied(), 3).0, opened.get(3..).unwrap_or_default());
    assert_eq!(page(Window { since, until: None }, None, 9).1, 6, "without an end");
}

fn everything_reads_back_as_written(store: &dyn Store) {
    super::round_trip::check(store);
}
