//! Conversations as people have them, from the first word to the ticket.

use handover_domain::assistant::{Answer, Category, Diagnosis, Request};
use handover_domain::chat::{
    Closed, MODEL_HANDOFF, MODEL_SUPERSEDED, OpenTurn, Opened, PendingTurn, StepFeedback, TurnError,
    Workflow, close_turn, open_turn, reopen_turn, step_feedback,
};
use handover_domain::escalation::{Escalate, escalate};
use handover_domain::testing::{MemoryStore, World, a_step, an_answer};
use handover_domain::{
    ChangeTicket, Decision, NotificationKind, OutboxFilter, Priority, Reason, RunningTurn, Sender, Session,
    SessionId, SessionStatus, StepId, StepOutcome, StoreExt, Ticket, TicketRef, TicketStatus, TriggerType,
    UserProfile, change_ticket,
};

struct Talk {
    store: MemoryStore,
    world: World,
}

impl Talk {
    fn new() -> Self {
        Self { store: MemoryStore::new(), world: World::new() }
    }

    fn open(&self, command: OpenTurn) -> Result<Opened, TurnError> {
        self.store.write(|tx| open_turn(tx, &self.world.scene(), command))
    }

    fn ask(&self, command: OpenTurn) -> PendingTurn {
        match self.open(command).expect("the turn opens") {
            Opened::Ask(pending) => *pending,
            Opened::Closed(closed) => panic!("already closed: {closed:?}"),
        }
    }

    fn closed(&self, command: OpenTurn) -> Closed {
        match self.open(command).expect("the turn opens") {
            Opened::Closed(closed) => *closed,
            Opened::Ask(pending) => panic!("the assistant is asked: {pending:?}"),
        }
    }

    fn answer(&self, pending: &PendingTurn, answer: Answer) -> Closed {
        self.store.write(|tx| close_turn(tx, &self.world.scene(), pending, answer)).expect("the turn closes")
    }

    fn feedback(&self, session: SessionId, step: StepId, words: &str) -> Opened {
        let command = StepFeedback { session, step, user_id: None, feedback: words.to_owned(), memory: 0 };
        self.store.write(|tx| step_feedback(tx, &self.world.scene(), command)).expect("the feedback is taken")
    }

    /// The turn of a request that died, opened again.
    fn take_over(&self, dead: &PendingTurn) -> PendingTurn {
        let running = RunningTurn { session_id: dead.session, turn: dead.turn, message_id: dead.message };
        let opened = self.store.write(|tx| reopen_turn(tx, &self.world.scene(), running, 0));
        let Ok(Opened::Ask(again)) = opened else {
            panic!("the stored message is to be answered: {opened:?}")
        };
        *again
    }

    /// A session whose user has been given the first step.
    fn guided(&self) -> (SessionId, StepId) {
        let pending = self.ask(OpenTurn::saying("The pump makes no pressure"));
        let closed = self.answer(&pending, first_step());
        (closed.session, closed.reply.step.expect("a step").id)
    }

    fn session(&self, id: SessionId) -> Session {
        let scope = self.world.actor.scope();
        self.store.read(|view| view.session(scope, id)).expect("a read").expect("the session")
    }

    fn triggers(&self, id: SessionId) -> Vec<(TriggerType, Decision)> {
        let scope = self.world.actor.scope();
        let rows = self.store.read(|view| view.triggers(scope, id)).expect("a read");
        rows.into_iter().map(|trigger| (trigger.trigger_type, trigger.decision)).collect()
    }

    fn ticket(&self, id: SessionId) -> Option<Ticket> {
        let scope = self.world.actor.scope();
        self.store.read(|view| view.ticket_of_session(scope, id)).expect("a read")
    }
}

fn first_step() -> Answer {
    Answer {
        diagnosis: Some(Diagnosis {
            problem: "pressure-loss".to_owned(),
            title: "Loss of pressure".to_owned(),
            category: Category::Hydraulic,
            confidence: 0.8,
            likely_causes: vec!["a clogged filter".to_owned()],
            safety_warnings: vec!["Release the pressure first.".to_owned()],
            requires_expert: false,
        }),
        step: Some(a_step("pressure-loss", 1)),
        ..an_answer("Clean the suction filter.", 0.8)
    }
}

fn wish(session: SessionId, notes: Option<&str>) -> Escalate {
    Escalate {
        session,
        user_id: None,
        reason: Reason::UserRequest,
        priority: Some(Priority::High),
        notes: notes.map(str::to_owned),
    }
}

#[test]
fn a_guess_without_steps_fills_a_gap_and_takes_nothing_away() {
    let guess = |requires_expert| {
        let found = first_step().diagnosis.expect("a diagnosis");
        Answer {
            diagnosis: Some(Diagnosis { category: Category::Electrical, requires_expert, ..found }),
            ..an_answer("It may be the relay.", 0.9)
        }
    };
    let talk = Talk::new();
    let pending = talk.ask(OpenTurn::saying("The gauge is odd"));
    talk.answer(&pending, guess(true));
    let known = |id| talk.session(id).diagnosis.expect("a diagnosis");
    assert_eq!(known(pending.session).category, Category::Electrical);
    let next = talk.ask(OpenTurn::saying("And the lamp is on").in_session(pending.session));
    let closed = talk.answer(&next, guess(false));
    assert!(known(pending.session).requires_expert, "what calls for an expert is not talked away");
    assert!(closed.notice.is_some());
}

#[test]
fn a_category_alone_never_offers_a_person_but_three_failed_steps_do() {
    let talk = Talk::new();
    let (session, mut step) = talk.guided();
    assert_eq!(talk.triggers(session), [(TriggerType::Evaluation, Decision::Continue)]);
    for number in 1..=3 {
        let Opened::Ask(pending) = talk.feedback(session, step, "didnt_work") else {
            panic!("a next step is wanted")
        };
        let outcome = StepOutcome::NotResolved;
        assert!(
            matches!(pending.question.request, Request::NextStep { outcome: given, .. } if given == outcome)
        );
        let next = Answer { step: Some(a_step("pressure-loss", number + 1)), ..an_answer("Then this.", 0.8) };
        let closed = talk.answer(&pending, next);
        assert_eq!(talk.session(session).steps_tried, number);
        let notice = closed.notice.map(|notice| (notice.decision, notice.reason, notice.contact.id));
        // The specialist of the category (D18).
        let specialist = (Decision::Offer, Reason::ExpertRequired, "hydraulic".to_owned());
        assert_eq!(notice, (number == 3).then_some(specialist));
        step = closed.reply.step.expect("a step").id;
    }
}

#[test]
fn d3_low_confidence_is_judged_with_the_true_value() {
    let talk = Talk::new();
    let pending = talk.ask(OpenTurn::saying("What about the flux capacitor"));
    let closed = talk.answer(&pending, an_answer("I do not know.", 0.1));
    let notice = closed.notice.expect("an offer");
    assert_eq!((notice.decision, notice.reason), (Decision::Offer, Reason::LowConfidence));
    assert_eq!(talk.triggers(closed.session), [(TriggerType::ConfidenceLow, Decision::Offer)]);
}

#[test]
fn who_asks_for_a_person_is_offered_one_and_the_assistant_stays_out_of_it() {
    let talk = Talk::new();
    let (session, step) = talk.guided();
    let closed = talk.closed(OpenTurn::saying("I want to talk to a person").in_session(session));
    let notice = closed.notice.expect("an offer");
    assert_eq!((notice.decision, notice.reason), (Decision::Offer, Reason::UserRequest));
    assert!(closed.reply.text.contains("expert"), "{}", closed.reply.text);
    assert_eq!(talk.session(session).current_step, Some(step), "the step can still be answered");
    assert_eq!(talk.triggers(session).last(), Some(&(TriggerType::UserRequest, Decision::Offer)));
}

#[test]
fn who_despairs_hears_the_chosen_words_and_is_offered_a_person_but_gets_no_ticket() {
    let mut talk = Talk::new();
    let closed = talk.closed(OpenTurn::saying("I want to die"));
    assert!(closed.reply.text.contains("not alone"), "{}", closed.reply.text);
    talk.world.house.distress_text = Some("Call 116 123.".to_owned());
    let (session, step) = talk.guided();
    let Opened::Closed(closed) = talk.feedback(session, step, "useless, I want to die") else {
        panic!("the assistant is asked")
    };
    assert!(closed.reply.text.starts_with("Call 116 123."), "{}", closed.reply.text);
    let closed = talk.closed(OpenTurn::saying("I want to kill myself"));
    assert!(closed.reply.text.starts_with("Call 116 123."), "{}", closed.reply.text);
    assert_eq!(closed.notice.map(|notice| notice.decision), Some(Decision::Offer));
    assert_eq!(talk.ticket(closed.session), None);
}

#[test]
fn a_hazard_makes_the_ticket_before_anybody_is_asked() {
    let talk = Talk::new();
    let closed = talk.closed(OpenTurn::saying("There is smoke coming out of the pump"));
    let ticket = talk.ticket(closed.session).expect("a ticket");
    assert_eq!((ticket.priority, ticket.reason), (Priority::Urgent, Reason::SafetyConcern));
    assert!(
        ticket.referral.primary.name.contains("Emergency") && ticket.referral.primary.hours.contains("24/7")
    );
    assert!(closed.reply.text.contains(ticket.number.as_str()), "{}", closed.reply.text);
    assert_eq!(talk.triggers(closed.session), [(TriggerType::SafetyConcern, Decision::Escalate)]);
    assert_eq!(talk.session(closed.session).status, SessionStatus::Escalated);
}

#[test]
fn a_hazard_during_a_handoff_is_announced_as_one() {
    let talk = Talk::new();
    let pending = talk.ask(OpenTurn::saying("The pump makes no pressure"));
    talk.store
        .write(|tx| escalate(tx, &talk.world.scene(), wish(pending.session, None)))
        .expect("the user escalates");
    let smoke = OpenTurn::saying("There is smoke coming out of the pump").in_session(pending.session);
    let notice = talk.closed(smoke).notice.expect("a notice");
    assert_eq!((notice.decision, notice.reason), (Decision::Escalate, Reason::SafetyConcern));
    assert!(notice.contact.name.contains("Emergency"), "{}", notice.contact.name);
    let ticket = talk.ticket(pending.session).expect("a ticket");
    assert_eq!((ticket.priority, ticket.reason), (Priority::Urgent, Reason::UserRequest));
}

#[test]
fn the_assistant_cannot_talk_over_a_person() {
    let talk = Talk::new();
    let pending = talk.ask(OpenTurn::saying("The pump makes no pressure"));
    talk.store
        .write(|tx| escalate(tx, &talk.world.scene(), wish(pending.session, None)))
        .expect("the user escalates while the assistant thinks");
    let closed = talk.answer(&pending, first_step());
    assert_eq!(closed.reply.model, MODEL_HANDOFF);
    let scope = talk.world.actor.scope();
    let said = talk.store.read(|view| view.newest_messages(scope, pending.session, 9)).expect("a read");
    assert!(said.iter().all(|message| message.sender != Sender::Assistant), "the late answer is dropped");
    let later = talk.closed(OpenTurn::saying("Anything new?").in_session(pending.session));
    assert_eq!(later.reply.model, MODEL_HANDOFF);
    assert_eq!(talk.triggers(pending.session).len(), 3, "two turns and one wish of a person");
}

#[test]
fn whatever_is_said_during_a_handoff_gets_the_same_reply() {
    let talk = Talk::new();
    let (session, step) = talk.guided();
    let Opened::Ask(pending) = talk.feedback(session, step, "didnt_work") else {
        panic!("a next step is wanted")
    };
    talk.store.write(|tx| escalate(tx, &talk.world.scene(), wish(session, None))).expect("a ticket");
    let late = talk.answer(&pending, first_step());
    let message = talk.closed(OpenTurn::saying("Anything new?").in_session(session));
    let Opened::Closed(retry) = talk.feedback(session, step, "didnt_work") else {
        panic!("a retry asks nothing")
    };
    assert!(late.notice.is_some() && late.reply.model == MODEL_HANDOFF);
    // But for the message that each of them answers.
    let told = |closed: &Closed| Closed { asked: None, ..closed.clone() };
    assert_eq!((told(&message), told(&retry)), (told(&late), told(&late)));
}

#[test]
fn an_older_turn_stores_nothing_once_a_newer_one_is_open() {
    let talk = Talk::new();
    let old = talk.ask(OpenTurn::saying("The pump makes no pressure"));
    let new = talk.ask(OpenTurn::saying("I mean the left pump").in_session(old.session));
    assert_eq!(talk.answer(&old, first_step()).reply.model, MODEL_SUPERSEDED);
    let closed = talk.answer(&new, first_step());
    assert!(closed.reply.step.is_some());
    assert_eq!(talk.triggers(old.session).len(), 2, "each turn has its trigger all the same");
}

#[test]
fn d9_d19_escalating_twice_is_one_ticket_with_all_notes() {
    let talk = Talk::new();
    let pending = talk.ask(OpenTurn::saying("The pump makes no pressure"));
    let escalate = |notes, priority| {
        let wish = Escalate { priority, ..wish(pending.session, notes) };
        talk.store.write(|tx| escalate(tx, &talk.world.scene(), wish)).expect("an escalation")
    };
    let first = escalate(Some("port side"), Some(Priority::High));
    let same = escalate(Some("port side"), Some(Priority::High));
    let more = escalate(Some("it is getting dark"), Some(Priority::Low));
    assert!(first.created && !same.created && !more.created);
    assert_eq!(first.ticket, same.ticket, "the same wish again changes nothing");
    assert_eq!(more.ticket.additional_notes.as_deref(), Some("port side\n\nit is getting dark"));
    assert_eq!(more.ticket.priority, Priority::High, "a priority is only raised");
    let scope = talk.world.actor.scope();
    let owed =
        talk.store.read(|view| view.outbox_messages(scope, &OutboxFilter::default(), 9)).expect("a read");
    let kinds: Vec<_> = owed.iter().rev().map(|message| message.kind).collect();
    assert_eq!(kinds, [NotificationKind::SupportTicketOpened, NotificationKind::SupportTicketUpdated]);
}

#[test]
fn a_user_with_an_address_gets_a_mail_too() {
    let talk = Talk::new();
    let scope = talk.world.actor.scope();
    let user = UserProfile {
        user_id: "kari".to_owned(),
        name: Some("Kari".to_owned()),
        email: Some("kari@example.com".to_owned()),
        organization_name: None,
        role: None,
        language: Some(handover_domain::Language::No),
        updated_at: talk.world.now,
    };
    talk.store.write(|tx| tx.put_user(scope, &user)).expect("a write");
    let mut command = OpenTurn::saying("Pumpen gir ikke trykk");
    command.user_id = Some("kari".to_owned());
    let pending = talk.ask(command);
    assert_eq!(pending.question.language, handover_domain::Language::No, "the user's own language");
    talk.store
        .write(|tx| escalate(tx, &talk.world.scene(), wish(pending.session, None)))
        .expect("an escalation");
    let owed = talk.store.read(|view| view.outbox_counts(scope)).expect("a read");
    assert_eq!(owed.waiting, 2);
}

#[test]
fn d15_a_clarification_completes_the_old_step() {
    let talk = Talk::new();
    let (session, step) = talk.guided();
    let pending = talk.ask(OpenTurn::saying("Where is the suction filter?").in_session(session));
    assert!(matches!(pending.question.request, Request::Answer { guide: Some(_), .. }));
    let again = Answer { step: Some(a_step("pressure-loss", 1)), ..an_answer("Behind the left panel.", 0.7) };
    let closed = talk.answer(&pending, again);
    let new = closed.reply.step.expect("the step again").id;
    let scope = talk.world.actor.scope();
    let steps = talk.store.read(|view| view.steps(scope, session)).expect("a read");
    let open: Vec<StepId> = steps.iter().filter(|s| s.outcome.is_none()).map(|s| s.id).collect();
    assert_eq!(open, [new], "only the newest step is under way");
    assert!(steps.iter().any(|s| s.id == step && s.outcome == Some(StepOutcome::Unclear)));
}

#[test]
fn d15_a_question_given_as_feedback_is_answered_and_the_step_comes_back() {
    let talk = Talk::new();
    let (session, step) = talk.guided();
    let Opened::Ask(pending) = talk.feedback(session, step, "which filter, the one behind the panel?") else {
        panic!("an answer is wanted")
    };
    assert!(
        matches!(&pending.question.request, Request::Answer { guide: Some(guide), .. } if guide.step == 1)
    );
    let again = Answer { step: Some(a_step("pressure-loss", 1)), ..an_answer("Yes, that one.", 0.7) };
    let closed = talk.answer(&pending, again);
    let scope = talk.world.actor.scope();
    let steps = talk.store.read(|view| view.steps(scope, session)).expect("a read");
    let outcomes: Vec<_> = steps.iter().map(|step| (step.number, step.outcome)).collect();
    assert_eq!(outcomes, [(1, Some(StepOutcome::Unclear)), (1, None)], "asked is neither tried nor failed");
    assert_eq!(talk.session(session).steps_tried, 0);
    let new = closed.reply.step.expect("the step again").id;
    let Opened::Ask(pending) = talk.feedback(session, new, "no change, what now?") else {
        panic!("a next step is wanted")
    };
    assert!(matches!(pending.question.request, Request::NextStep { .. }), "what is clear is no question");
}

#[test]
fn eight_steps_that_did_not_help_are_too_many() {
    let talk = Talk::new();
    let (session, mut step) = talk.guided();
    for number in 1..=8 {
        let Opened::Ask(pending) = talk.feedback(session, step, "didnt_work") else {
            panic!("a next step is wanted")
        };
        let next = Answer { step: Some(a_step("pressure-loss", number + 1)), ..an_answer("Then this.", 0.8) };
        let closed = talk.answer(&pending, next);
        let reason = closed.notice.map(|notice| notice.reason);
        assert_eq!(reason == Some(Reason::StepsExceeded), number == 8, "after {number}: {reason:?}");
        step = closed.reply.step.expect("a step").id;
    }
    let last = talk.triggers(session).last().copied();
    assert_eq!(last, Some((TriggerType::StepsExceeded, Decision::Offer)));
}

#[test]
fn d16_it_worked_completes_the_session() {
    let talk = Talk::new();
    let (session, step) = talk.guided();
    let Opened::Closed(closed) = talk.feedback(session, step, "worked") else {
        panic!("nothing is left to ask")
    };
    assert_eq!(closed.workflow, Workflow::Completed);
    assert_eq!(talk.session(session).status, SessionStatus::Completed);
    let Opened::Closed(again) = talk.feedback(session, step, "worked") else {
        panic!("a retry asks nothing")
    };
    assert_eq!(again.workflow, Workflow::Completed, "a retry over a bad link is harmless");
    let pending = talk.ask(OpenTurn::saying("It is back").in_session(session));
    assert_eq!(talk.session(pending.session).status, SessionStatus::Active, "speaking wakes the session");
}

#[test]
fn d10_still_unresolved_does_not_close_the_session_as_resolved() {
    let talk = Talk::new();
    let (session, step) = talk.guided();
    let Opened::Ask(_) = talk.feedback(session, step, "still unresolved") else {
        panic!("a next step is wanted")
    };
    assert_eq!(talk.session(session).status, SessionStatus::Active);
}

#[test]
fn steps_that_end_unsolved_make_a_ticket() {
    let talk = Talk::new();
    let (session, step) = talk.guided();
    let Opened::Ask(pending) = talk.feedback(session, step, "didnt_work") else {
        panic!("a next step is wanted")
    };
    let closed = talk.answer(&pending, Answer { guide_exhausted: true, ..an_answer("That was all.", 0.5) });
    let ticket = talk.ticket(session).expect("a ticket");
    assert_eq!((closed.workflow, ticket.reason), (Workflow::Escalated, Reason::ExpertRequired));
    assert!(closed.reply.text.contains(ticket.number.as_str()));
    assert!(ticket.session_summary.contains("Step 1: Do the thing number 1. - ✓ Completed (Unsuccessful)"));
    assert!(ticket.session_summary.contains("hydraulic"));
}

#[test]
fn d14_a_message_without_a_machine_keeps_the_machine() {
    let talk = Talk::new();
    let mut command = OpenTurn::saying("The pump makes no pressure");
    command.machine_id = Some("boat-7".to_owned());
    let pending = talk.ask(command);
    talk.ask(OpenTurn::saying("Still nothing").in_session(pending.session));
    assert_eq!(talk.session(pending.session).machine_id.as_deref(), Some("boat-7"));
}

#[test]
fn another_users_session_does_not_exist() {
    let talk = Talk::new();
    let mut mine = OpenTurn::saying("The pump makes no pressure");
    mine.user_id = Some("kari".to_owned());
    let pending = talk.ask(mine);
    let mut theirs = OpenTurn::saying("What did she say?").in_session(pending.session);
    theirs.user_id = Some("ola".to_owned());
    assert!(matches!(talk.open(theirs), Err(TurnError::NoSuchSession(id)) if id == pending.session));
}

#[test]
fn a_session_that_nobody_named_a_user_for_becomes_the_first_ones() {
    let talk = Talk::new();
    let session = talk.ask(OpenTurn::saying("The pump makes no pressure")).session;
    assert!(talk.session(session).is_anonymous());
    let named = |user: &str| OpenTurn { user_id: Some(user.to_owned()), ..OpenTurn::saying("Still nothing") };
    talk.ask(named("kari").in_session(session));
    assert_eq!(talk.session(session).user_id, "kari");
    assert!(matches!(talk.open(named("ola").in_session(session)), Err(TurnError::NoSuchSession(_))));
}

#[test]
fn a_turn_whose_request_died_is_answered_once() {
    let talk = Talk::new();
    let dead = talk.ask(OpenTurn::saying("The pump makes no pressure"));
    let again = talk.take_over(&dead);
    assert_eq!(again.message, dead.message);
    assert_eq!(talk.answer(&dead, first_step()).reply.model, MODEL_SUPERSEDED, "the dead one comes too late");
    talk.answer(&again, first_step());
    let scope = talk.world.actor.scope();
    let said = talk.store.read(|view| view.newest_messages(scope, dead.session, 9)).expect("a read");
    assert_eq!(said.iter().map(|m| m.sender).collect::<Vec<_>>(), [Sender::User, Sender::Assistant]);
}

#[test]
fn a_turn_that_is_taken_over_asks_what_the_dead_one_asked() {
    for words in ["didn't work", "What is a suction filter?"] {
        let talk = Talk::new();
        let (session, _) = talk.guided();
        let dead = talk.ask(OpenTurn::saying(words).in_session(session));
        let asked = |turn: &PendingTurn| (turn.question.request.clone(), turn.step_ended);
        let again = talk.take_over(&dead);
        assert_eq!(asked(&again), asked(&dead), "{words}");
        let third = talk.take_over(&again);
        assert_eq!(asked(&third), asked(&dead), "{words}");
    }
}

#[test]
fn no_next_step_is_asked_for_once_the_guide_is_over() {
    let talk = Talk::new();
    let (session, _) = talk.guided();
    let dead = talk.ask(OpenTurn::saying("didn't work").in_session(session));
    talk.store.write(|tx| escalate(tx, &talk.world.scene(), wish(session, None))).expect("a ticket");
    let which = TicketRef::Id(talk.ticket(session).expect("a ticket").id);
    let solved = ChangeTicket {
        status: Some(TicketStatus::Resolved),
        resolution_notes: Some("A new seal".to_owned()),
        ..ChangeTicket::default()
    };
    talk.store.write(|tx| change_ticket(tx, &talk.world.scene(), &which, solved)).expect("it is solved");
    let again = talk.take_over(&dead);
    let plain = Request::Answer { text: "didn't work".to_owned(), guide: None };
    assert_eq!((again.question.request, again.step_ended), (plain, None));
    assert_eq!(
        talk.session(session).status,
        SessionStatus::Active,
        "whoever is answered has an open session"
    );
}

#[test]
fn an_unknown_session_is_not_escalated() {
    let talk = Talk::new();
    let nobody = SessionId(uuid::Uuid::from_u128(9));
    let refused = talk.store.write(|tx| escalate(tx, &talk.world.scene(), wish(nobody, None)));
    assert!(refused.is_err());
    let count = talk.store.read(|view| view.outbox_counts(talk.world.actor.scope()));
    assert!(matches!(count, Ok(counts) if counts.waiting == 0), "{count:?}");
}
