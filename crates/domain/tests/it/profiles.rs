//! What the host system tells about users and machines: learned whole, seen by whose it is, forgotten alone.

use chrono::{DateTime, TimeDelta, Utc};
use handover_domain::chat::{OpenTurn, Opened, open_turn};
use handover_domain::escalation::{Escalate, escalate};
use handover_domain::testing::{MemoryStore, World};
use handover_domain::{
    Actor, ApiKeyId, Claims, DescribeMachine, DescribeUser, Described, KeyScope, MachineProfile,
    OrganizationId, ProfileError, QueueWish, Reason, Refusal, RowFault, StoreExt, TicketError, TicketFilter,
    TicketOrder, TicketRef, UserProfile, describe_machines, describe_users, forget_machine, forget_user,
    is_news, list_tickets, machine_context, machines_of_user, remember_claims, sessions_of_user, view_ticket,
};

struct Desk {
    store: MemoryStore,
    world: World,
}

impl Desk {
    fn new() -> Self {
        Self { store: MemoryStore::new(), world: World::new() }
    }

    /// The same store, used by somebody else.
    fn seen_by(self, actor: Actor) -> Self {
        Self { world: World { actor, ..self.world }, ..self }
    }

    fn users(&self, said: Vec<DescribeUser>) -> Result<Described<UserProfile>, ProfileError> {
        self.store.write(|tx| describe_users(tx, &self.world.scene(), said))
    }

    fn machines(&self, said: Vec<DescribeMachine>) -> Result<Described<MachineProfile>, ProfileError> {
        self.store.write(|tx| describe_machines(tx, &self.world.scene(), said))
    }

    fn machines_of(&self, user: &str) -> Result<Vec<String>, ProfileError> {
        let (machines, count) = self.store.read(|v| machines_of_user(v, &self.world.scene(), user))?;
        assert_eq!(usize::try_from(count), Ok(machines.len()));
        Ok(machines.into_iter().map(|machine| machine.machine_id).collect())
    }

    fn context(&self, machine: &str) -> Result<Option<String>, ProfileError> {
        let known = self.store.read(|v| machine_context(v, &self.world.scene(), machine))?;
        assert_eq!(known.machine.machine_id, machine);
        Ok(known.owner.and_then(|owner| owner.name))
    }

    fn with_machines() -> Self {
        let desk = Self::new();
        desk.users(vec![user("anna", "Anna")]).expect("a user");
        desk.machines(vec![machine("m-2", Some("anna")), machine("m-1", Some("anna"))]).expect("machines");
        desk.machines(vec![machine("m-3", Some("berit")), machine("m-4", None)]).expect("machines");
        desk
    }
}

fn user(id: &str, name: &str) -> DescribeUser {
    DescribeUser { user_id: id.to_owned(), name: Some(name.to_owned()), ..DescribeUser::default() }
}

fn machine(id: &str, user_id: Option<&str>) -> DescribeMachine {
    DescribeMachine {
        machine_id: id.to_owned(),
        user_id: user_id.map(str::to_owned),
        ..DescribeMachine::default()
    }
}

fn somebody(id: &str, manager: bool) -> Actor {
    Actor::user(OrganizationId::DEFAULT, id, manager).expect("a user")
}

fn service(scopes: Vec<KeyScope>) -> Actor {
    Actor::service(OrganizationId::DEFAULT, ApiKeyId(uuid::Uuid::from_u128(7)), ("host", scopes))
}

#[test]
fn what_is_told_again_is_not_written_again() {
    let mut desk = Desk::new();
    let first = desk.users(vec![user("b", "Berit"), user("a", "Anna")]).expect("they are learned");
    assert_eq!((first.created, first.updated), (2, 0));
    let names: Vec<_> = first.profiles.iter().map(|user| user.user_id.as_str()).collect();
    assert_eq!(names, ["b", "a"], "in the order they were told");
    let told_at = desk.world.now;
    desk.world.wait(TimeDelta::hours(1));
    let again = desk
        .users(vec![user("a", "Anna"), user("b", "Berit Bakke"), user("c", "Carl")])
        .expect("they are learned");
    assert_eq!((again.created, again.updated), (1, 1));
    let told: Vec<_> = again.profiles.iter().map(|user| user.updated_at).collect();
    assert_eq!(told, [told_at, desk.world.now, desk.world.now]);
    assert_eq!(desk.users(Vec::new()).expect("nothing is learned").profiles, []);
}

#[test]
fn one_that_cannot_be_taken_keeps_all_out() {
    let desk = Desk::new();
    let refused = desk.users(vec![user("a", "Anna"), user("b", "Berit"), user("a", "Another")]);
    let expected = RowFault::SameId { first: 0 };
    assert!(
        matches!(refused, Err(ProfileError::BadUser { index: 2, fault }) if fault == expected),
        "{refused:?}"
    );
    let refused = desk.users(vec![user("a", "Anna"), user("", "Nobody")]);
    assert!(matches!(refused, Err(ProfileError::BadUser { index: 1, fault: RowFault::NoId })), "{refused:?}");
    for hours in [-1.0, f64::NAN, f64::INFINITY] {
        let worn = DescribeMachine { hours: Some(hours), ..machine("m-2", None) };
        let refused = desk.machines(vec![machine("m-1", None), worn]);
        assert!(
            matches!(refused, Err(ProfileError::BadMachine { index: 1, fault: RowFault::Hours })),
            "{refused:?}"
        );
    }
    let scope = desk.world.actor.scope();
    let found =
        desk.store.read(|view| Ok::<_, ProfileError>((view.user(scope, "a")?, view.machine(scope, "m-1")?)));
    assert_eq!(found.expect("a read"), (None, None));
}

#[test]
fn a_user_sees_its_own_machines_and_no_sign_of_others() {
    let desk = Desk::with_machines().seen_by(somebody("anna", false));
    assert_eq!(desk.machines_of("anna").expect("her own"), ["m-1", "m-2"]);
    assert_eq!(desk.context("m-1").expect("her own").as_deref(), Some("Anna"));
    for id in ["m-3", "m-4", "m-5"] {
        let refused = desk.context(id).expect_err("somebody else's, nobody's, and none");
        assert!(matches!(refused, ProfileError::NoSuchMachine), "{id}: {refused:?}");
        assert_eq!(refused.to_string(), "there is no such machine");
    }
    for id in ["berit", "nobody"] {
        let refused = desk.machines_of(id).expect_err("somebody else's");
        assert!(matches!(refused, ProfileError::NoSuchUser), "{id}: {refused:?}");
    }
}

#[test]
fn who_reads_all_profiles_sees_machines_of_the_organization_alone() {
    let mut desk = Desk::with_machines();
    for actor in [somebody("mona", true), service(vec![KeyScope::Profiles])] {
        desk = desk.seen_by(actor);
        assert_eq!(desk.machines_of("berit").expect("a user of the organization"), ["m-3"]);
        assert_eq!(desk.machines_of("nobody").expect("nothing is known"), [""; 0]);
        assert_eq!(desk.context("m-3").expect("the host never told about Berit"), None);
        assert_eq!(desk.context("m-4").expect("nobody's"), None);
    }
    desk = desk.seen_by(Actor::operator(OrganizationId(uuid::Uuid::from_u128(77))));
    assert_eq!(desk.machines_of("anna").expect("another organization"), [""; 0]);
    assert!(matches!(desk.context("m-1"), Err(ProfileError::NoSuchMachine)));
}

#[test]
fn profiles_are_told_by_the_host_and_read_by_nobody_unknown() {
    let mut desk = Desk::with_machines();
    let visitor = Actor::visitor(OrganizationId::DEFAULT, uuid::Uuid::from_u128(1));
    let others =
        [somebody("anna", false), somebody("mona", true), service(vec![KeyScope::Chat]), visitor.clone()];
    for actor in others {
        desk = desk.seen_by(actor);
        let scene = desk.world.scene();
        let refusals = [
            desk.users(vec![user("anna", "Queen Anna")]).map(|_| ()),
            desk.machines(vec![machine("m-9", Some("anna"))]).map(|_| ()),
            desk.users(Vec::new()).map(|_| ()),
            desk.store.write(|tx| forget_user(tx, &scene, "anna")).map(|_| ()),
            desk.store.write(|tx| forget_machine(tx, &scene, "m-1")).map(|_| ()),
        ];
        for refused in refusals {
            let refused = refused.expect_err("only the host and admins tell");
            assert!(matches!(refused, ProfileError::Refused(Refusal::NotAllowed { .. })), "{refused:?}");
        }
    }
    desk = desk.seen_by(visitor);
    let refused = [desk.machines_of("anna").map(|_| ()), desk.context("m-1").map(|_| ())];
    for refused in refused {
        assert!(matches!(refused, Err(ProfileError::Refused(Refusal::NotAllowed { .. }))), "{refused:?}");
    }
    desk = desk.seen_by(service(vec![KeyScope::Profiles]));
    assert_eq!(desk.context("m-1").expect("nothing of that was done").as_deref(), Some("Anna"));
    assert!(matches!(desk.context("m-9"), Err(ProfileError::NoSuchMachine)));
}

#[test]
fn what_is_forgotten_leaves_sessions_and_tickets_as_they_were() {
    let desk = Desk::with_machines();
    let scene = desk.world.scene();
    let turn = OpenTurn {
        user_id: Some("anna".to_owned()),
        machine_id: Some("m-1".to_owned()),
        ..OpenTurn::saying("No pressure")
    };
    let opened = desk.store.write(|tx| open_turn(tx, &scene, turn)).expect("a turn");
    let Opened::Ask(pending) = opened else { panic!("nothing urgent was said") };
    let session = pending.session;
    let wish = Escalate { session, user_id: None, reason: Reason::UserRequest, priority: None, notes: None };
    let before = desk.store.write(|tx| escalate(tx, &scene, wish)).expect("a ticket").ticket;
    let copied = before.machine_context.clone().expect("the machine is known");
    assert_eq!((copied.machine_id.as_str(), copied.user_id.as_deref()), ("m-1", Some("anna")));

    let forget = || {
        desk.store.write(|tx| {
            Ok::<_, ProfileError>((forget_machine(tx, &scene, "m-1")?, forget_user(tx, &scene, "anna")?))
        })
    };
    assert_eq!(forget().expect("they are forgotten"), (true, true));
    assert_eq!(forget().expect("nothing is left to forget"), (false, false));
    assert!(matches!(desk.context("m-1"), Err(ProfileError::NoSuchMachine)));
    assert_eq!(desk.context("m-2").expect("it is still hers"), None);
    assert_eq!(desk.machines_of("anna").expect("the rest"), ["m-2"]);

    let scope = desk.world.actor.scope();
    let after = desk.store.read(|view| view.ticket(scope, before.id)).expect("a read");
    assert_eq!(after, Some(before));
    let (sessions, total) =
        desk.store.read(|view| sessions_of_user(view, &scene, "anna", 10)).expect("a read");
    assert_eq!((sessions.first().and_then(|s| s.machine_id.as_deref()), total), (Some("m-1"), 1));
    let again = OpenTurn {
        user_id: Some("anna".to_owned()),
        machine_id: Some("m-1".to_owned()),
        session: Some(session),
        ..OpenTurn::saying("And now?")
    };
    desk.store.write(|tx| open_turn(tx, &scene, again)).expect("what is unknown fails no turn");
}

#[test]
fn naming_a_machine_of_somebody_else_tells_nothing_about_it() {
    let mut desk = Desk::with_machines();
    for (named, shown) in [("m-1", true), ("m-3", false), ("m-4", false)] {
        desk = desk.seen_by(somebody("anna", false));
        let turn = OpenTurn {
            machine_id: Some(named.to_owned()),
            user_id: Some("anna".to_owned()),
            ..OpenTurn::saying("No")
        };
        let opened = desk.store.write(|tx| open_turn(tx, &desk.world.scene(), turn)).expect("a turn");
        let Opened::Ask(pending) = opened else { panic!("nothing urgent was said") };
        let session = pending.session;
        let wish =
            Escalate { session, user_id: None, reason: Reason::UserRequest, priority: None, notes: None };
        let ticket = desk.store.write(|tx| escalate(tx, &desk.world.scene(), wish)).expect("a ticket").ticket;
        let which = TicketRef::Id(ticket.id);
        let filter = TicketFilter { session_id: Some(session), ..TicketFilter::default() };
        let wish = QueueWish { filter, mine: false, order: TicketOrder::Newest };
        let seen = |desk: &Desk| {
            let scene = desk.world.scene();
            let (one, listed) = desk
                .store
                .read(|view| {
                    let listed = list_tickets(view, &scene, (&wish, None), 1)?;
                    Ok::<_, TicketError>((view_ticket(view, &scene, &which)?.ticket, listed))
                })
                .expect("a read");
            assert_eq!(listed, std::slice::from_ref(&one));
            one.machine_context.is_some()
        };
        assert_eq!(seen(&desk), shown, "{named}");
        for reader in [somebody("mona", true), service(vec![KeyScope::Tickets])] {
            desk = desk.seen_by(reader);
            assert!(seen(&desk), "whoever works on tickets needs to know about {named}");
        }
    }
}

#[test]
fn an_older_token_takes_back_no_correction() {
    let mut desk = Desk::new();
    let begun = desk.world.now;
    let later = |minutes| begun + TimeDelta::minutes(minutes);
    let token = |name: &str, issued_at: Option<DateTime<Utc>>| Claims {
        user_id: "anna".to_owned(),
        organization: None,
        name: Some(name.to_owned()),
        email: Some("anna@boat.example".to_owned()),
        language: None,
        manager: false,
        issued_at,
        expires_at: later(60),
    };
    let shown = |desk: &Desk, claims: &Claims| {
        if desk.store.read(|view| is_news(view, &desk.world.scene(), claims)).expect("a read") {
            desk.store.write(|tx| remember_claims(tx, &desk.world.scene(), claims)).expect("a write");
        }
        let scope = desk.world.actor.scope();
        let known = desk.store.read(|view| view.user(scope, "anna")).expect("a read").expect("a user");
        (known.name.expect("a name"), known.email)
    };
    desk.world.now = later(10);
    let mail = Some("anna@boat.example".to_owned());
    assert_eq!(shown(&desk, &token("Ana", Some(later(9)))), ("Ana".to_owned(), mail.clone()));
    assert_eq!(shown(&desk, &token("Anna", Some(later(10)))), ("Anna".to_owned(), mail.clone()));
    assert_eq!(shown(&desk, &token("Ana", Some(later(9)))), ("Anna".to_owned(), mail.clone()), "two tokens");
    desk.world.now = later(20);
    desk.users(vec![user("anna", "Anna Berg")]).expect("a correction");
    desk.world.now = later(30);
    let known = shown(&desk, &token("Anna", Some(later(10))));
    assert_eq!(known, ("Anna Berg".to_owned(), mail.clone()), "what the host left out is filled in");
    assert_eq!(shown(&desk, &token("Anna B.", Some(later(25)))).0, "Anna B.");
    assert_eq!(shown(&desk, &token("A. Berg", None)).0, "A. Berg", "without a time it counts as new");
}
