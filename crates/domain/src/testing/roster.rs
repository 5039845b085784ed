//! The promises of a store about who is on duty, and that tickets go to whoever has been idle longest.

#![expect(clippy::expect_used, reason = "a broken promise must stop the test that checks it")]

use chrono::{DateTime, TimeDelta, Utc};

use super::access::{an_account, at_the_terminal};
use super::world::{CountingIds, World};
use crate::account_desk::disable_account;
use crate::actor::StaffRole;
use crate::assistant::{Category, Diagnosis};
use crate::escalation::{Escalate, Reason, escalate};
use crate::id::{Ids, SessionId};
use crate::language::Language;
use crate::roster::{
    Duty, RosterError, Skills, availability, nobody_available, roster, set_availability, set_skills,
};
use crate::session::NewSession;
use crate::session::Session;
use crate::store::{Store, StoreError, StoreExt};
use crate::ticket::{Ticket, TicketEventKind, TicketStatus};
use crate::ticket_desk::{ChangeTicket, TicketRef, change_ticket};

/// Where tickets go to experts by themselves.
fn automatic() -> World {
    let mut world = World::new();
    world.house.auto_assign = true;
    world
}

fn skills(languages: &[Language], categories: &[Category]) -> Skills {
    Skills { languages: languages.to_vec(), categories: categories.to_vec(), auto_assign: true }
}

fn there(store: &dyn Store, world: &World, (id, available): (&str, bool)) {
    let set = store.write(|tx| set_availability(tx, &world.scene(), Some(id), available));
    assert_eq!(set.expect("an expert").available, Some(available));
}

fn able(store: &dyn Store, world: &World, (id, skills): (&str, Skills)) {
    store.write(|tx| set_skills(tx, &world.scene(), id, skills)).expect("an expert");
}

/// A new session in a language about a kind of problem, escalated.
fn escalated(store: &dyn Store, world: &World, (language, category): (Language, Option<Category>)) -> Ticket {
    let new = NewSession {
        id: SessionId(world.ids.capability()),
        organization_id: world.actor.scope().organization(),
        user_id: "user-1".to_owned(),
        machine_id: None,
        language,
        problem_description: None,
        imported_context: None,
    };
    let diagnosis = category.map(|category| Diagnosis {
        problem: "p".to_owned(),
        title: "P".to_owned(),
        category,
        confidence: 0.5,
        likely_causes: Vec::new(),
        safety_warnings: Vec::new(),
        requires_expert: false,
    });
    let session = Session { diagnosis, ..Session::open(new, world.now) };
    assert!(store.write(|tx| tx.insert_session(&session)).expect("a write"));
    let wish = Escalate {
        session: session.id,
        user_id: None,
        reason: Reason::UserRequest,
        priority: None,
        notes: None,
    };
    store.write(|tx| escalate(tx, &world.scene(), wish)).expect("a ticket").ticket
}

pub(super) fn what_is_known_of_an_expert_is_kept_apart(store: &dyn Store) {
    let world = World::new();
    let scope = world.actor.scope();
    let at: DateTime<Utc> = world.now;
    let greek = skills(&[Language::El, Language::En], &[Category::Hydraulic]);
    let written: Result<(), StoreError> = store.write(|tx| {
        tx.note_assigned(scope, "b", at)?;
        tx.put_skills(scope, "b", &greek)?;
        tx.put_availability(scope, "b", false)?;
        tx.put_availability(scope, "B", true)?;
        tx.put_availability(scope, "B", true)
    });
    written.expect("a write");
    let (b, capital) = (
        Duty { expert_id: "b".to_owned(), skills: greek, available: Some(false), assigned_at: Some(at) },
        Duty { available: Some(true), ..Duty::unknown("B") },
    );
    let read = store.read(|view| Ok::<_, StoreError>((view.duties(scope)?, view.duty(scope, "b")?)));
    assert_eq!(read.expect("a read"), (vec![capital, b.clone()], Some(b)));
    let locked = |tx: &mut dyn crate::store::Transaction| {
        tx.lock_available(scope).map(|all| all.into_iter().map(|duty| duty.expert_id).collect::<Vec<_>>())
    };
    assert_eq!(store.write(locked).expect("a write"), [""; 0], "B gets nothing by itself, b is away");
    store.write(|tx| tx.put_availability(scope, "b", true)).expect("a write");
    assert_eq!(store.write(locked).expect("a write"), ["b"]);
}

pub(super) fn a_ticket_goes_to_whoever_was_idle_longest(store: &dyn Store) {
    let mut world = automatic();
    let english = (Language::En, None);
    assert_eq!(escalated(store, &world, english).assigned_expert_id, None, "nobody is there");
    for id in ["general", "electrical", "hydraulic"] {
        able(store, &world, (id, skills(&[], &[])));
        there(store, &world, (id, true));
    }
    let mut got = Vec::new();
    for _ in 0..4 {
        world.wait(TimeDelta::seconds(1));
        got.push(escalated(store, &world, english).assigned_expert_id.expect("somebody"));
    }
    assert_eq!(got, ["electrical", "general", "hydraulic", "electrical"]);

    // What somebody was given by hand counts too, and who is away gets nothing.
    world.wait(TimeDelta::seconds(1));
    there(store, &world, ("hydraulic", false));
    let taken = escalated(store, &world, english);
    assert_eq!(taken.assigned_expert_id.as_deref(), Some("general"));
    world.wait(TimeDelta::seconds(1));
    let change = ChangeTicket { assignee: Some(Some("electrical".to_owned())), ..ChangeTicket::default() };
    let given = store.write(|tx| change_ticket(tx, &world.scene(), &TicketRef::Id(taken.id), change));
    assert_eq!(given.expect("given").ticket.assigned_expert_id.as_deref(), Some("electrical"));
    assert_eq!(escalated(store, &world, english).assigned_expert_id.as_deref(), Some("general"));

    // The history says why.
    world.wait(TimeDelta::seconds(1));
    let ticket = escalated(store, &world, (Language::El, Some(Category::Hydraulic)));
    assert_eq!((ticket.status, ticket.version), (TicketStatus::Open, 1));
    let scope = world.actor.scope();
    let lines = store.read(|view| view.ticket_events(scope, ticket.id)).expect("a read");
    let told: Vec<_> = lines.iter().map(|e| (e.kind, e.to.as_deref(), e.reason.as_deref())).collect();
    let why = Some("longest idle of 2 available (el, hydraulic)");
    assert_eq!(
        told,
        [(TicketEventKind::Opened, Some("open"), None), (TicketEventKind::Assigned, Some("electrical"), why)]
    );
    assert_eq!(ticket.assigned_expert_name.as_deref(), Some("Electrical Desk"));
    world.house.auto_assign = false;
    assert_eq!(escalated(store, &world, english).assigned_expert_id, None, "the house does not do so");
}

pub(super) fn only_who_can_help_is_chosen(store: &dyn Store) {
    let mut world = automatic();
    let hydraulic = Some(Category::Hydraulic);
    able(store, &world, ("general", skills(&[Language::En], &[])));
    able(store, &world, ("hydraulic", skills(&[Language::El, Language::No], &[Category::Hydraulic])));
    for id in ["general", "hydraulic", "electrical"] {
        there(store, &world, (id, true));
    }
    let mut chosen = |wanted| {
        world.wait(TimeDelta::seconds(1));
        escalated(store, &world, wanted).assigned_expert_id
    };
    assert_eq!(chosen((Language::El, hydraulic)).as_deref(), Some("hydraulic"));
    assert_eq!(chosen((Language::No, hydraulic)).as_deref(), Some("hydraulic"));
    assert_eq!(chosen((Language::El, Some(Category::Control))), None);
    assert_eq!(chosen((Language::El, None)), None, "what it is about is not known");
    assert_eq!(chosen((Language::En, hydraulic)).as_deref(), Some("general"));
    assert_eq!(chosen((Language::Tr, hydraulic)), None, "electrical gets nothing by itself");

    // Somebody with an account, until they leave.
    let terminal = World { ids: CountingIds::new(0xff), ..at_the_terminal() };
    let eva = an_account(store, &terminal, ("eva", StaffRole::Expert));
    let id = eva.id.0.to_string();
    let world = World { ids: CountingIds::new(0xfe), now: world.now, ..automatic() };
    able(store, &world, (&id, skills(&[Language::Tr], &[])));
    there(store, &world, (&id, true));
    let ticket = escalated(store, &world, (Language::Tr, None));
    assert_eq!(
        (ticket.assigned_expert_id, ticket.assigned_expert_name),
        (Some(id.clone()), Some("eva".to_owned()))
    );
    store.write(|tx| disable_account(tx, &terminal.scene(), eva.id)).expect("disabled");
    assert_eq!(escalated(store, &world, (Language::Tr, None)).assigned_expert_id, None);
    let gone = store.read(|view| availability(view, &world.scene(), Some(&id)));
    assert!(matches!(gone, Err(RosterError::NoSuchExpert(_))), "{gone:?}");
}

pub(super) fn that_nobody_is_there_is_known_once_somebody_says_so(store: &dyn Store) {
    let world = World::new();
    let scope = world.actor.scope();
    let nobody = || store.read(|view| nobody_available(view, scope)).expect("a read");
    assert!(!nobody(), "nobody ever said anything");
    let ticket = escalated(store, &world, (Language::En, None));
    let change = ChangeTicket { assignee: Some(Some("general".to_owned())), ..ChangeTicket::default() };
    store.write(|tx| change_ticket(tx, &world.scene(), &TicketRef::Id(ticket.id), change)).expect("given");
    assert!(!nobody(), "a ticket says nothing about being there");
    there(store, &world, ("general", true));
    there(store, &world, ("electrical", false));
    assert!(!nobody());
    there(store, &world, ("general", false));
    assert!(nobody());
    let all = store.read(|view| roster(view, &world.scene())).expect("a read");
    let said: Vec<_> = all.iter().map(|one| (one.duty.expert_id.as_str(), one.duty.available)).collect();
    let expected =
        [("general", Some(false)), ("electrical", Some(false)), ("hydraulic", None), ("emergency", None)];
    assert_eq!(said, expected);
    let which = store.read(|view| availability(view, &world.scene(), None));
    assert!(matches!(which, Err(RosterError::WhichExpert)), "{which:?}");
}
