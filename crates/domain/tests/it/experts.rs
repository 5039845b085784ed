//! An expert in the conversation: taking, answering, noting, handing back; and a user who solves it alone.

use handover_domain::assistant::{Category, Diagnosis, Request};
use handover_domain::chat::{
    MODEL_HANDOFF, MODEL_STOPPED, MODEL_SUPERSEDED, OpenTurn, Opened, PendingTurn, StepFeedback, close_turn,
    newest_answer, open_turn, step_feedback, stop_answer, stop_turn,
};
use handover_domain::escalation::{CancelEscalation, Escalate, cancel_escalation, escalate, tell_by_mail};
use handover_domain::testing::{MemoryStore, World, a_step, an_answer};
use handover_domain::{
    Actor, AddNote, AnswerTicket, Change, EmailAddress, HandBack, NotificationKind, OrganizationId,
    OutboxFilter, Owner, Reason, Sender, Session, SessionId, SessionStatus, StoreExt, TakeTicket, Ticket,
    TicketError, TicketEventKind, TicketFile, TicketRef, TicketStatus, add_note, answer_ticket, hand_back,
    report_of, take_ticket, view_ticket,
};

/// A session at the first guided step, and the ticket it became.
struct Case {
    store: MemoryStore,
    world: World,
    session: SessionId,
    ticket: TicketRef,
}

impl Case {
    fn new() -> Self {
        let (store, world) = (MemoryStore::new(), World::new());
        let first = OpenTurn { user_id: Some("anna".to_owned()), ..OpenTurn::saying("No pressure") };
        let opened = store.write(|tx| open_turn(tx, &world.scene(), first)).expect("it opens");
        let Opened::Ask(pending) = opened else { panic!("nothing urgent was said: {opened:?}") };
        let diagnosis = Diagnosis {
            problem: "pressure-loss".to_owned(),
            title: "Loss of pressure".to_owned(),
            category: Category::Hydraulic,
            confidence: 0.8,
            likely_causes: Vec::new(),
            safety_warnings: Vec::new(),
            requires_expert: false,
        };
        let mut answer = an_answer("Clean the suction filter.", 0.8);
        (answer.diagnosis, answer.step) = (Some(diagnosis), Some(a_step("pressure-loss", 1)));
        store.write(|tx| close_turn(tx, &world.scene(), &pending, answer)).expect("it closes");
        let session = pending.session;
        let escalated = store.write(|tx| escalate(tx, &world.scene(), wish(session))).expect("a ticket");
        Self { store, world, session, ticket: TicketRef::Id(escalated.ticket.id) }
    }

    fn take(&self, expert: &str, expected_version: Option<i64>) -> Result<TicketFile, TicketError> {
        let command = TakeTicket { expected_version, expert: Some(expert.to_owned()) };
        self.store.write(|tx| take_ticket(tx, &self.world.scene(), &self.ticket, command))
    }

    fn answer(&self, expert: &str, content: &str) -> Result<TicketFile, TicketError> {
        let command = AnswerTicket {
            expected_version: None,
            expert: Some(expert.to_owned()),
            content: content.to_owned(),
            waiting: false,
        };
        self.store.write(|tx| answer_ticket(tx, &self.world.scene(), &self.ticket, command))
    }

    fn hand_back(&self, note: &str) -> Option<Box<PendingTurn>> {
        let command = HandBack { note: Some(note.to_owned()), ..HandBack::default() };
        let handed = self.store.write(|tx| hand_back(tx, &self.world.scene(), &self.ticket, command));
        handed.expect("it is handed back").next
    }

    fn say(&self, text: &str) -> Opened {
        let command = OpenTurn::saying(text).in_session(self.session);
        self.store.write(|tx| open_turn(tx, &self.world.scene(), command)).expect("it opens")
    }

    fn ask(&self, text: &str) -> PendingTurn {
        match self.say(text) {
            Opened::Ask(pending) => *pending,
            closed @ Opened::Closed(_) => panic!("the assistant is to be asked: {closed:?}"),
        }
    }

    fn session(&self) -> Session {
        let scope = self.world.actor.scope();
        self.store.read(|view| view.session(scope, self.session)).expect("a read").expect("the session")
    }

    fn file(&self) -> TicketFile {
        self.store.read(|view| view_ticket(view, &self.world.scene(), &self.ticket)).expect("a read")
    }

    fn ticket(&self) -> Ticket {
        self.file().ticket
    }

    fn stands(&self) -> (TicketStatus, Owner, SessionStatus) {
        let session = self.session();
        (self.ticket().status, session.owner, session.status)
    }
}

fn wish(session: SessionId) -> Escalate {
    Escalate { session, user_id: None, reason: Reason::UserRequest, priority: None, notes: None }
}

fn expert(id: &str) -> Owner {
    Owner::Expert(id.to_owned())
}

#[test]
fn nobody_works_on_what_another_has_unless_on_purpose() {
    let case = Case::new();
    let taken = case.take("hydraulic", None).expect("it is free").ticket;
    assert_eq!(case.stands(), (TicketStatus::InProgress, expert("hydraulic"), SessionStatus::Escalated));
    assert!(taken.assigned_expert_name.is_some());
    for refused in [case.take("general", None), case.answer("general", "Hello")] {
        assert!(matches!(refused, Err(TicketError::Taken { .. })), "{refused:?}");
    }
    let stale = case.take("general", Some(taken.version - 1));
    assert!(matches!(stale, Err(TicketError::Stale { current }) if current == taken.version), "{stale:?}");
    case.take("general", Some(taken.version)).expect("who has seen whose it is may take it over");
    assert_eq!(case.session().owner, expert("general"));
}

#[test]
fn an_answer_takes_a_ticket_that_nobody_has_and_is_the_experts() {
    let case = Case::new();
    let late = case.world.scene().now;
    let file = case.answer("hydraulic", "Is the valve open?").expect("an answer");
    assert_eq!(case.stands(), (TicketStatus::InProgress, expert("hydraulic"), SessionStatus::Escalated));
    assert_eq!(file.ticket.first_answer_at, Some(late));
    let scope = case.world.actor.scope();
    let said = case.store.read(|view| view.newest_messages(scope, case.session, 1)).expect("a read");
    assert_eq!((said[0].sender, said[0].author.clone()), (Sender::Expert, file.ticket.assigned_expert_name));
    assert!(matches!(case.answer("hydraulic", " \n"), Err(TicketError::NothingSaid { field: "content" })));
    let Opened::Closed(closed) = case.say("Yes") else { panic!("the assistant speaks over the expert") };
    assert_eq!(closed.reply.model, MODEL_HANDOFF);
}

#[test]
fn a_note_is_for_colleagues_alone() {
    let case = Case::new();
    let note = AddNote { expected_version: None, text: "Third time this month".to_owned() };
    case.store.write(|tx| add_note(tx, &case.world.scene(), &case.ticket, note)).expect("a note");
    case.take("hydraulic", None).expect("it is free");
    case.hand_back("secret; continue at step 2");
    let told = |actor: &Actor| {
        let world = World { actor: actor.clone(), ..World::new() };
        let scene = world.scene();
        let file = case.store.read(|view| view_ticket(view, &scene, &case.ticket)).expect("a read");
        let report = case.store.read(|view| report_of(view, &scene, case.session, (0, 100))).expect("a read");
        assert_eq!(report.seen, case.session().last_event, "what is not told is known all the same");
        (format!("{file:?} {:?} {:?}", report.news, report.picture.ticket), report)
    };
    let (all, report) = told(&Actor::operator(OrganizationId::DEFAULT));
    assert!(all.contains("Third time") && all.contains("secret"), "{all}");
    assert!(report.news.iter().any(|news| matches!(&news.change, Change::Note(_))));
    for manager in [false, true] {
        let user = Actor::user(OrganizationId::DEFAULT, "anna", manager).expect("a user");
        let (shown, report) = told(&user);
        assert!(!shown.contains("Third time") && !shown.contains("secret"), "{shown}");
        assert!(report.news.iter().all(|news| !matches!(&news.change, Change::Note(_))));
    }
}

#[test]
fn the_assistant_goes_on_where_the_expert_says() {
    let case = Case::new();
    case.take("hydraulic", None).expect("it is free");
    let next = case.hand_back("bled the pump; continue at step 4").expect("the assistant goes on at once");
    assert_eq!(case.stands(), (TicketStatus::WaitingOnUser, Owner::Assistant, SessionStatus::Escalated));
    let Request::NextStep { guide, .. } = &next.question.request else { panic!("{:?}", next.question) };
    assert_eq!((guide.problem.as_str(), guide.step), ("pressure-loss", 3));
    assert_eq!(next.question.guidance.as_deref(), Some("bled the pump; continue at step 4"));
    let mut step = an_answer("Check the seal.", 0.8);
    step.step = Some(a_step("pressure-loss", 4));
    let closed = case.store.write(|tx| close_turn(tx, &case.world.scene(), &next, step)).expect("it closes");
    let step = closed.reply.step.expect("a step");
    assert_eq!(step.number, 4);
    let worked = StepFeedback {
        session: case.session,
        step: step.id,
        user_id: None,
        feedback: "worked".to_owned(),
        memory: 0,
    };
    case.store.write(|tx| step_feedback(tx, &case.world.scene(), worked)).expect("it is solved");
    assert_eq!(case.stands(), (TicketStatus::Resolved, Owner::Assistant, SessionStatus::Completed));
    assert!(case.ticket().resolution_notes.is_some());
    assert_eq!(case.session().guidance, None);
}

#[test]
fn a_hand_back_without_a_step_waits_for_the_user_and_a_new_wish_calls_the_expert_again() {
    let case = Case::new();
    case.take("hydraulic", None).expect("it is free");
    assert_eq!(case.hand_back("the valve was shut"), None);
    let asked = case.ask("And what now?");
    assert_eq!(asked.question.guidance.as_deref(), Some("the valve was shut"));
    let escalated = case.store.write(|tx| escalate(tx, &case.world.scene(), wish(case.session)));
    assert!(!escalated.expect("the ticket that is there").created);
    assert_eq!(case.stands(), (TicketStatus::InProgress, expert("hydraulic"), SessionStatus::Escalated));
    let late = case.store.write(|tx| close_turn(tx, &case.world.scene(), &asked, an_answer("Late.", 0.9)));
    assert_eq!(late.expect("it is refused").reply.model, MODEL_HANDOFF);
}

#[test]
fn a_hazard_after_a_hand_back_calls_the_expert_again() {
    let case = Case::new();
    case.take("hydraulic", None).expect("it is free");
    case.hand_back("try again");
    let Opened::Closed(closed) = case.say("There is smoke coming out of the pump") else { panic!("asked") };
    assert!(closed.reply.text.contains("STOP WORK"), "{}", closed.reply.text);
    assert_eq!(case.stands(), (TicketStatus::InProgress, expert("hydraulic"), SessionStatus::Escalated));
}

#[test]
fn a_user_who_solved_it_needs_nobody() {
    let case = Case::new();
    case.take("hydraulic", None).expect("it is free");
    let solved = || CancelEscalation { session: case.session, comment: Some("a new seal".to_owned()) };
    case.store.write(|tx| cancel_escalation(tx, &case.world.scene(), solved())).expect("it is over");
    assert_eq!(case.stands(), (TicketStatus::Resolved, Owner::Assistant, SessionStatus::Completed));
    assert!(case.ticket().resolution_notes.is_some_and(|notes| notes.contains("a new seal")));
    let again = case.store.write(|tx| cancel_escalation(tx, &case.world.scene(), solved()));
    assert!(matches!(again, Err(TicketError::NotEscalated)), "{again:?}");
    let scope = case.world.actor.scope();
    let mails = case.store.read(|view| view.outbox_messages(scope, &OutboxFilter::default(), 9));
    let kinds: Vec<_> = mails.expect("a read").iter().map(|mail| mail.kind).collect();
    assert!(kinds.contains(&NotificationKind::SupportTicketUpdated), "support is told: {kinds:?}");
    case.ask("It is back");
    assert_eq!(case.session().status, SessionStatus::Active);
}

#[test]
fn a_user_who_answers_ends_the_waiting() {
    let case = Case::new();
    let command = AnswerTicket {
        expected_version: None,
        expert: None,
        content: "Is the valve open?".to_owned(),
        waiting: true,
    };
    case.store.write(|tx| answer_ticket(tx, &case.world.scene(), &case.ticket, command)).expect("an answer");
    assert_eq!(case.ticket().status, TicketStatus::WaitingOnUser);
    case.say("Yes");
    assert_eq!(case.ticket().status, TicketStatus::InProgress);
    let kinds: Vec<_> = case.file().events.iter().map(|event| event.kind).collect();
    assert!(kinds.contains(&TicketEventKind::Answered));
}

#[test]
fn an_address_is_left_and_taken_back() {
    let case = Case::new();
    for address in [EmailAddress::parse("anna@boat.example"), None] {
        let wanted = address.clone();
        case.store
            .write(|tx| tell_by_mail(tx, &case.world.scene(), case.session, wanted))
            .expect("a ticket is open");
        assert_eq!(case.ticket().notify_email, address);
    }
}

#[test]
fn who_is_overtaken_gets_the_answer_to_the_newer_message() {
    let case = Case::new();
    case.take("hydraulic", None).expect("it is free");
    case.hand_back("go on");
    let (older, newer) = (case.ask("What is a valve?"), case.ask("And where is it?"));
    let look = || case.store.read(|view| newest_answer(view, &case.world.scene(), &older)).expect("a read");
    assert_eq!(look(), None, "it is being made");
    let late = case.store.write(|tx| close_turn(tx, &case.world.scene(), &older, an_answer("Old.", 0.9)));
    assert_eq!(late.expect("it is refused").reply.model, MODEL_SUPERSEDED);
    case.store
        .write(|tx| close_turn(tx, &case.world.scene(), &newer, an_answer("Left.", 0.9)))
        .expect("it closes");
    let told = look().expect("the newer answer");
    assert_eq!((told.reply.text.as_str(), told.asked), ("Left.", Some(older.message)));
}

#[test]
fn a_stopped_answer_is_kept_as_far_as_it_was_said_and_never_comes_later() {
    let case = Case::new();
    case.take("hydraulic", None).expect("it is free");
    case.hand_back("go on");
    let asked = case.ask("What is a valve?");
    let stopped = case.store.write(|tx| stop_turn(tx, &case.world.scene(), &asked, "A valve is"));
    let stopped = stopped.expect("it is stopped");
    assert_eq!((stopped.reply.text.as_str(), stopped.reply.model.as_str()), ("A valve is", MODEL_STOPPED));
    let asked = case.ask("And a pump?");
    case.store.write(|tx| stop_answer(tx, &case.world.scene(), case.session)).expect("it is stopped");
    let late = case.store.write(|tx| close_turn(tx, &case.world.scene(), &asked, an_answer("Late.", 0.9)));
    assert_eq!(late.expect("it is refused").reply.model, MODEL_STOPPED);
    let scope = case.world.actor.scope();
    let said = case.store.read(|view| view.newest_messages(scope, case.session, 1)).expect("a read");
    assert_eq!(said[0].sender, Sender::User, "nothing came later");
}
