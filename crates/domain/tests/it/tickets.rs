//! Work on tickets, with the session in step.

use handover_domain::chat::{OpenTurn, Opened, open_turn};
use handover_domain::escalation::{CancelEscalation, Escalate, cancel_escalation, escalate};
use handover_domain::testing::{MemoryStore, World};
use handover_domain::{
    ChangeTicket, Owner, Priority, Reason, Session, SessionId, StoreExt, TicketError, TicketEventKind,
    TicketFile, TicketRef, TicketStatus, change_ticket, view_ticket,
};

struct Support {
    store: MemoryStore,
    world: World,
    session: SessionId,
    ticket: TicketRef,
}

impl Support {
    /// A session that its user has escalated.
    fn with_a_ticket() -> Self {
        Self::with_a_ticket_after("No pressure", None)
    }

    fn with_a_ticket_after(said: &str, priority: Option<Priority>) -> Self {
        let (store, world) = (MemoryStore::new(), World::new());
        let opened = store.write(|tx| open_turn(tx, &world.scene(), OpenTurn::saying(said)));
        let Ok(Opened::Ask(pending)) = opened else { panic!("nothing urgent was said: {opened:?}") };
        let wish = Escalate {
            session: pending.session,
            user_id: None,
            reason: Reason::UserRequest,
            priority,
            notes: None,
        };
        let escalated = store.write(|tx| escalate(tx, &world.scene(), wish)).expect("a ticket");
        let ticket = TicketRef::Id(escalated.ticket.id);
        Self { store, world, session: pending.session, ticket }
    }

    fn change(&self, change: ChangeTicket) -> Result<TicketFile, TicketError> {
        self.store.write(|tx| change_ticket(tx, &self.world.scene(), &self.ticket, change))
    }

    fn taken(status: TicketStatus) -> Self {
        let support = Self::with_a_ticket();
        support.change(both(Some("hydraulic"), status)).expect("somebody takes it");
        assert_eq!(support.session().owner, Owner::Expert("hydraulic".to_owned()));
        support
    }

    fn file(&self) -> TicketFile {
        self.store.read(|view| view_ticket(view, &self.world.scene(), &self.ticket)).expect("a read")
    }

    fn session(&self) -> Session {
        let scope = self.world.actor.scope();
        self.store.read(|view| view.session(scope, self.session)).expect("a read").expect("the session")
    }
}

fn assigned(to: Option<&str>) -> ChangeTicket {
    ChangeTicket { assignee: Some(to.map(str::to_owned)), ..ChangeTicket::default() }
}

fn moved(status: TicketStatus) -> ChangeTicket {
    ChangeTicket { status: Some(status), ..ChangeTicket::default() }
}

/// The assignee and the status in one change.
fn both(to: Option<&str>, status: TicketStatus) -> ChangeTicket {
    ChangeTicket { status: Some(status), ..assigned(to) }
}

const IN_WORK: [TicketStatus; 2] = [TicketStatus::InProgress, TicketStatus::WaitingOnUser];

#[test]
fn whoever_lost_patience_before_accepting_a_person_waits_less() {
    let priority = |said, wished| Support::with_a_ticket_after(said, wished).file().ticket.priority;
    assert_eq!(priority("No pressure", None), Priority::Medium);
    assert_eq!(priority("This is useless, still no pressure", None), Priority::High);
    // What somebody asks for is what they get.
    assert_eq!(priority("This is useless, still no pressure", Some(Priority::Low)), Priority::Low);
}

#[test]
fn a_ticket_that_is_taken_from_its_expert_is_in_the_queue_again() {
    let ways = [assigned(None), moved(TicketStatus::Open), both(None, TicketStatus::Open)];
    for status in IN_WORK {
        for way in &ways {
            let support = Support::taken(status);
            let epoch = support.session().epoch;
            let TicketFile { ticket, events, .. } = support.change(way.clone()).expect("it is put back");
            assert_eq!((ticket.status, &ticket.assigned_expert_id), (TicketStatus::Open, &None), "{way:?}");
            let kinds: Vec<_> = events.iter().rev().take(2).map(|event| event.kind).collect();
            assert_eq!(kinds, [TicketEventKind::StatusChanged, TicketEventKind::Assigned], "{way:?}");
            let session = support.session();
            assert_eq!((session.owner, session.epoch), (Owner::Queue, epoch + 1), "{way:?}");
            let again = support.change(way.clone()).expect("nothing is left to do");
            assert_eq!(again.ticket.version, ticket.version, "{way:?}");
        }
    }
}

#[test]
fn a_ticket_can_be_put_back_for_a_certain_expert() {
    let support = Support::taken(TicketStatus::InProgress);
    let ticket = support.change(both(Some("electrical"), TicketStatus::Open)).expect("legal").ticket;
    assert_eq!(
        (ticket.status, ticket.assigned_expert_id.as_deref()),
        (TicketStatus::Open, Some("electrical"))
    );
    assert_eq!(support.session().owner, Owner::Queue, "it waits for the expert to begin");
}

#[test]
fn nobody_cannot_work_on_a_ticket() {
    for support in [Support::with_a_ticket(), Support::taken(TicketStatus::InProgress)] {
        let before = support.file();
        for status in IN_WORK {
            let refused = support.change(both(None, status));
            assert!(
                matches!(refused, Err(TicketError::AssigneeNeeded { status: named }) if named == status),
                "{refused:?}"
            );
        }
        assert_eq!(support.file(), before);
    }
}

#[test]
fn what_its_user_called_solved_and_is_not_has_to_be_solved_in_words() {
    let support = Support::taken(TicketStatus::InProgress);
    let called_off = CancelEscalation { session: support.session().id, comment: None };
    support.store.write(|tx| cancel_escalation(tx, &support.world.scene(), called_off)).expect("it is over");
    assert!(support.file().ticket.resolution_notes.is_some());
    let reopened = support.change(moved(TicketStatus::InProgress)).expect("it is not");
    assert_eq!(reopened.ticket.resolution_notes, None);
    let unsaid = support.change(moved(TicketStatus::Resolved));
    assert!(matches!(unsaid, Err(TicketError::ResolutionNeeded)), "{unsaid:?}");
}

#[test]
fn a_ticket_may_end_without_an_assignee() {
    for status in [TicketStatus::Resolved, TicketStatus::Closed] {
        let support = Support::taken(TicketStatus::WaitingOnUser);
        let unsaid = support.change(both(None, TicketStatus::Resolved));
        assert!(matches!(unsaid, Err(TicketError::ResolutionNeeded)), "{unsaid:?}");
        let noted = ChangeTicket { resolution_notes: Some("A new seal".to_owned()), ..both(None, status) };
        let ticket = support.change(noted).expect("it ends").ticket;
        assert_eq!((ticket.status, ticket.assigned_expert_id), (status, None));
        assert_eq!(support.session().owner, Owner::Assistant);
    }
}
