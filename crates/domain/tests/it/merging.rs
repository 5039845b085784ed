//! A duplicate becomes part of another ticket: both conversations are served by that from then on.

use handover_domain::chat::{OpenTurn, Opened, open_turn};
use handover_domain::escalation::{
    CancelEscalation, Escalate, Escalated, cancel_escalation, escalate, tell_by_mail,
};
use handover_domain::testing::{MemoryStore, World};
use handover_domain::{
    Actor, AnswerTicket, ChangeTicket, EmailAddress, HandBack, MergeTicket, NotificationKind, OrganizationId,
    OutboxFilter, Owner, Picture, Priority, Reason, Sender, SessionId, SessionStatus, StoreExt, TakeTicket,
    Ticket, TicketError, TicketEventKind, TicketFile, TicketRef, TicketStatus, answer_ticket, change_ticket,
    hand_back, merge_ticket, picture_of, queue_key, take_ticket, view_ticket,
};

/// Two sessions of two users with a ticket each.
struct Desk {
    store: MemoryStore,
    world: World,
    nikos: (SessionId, TicketRef),
    maria: (SessionId, TicketRef),
}

fn by(ticket: &Ticket) -> TicketRef {
    TicketRef::Id(ticket.id)
}

fn wish(session: SessionId, priority: Priority) -> Escalate {
    let (user_id, notes) = (None, None);
    Escalate { session, user_id, reason: Reason::UserRequest, priority: Some(priority), notes }
}

impl Desk {
    fn new() -> Self {
        let (store, world) = (MemoryStore::new(), World::new());
        let open = |user: &str, priority| {
            let first = OpenTurn { user_id: Some(user.to_owned()), ..OpenTurn::saying("It stands still") };
            let opened = store.write(|tx| open_turn(tx, &world.scene(), first)).expect("it opens");
            let Opened::Ask(pending) = opened else { panic!("nothing urgent was said: {opened:?}") };
            let wish = wish(pending.session, priority);
            let escalated = store.write(|tx| escalate(tx, &world.scene(), wish)).expect("a ticket");
            (pending.session, by(&escalated.ticket))
        };
        let (nikos, maria) = (open("nikos", Priority::Medium), open("maria", Priority::High));
        Self { store, world, nikos, maria }
    }

    fn merge(&self, from: &TicketRef, into: &TicketRef) -> Result<TicketFile, TicketError> {
        let command = MergeTicket { expected_version: None, into: into.clone() };
        self.store.write(|tx| merge_ticket(tx, &self.world.scene(), from, &command))
    }

    /// The same with Maria's ticket merged into that of Nikos.
    fn merged() -> Self {
        let desk = Self::new();
        desk.merge(&desk.maria.1, &desk.nikos.1).expect("it is merged");
        desk
    }

    fn file(&self, which: &TicketRef) -> TicketFile {
        self.store.read(|view| view_ticket(view, &self.world.scene(), which)).expect("a file")
    }

    fn picture(&self, session: SessionId) -> Picture {
        self.store.read(|view| picture_of(view, &self.world.scene(), session)).expect("a picture")
    }

    fn stands(&self, session: SessionId) -> (SessionStatus, Owner, i64) {
        let session = self.picture(session).session;
        (session.status, session.owner, session.epoch)
    }

    fn last_said(&self, session: SessionId) -> (Sender, String) {
        let scope = self.world.actor.scope();
        let said = self.store.read(|view| view.newest_messages(scope, session, 1)).expect("messages");
        said.into_iter().next_back().map(|said| (said.sender, said.content)).expect("a message")
    }

    fn say(&self, session: SessionId, text: &str) -> Opened {
        let command = OpenTurn::saying(text).in_session(session);
        self.store.write(|tx| open_turn(tx, &self.world.scene(), command)).expect("it opens")
    }

    fn answer(&self, waiting: bool) {
        let content = "Switch it off.".to_owned();
        let expert = Some("hydraulic".to_owned());
        let answer = AnswerTicket { expected_version: None, expert, content, waiting };
        self.store
            .write(|tx| answer_ticket(tx, &self.world.scene(), &self.nikos.1, answer))
            .expect("an answer");
    }

    fn move_target(&self, status: TicketStatus) {
        let resolution_notes = Some("A new fuse".to_owned());
        let change = ChangeTicket { status: Some(status), resolution_notes, ..ChangeTicket::default() };
        self.store
            .write(|tx| change_ticket(tx, &self.world.scene(), &self.nikos.1, change))
            .expect("a change");
    }
}

fn hydraulic() -> Owner {
    Owner::Expert("hydraulic".to_owned())
}

#[test]
fn a_merged_ticket_is_closed_and_its_session_waits_with_the_other() {
    let desk = Desk::new();
    let file = desk.merge(&desk.maria.1, &desk.nikos.1).expect("it is merged");
    let part = desk.file(&desk.maria.1);
    assert_eq!((part.ticket.status, part.ticket.resolved_at), (TicketStatus::Closed, Some(desk.world.now)));
    assert_eq!(part.merged_into.as_ref().map(|whole| whole.id), Some(file.ticket.id));
    assert_eq!(file.merged.iter().map(|one| one.session_id).collect::<Vec<_>>(), [desk.maria.0]);
    assert_eq!(file.ticket.priority, Priority::High, "as urgent as the more urgent of the two");
    for (one, other) in [(&file, &part), (&part, &file)] {
        let told = one.events.iter().find(|event| event.kind == TicketEventKind::Merged).expect("a line");
        assert_eq!(told.to.as_deref(), Some(other.ticket.number.as_str()));
    }
    assert_eq!(desk.stands(desk.maria.0), (SessionStatus::Escalated, Owner::Queue, 1));
    let seen = desk.picture(desk.maria.0).ticket.expect("a ticket");
    assert_eq!((&seen.number, seen.status), (&file.ticket.number, TicketStatus::Open));
    assert_eq!((seen.id, seen.user_id.as_str()), (part.ticket.id, "maria"), "all else is her own");
    let places = [desk.nikos.0, desk.maria.0].map(|id| {
        let session = desk.picture(id).session;
        desk.store.read(|view| queue_key(view, desk.world.actor.scope(), &session)).expect("a place")
    });
    assert!(places[0].is_some() && places[0] == places[1], "they wait in one place: {places:?}");
}

#[test]
fn whoever_takes_the_ticket_has_both_conversations_and_answers_reach_both() {
    let desk = Desk::merged();
    let scene = desk.world.scene();
    let mail = EmailAddress::parse("maria@fjord.example");
    desk.store.write(|tx| tell_by_mail(tx, &scene, desk.maria.0, mail)).expect("noted");
    let taking = TakeTicket { expected_version: None, expert: Some("hydraulic".to_owned()) };
    desk.store.write(|tx| take_ticket(tx, &scene, &desk.nikos.1, taking)).expect("taken");
    for session in [desk.nikos.0, desk.maria.0] {
        assert_eq!(desk.stands(session), (SessionStatus::Escalated, hydraulic(), 2), "another epoch");
    }
    desk.answer(true);
    for session in [desk.nikos.0, desk.maria.0] {
        assert_eq!(desk.last_said(session), (Sender::Expert, "Switch it off.".to_owned()));
    }
    let part = desk.file(&desk.maria.1).ticket;
    assert_eq!(part.first_answer_at, Some(desk.world.now));
    let filter = OutboxFilter { ticket_id: Some(part.id), status: None };
    let owed = desk.store.read(|view| view.outbox_messages(scene.actor.scope(), &filter, 9)).expect("mails");
    assert!(owed.iter().any(|mail| mail.kind == NotificationKind::UserExpertAnswered), "{owed:?}");
    // Her reply is what the ticket waited for, and the assistant is not asked.
    let Opened::Closed(closed) = desk.say(desk.maria.0, "It smells burnt") else { panic!("nobody is asked") };
    let number = closed.notice.and_then(|notice| notice.ticket).map(|(_, number)| number);
    assert_eq!(number, Some(desk.file(&desk.nikos.1).ticket.number));
    assert_eq!(desk.file(&desk.nikos.1).ticket.status, TicketStatus::InProgress);
}

#[test]
fn handing_back_and_asking_again_move_both() {
    let desk = Desk::merged();
    desk.answer(false);
    let command = HandBack { note: Some("clean the filter".to_owned()), ..HandBack::default() };
    desk.store
        .write(|tx| hand_back(tx, &desk.world.scene(), &desk.nikos.1, command))
        .expect("it is handed back");
    for session in [desk.nikos.0, desk.maria.0] {
        let picture = desk.picture(session).session;
        assert_eq!(
            (picture.owner, picture.guidance.as_deref()),
            (Owner::Assistant, Some("clean the filter"))
        );
        assert_eq!(desk.last_said(session).0, Sender::System);
    }
    assert!(matches!(desk.say(desk.maria.0, "Which filter?"), Opened::Ask(_)));
    let wish = wish(desk.maria.0, Priority::Low);
    let Escalated { ticket, created } =
        desk.store.write(|tx| escalate(tx, &desk.world.scene(), wish)).expect("it is the ticket there is");
    let whole = desk.file(&desk.nikos.1).ticket;
    assert_eq!((created, &ticket.number, whole.status), (false, &whole.number, TicketStatus::InProgress));
    for session in [desk.nikos.0, desk.maria.0] {
        assert_eq!(desk.stands(session).1, hydraulic());
    }
}

#[test]
fn resolving_settles_both_and_reopening_brings_both_back() {
    let desk = Desk::merged();
    desk.move_target(TicketStatus::Resolved);
    for session in [desk.nikos.0, desk.maria.0] {
        let picture = desk.picture(session).session;
        assert_eq!((picture.status, picture.owner), (SessionStatus::Completed, Owner::Assistant));
        assert_eq!(picture.resolution_summary.as_deref(), Some("A new fuse"));
    }
    assert!(matches!(desk.say(desk.maria.0, "It does it again"), Opened::Ask(_)));
    desk.move_target(TicketStatus::InProgress);
    let owners = [desk.nikos.0, desk.maria.0].map(|session| desk.stands(session));
    assert_eq!(owners[1].0, SessionStatus::Escalated);
    assert_eq!(owners[0].1, owners[1].1);
    // Who has a new ticket of their own does not come back.
    desk.move_target(TicketStatus::Resolved);
    let wish = wish(desk.maria.0, Priority::Low);
    let own = desk.store.write(|tx| escalate(tx, &desk.world.scene(), wish)).expect("a new ticket");
    assert!(own.created);
    desk.move_target(TicketStatus::InProgress);
    assert_eq!(desk.stands(desk.maria.0).1, Owner::Queue);
    assert_eq!(desk.picture(desk.maria.0).ticket.map(|ticket| ticket.id), Some(own.ticket.id));
}

#[test]
fn who_solved_it_alone_leaves_the_ticket_to_the_others() {
    let desk = Desk::merged();
    let command = CancelEscalation { session: desk.maria.0, comment: Some("a new seal".to_owned()) };
    let left = desk.store.write(|tx| cancel_escalation(tx, &desk.world.scene(), command)).expect("cancelled");
    assert!(left.resolution_notes.is_some_and(|notes| notes.contains("a new seal")));
    let (status, owner, _) = desk.stands(desk.maria.0);
    assert_eq!((status, owner), (SessionStatus::Completed, Owner::Assistant));
    assert_eq!(desk.stands(desk.nikos.0), (SessionStatus::Escalated, Owner::Queue, 1));
    assert_eq!(desk.file(&desk.nikos.1).ticket.status, TicketStatus::Open);
    desk.answer(false);
    assert_ne!(desk.last_said(desk.maria.0).0, Sender::Expert);
    // Nikos is the one whose ticket it is.
    let again = Desk::merged();
    let command = CancelEscalation { session: again.nikos.0, comment: None };
    again.store.write(|tx| cancel_escalation(tx, &again.world.scene(), command)).expect("cancelled");
    assert_eq!(again.stands(again.maria.0).0, SessionStatus::Completed);
}

#[test]
fn what_was_merged_before_moves_along() {
    let desk = Desk::merged();
    let third = OpenTurn { user_id: Some("eva".to_owned()), ..OpenTurn::saying("The net cleaner is slow") };
    let opened = desk.store.write(|tx| open_turn(tx, &desk.world.scene(), third)).expect("it opens");
    let Opened::Ask(pending) = opened else { panic!("nothing urgent was said: {opened:?}") };
    let wish = wish(pending.session, Priority::Low);
    let eva = desk.store.write(|tx| escalate(tx, &desk.world.scene(), wish)).expect("a ticket").ticket;
    let whole = desk.merge(&desk.nikos.1, &by(&eva)).expect("it is merged");
    assert_eq!(whole.merged.len(), 2);
    for (session, ticket) in [&desk.nikos, &desk.maria] {
        assert_eq!(desk.picture(*session).session.served_by, Some(eva.id));
        assert_eq!(desk.file(ticket).merged_into.map(|whole| whole.id), Some(eva.id));
        assert!(desk.file(ticket).merged.is_empty(), "no chains");
    }
}

#[test]
fn what_cannot_be_merged_is_refused() {
    let desk = Desk::new();
    let same = desk.merge(&desk.maria.1, &desk.maria.1);
    assert!(matches!(same, Err(TicketError::SameTicket)), "{same:?}");
    let stale = MergeTicket { expected_version: Some(7), into: desk.nikos.1.clone() };
    let stale = desk.store.write(|tx| merge_ticket(tx, &desk.world.scene(), &desk.maria.1, &stale));
    assert!(matches!(stale, Err(TicketError::Stale { current: 1 })), "{stale:?}");
    let stranger = Actor::operator(OrganizationId(uuid::Uuid::from_u128(77)));
    let scene = handover_domain::Scene { actor: &stranger, ..desk.world.scene() };
    let command = MergeTicket { expected_version: None, into: desk.nikos.1.clone() };
    let foreign = desk.store.write(|tx| merge_ticket(tx, &scene, &desk.maria.1, &command));
    assert!(matches!(foreign, Err(TicketError::NoSuchTicket)), "{foreign:?}");
    desk.merge(&desk.maria.1, &desk.nikos.1).expect("it is merged");
    for (from, into) in [(&desk.nikos.1, &desk.maria.1), (&desk.maria.1, &desk.nikos.1)] {
        let over = desk.merge(from, into);
        assert!(matches!(over, Err(TicketError::NotOpen { .. })), "{over:?}");
    }
}

#[test]
fn users_learn_nothing_of_each_other() {
    let desk = Desk::merged();
    let seen_by = |user: &str, which: &TicketRef| {
        let user = Actor::user(OrganizationId::DEFAULT, user, false).expect("a user");
        let scene = handover_domain::Scene { actor: &user, ..desk.world.scene() };
        desk.store.read(|view| view_ticket(view, &scene, which))
    };
    let hers = seen_by("maria", &desk.maria.1).expect("her own");
    assert!(hers.merged_into.is_some());
    assert!(matches!(seen_by("maria", &desk.nikos.1), Err(TicketError::NoSuchTicket)));
    let his = seen_by("nikos", &desk.nikos.1).expect("his own");
    assert!(his.merged.is_empty());
    assert!(his.events.iter().all(|event| event.kind != TicketEventKind::Merged), "{:?}", his.events);
}
