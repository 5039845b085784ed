//! Every field of every row, written and read back.

#![expect(clippy::expect_used, reason = "a broken promise must stop the test that checks it")]

use chrono::TimeDelta;

use super::world::{World, a_step};
use crate::assistant::{Category, Citation, Diagnosis, GuidePosition};
use crate::id::{Ids, MessageId, OutboxId, SessionId, StepId, TicketEventId, TicketId, TriggerId};
use crate::judgement::{Evidence, Input, NearMiss, Span};
use crate::message::{Message, MessageType, Sender};
use crate::outbox::{About, NotificationKind, OutboxMessage, OutboxStatus};
use crate::profile::{MachineProfile, UserProfile};
use crate::session::{NewSession, Owner, Session, SessionStatus};
use crate::session_event::SessionEventKind;
use crate::step::{Step, StepOutcome};
use crate::store::{Store, StoreError, StoreExt};
use crate::ticket::{Priority, Referral, Ticket, TicketEvent, TicketEventKind, TicketNumber, TicketStatus};
use crate::trigger::{Decision, Trigger, TriggerType};
use crate::{JsonText, Language, Reason};

/// Text that breaks careless code: quotes, backslashes, emoji, right-to-left, lines, a lone combining mark.
pub(super) const HARD: &str = "O'Brien \"said\" \\ %s ${x} ; DROP TABLE — 🚢 مضخة\n\tΆ\u{0301} \u{200d}";

pub(super) fn check(store: &dyn Store) {
    let mut world = World::new();
    world.now += TimeDelta::microseconds(123_457);
    let session = session(&world);
    let (mut session, events) = {
        let mut session = session;
        let now = world.now;
        let events = [
            session.event(SessionEventKind::Message, Some(world.ids.row()), now),
            session.event(SessionEventKind::Owner, None, now),
        ];
        (session, events)
    };
    let scope = world.actor.scope();
    let steps = steps(&world, &session);
    let message = message(&world, &session, steps.first().map(|step| step.id));
    let trigger = trigger(&world, &session, &message);
    let ticket = ticket(&world, &session);
    let ticket_event = ticket_event(&world, &ticket);
    let owed = owed(&world, &ticket);
    let (user, machine) = (user(&world), machine(&world));
    store
        .write(|tx| {
            assert!(tx.insert_session(&session)?);
            tx.put_user(scope, &user)?;
            tx.put_machine(scope, &machine)?;
            for step in &steps {
                tx.insert_step(scope, step)?;
                tx.update_step(scope, step)?;
            }
            tx.insert_message(scope, &message)?;
            tx.insert_trigger(scope, &trigger)?;
            tx.insert_ticket(&ticket)?;
            tx.insert_ticket_events(scope, std::slice::from_ref(&ticket_event))?;
            tx.insert_outbox_messages(std::slice::from_ref(&owed))?;
            tx.insert_session_events(scope, &events)?;
            tx.update_session(&mut session)
        })
        .expect("everything is stored");
    store
        .read(|view| {
            assert_eq!(view.session(scope, session.id)?.as_ref(), Some(&session));
            assert_eq!(view.sessions_of_user(scope, HARD, 5)?, (vec![session.clone()], 1));
            assert_eq!(view.user(scope, HARD)?, Some(user));
            assert_eq!(view.machine(scope, HARD)?, Some(machine));
            assert_eq!(view.steps(scope, session.id)?, steps);
            assert_eq!(view.newest_messages(scope, session.id, 9)?, std::slice::from_ref(&message));
            assert_eq!(view.message(scope, session.id, message.id)?.as_ref(), Some(&message));
            assert_eq!(view.message_of_turn(scope, session.id, 7, Sender::Assistant)?, Some(message));
            assert_eq!(view.triggers(scope, session.id)?, [trigger]);
            assert_eq!(view.ticket(scope, ticket.id)?.as_ref(), Some(&ticket));
            assert_eq!(view.ticket_by_number(scope, &ticket.number)?.as_ref(), Some(&ticket));
            assert_eq!(view.ticket_events(scope, ticket.id)?, [ticket_event]);
            assert_eq!(view.outbox_message(scope, owed.id)?, Some(owed));
            assert_eq!(view.session_events(scope, session.id, 0, 9)?, events);
            assert_eq!(view.organization(scope)?.map(|o| o.id), Some(scope.organization()));
            Ok::<_, StoreError>(())
        })
        .expect("everything is there");
}

fn session(world: &World) -> Session {
    let new = NewSession {
        id: SessionId(world.ids.capability()),
        organization_id: world.actor.scope().organization(),
        user_id: HARD.to_owned(),
        machine_id: Some(HARD.to_owned()),
        language: Language::Ar,
        problem_description: Some(HARD.to_owned()),
        imported_context: Some(JsonText::from_checked("[{\"content\":\"α\",\"role\":\"user\"}]".to_owned())),
    };
    let mut session = Session::open(new, world.now);
    session.status = SessionStatus::Escalated;
    session.resolution_summary = Some(HARD.to_owned());
    session.metadata = Some(JsonText::from_checked("{\"a\":[1,2.5,null,true]}".to_owned()));
    session.owner = Owner::Expert("general".to_owned());
    (session.epoch, session.turn, session.judged_turn, session.last_sequence) = (3, 7, 6, 12);
    session.diagnosis = Some(diagnosis());
    session.confidence = Some(0.1 + 0.2);
    session.current_step = Some(StepId(world.ids.row()));
    session.guide = Some(GuidePosition { problem: "pressure-loss".to_owned(), step: 2 });
    session.guidance = Some(HARD.to_owned());
    session.steps_tried = 5;
    session
}

fn diagnosis() -> Diagnosis {
    Diagnosis {
        problem: "pressure-loss".to_owned(),
        title: HARD.to_owned(),
        category: Category::Hydraulic,
        confidence: 0.725,
        likely_causes: vec!["air".to_owned(), HARD.to_owned()],
        safety_warnings: Vec::new(),
        requires_expert: true,
    }
}

fn steps(world: &World, session: &Session) -> Vec<Step> {
    let begin = |number| {
        Step::begin(StepId(world.ids.row()), session.id, &a_step("pressure-loss", number), 0.6, world.now)
    };
    let mut done = begin(1);
    done.complete(StepOutcome::Partially, Some(HARD), world.now);
    vec![done, begin(2)]
}

fn message(world: &World, session: &Session, step_id: Option<StepId>) -> Message {
    Message {
        id: MessageId(world.ids.row()),
        session_id: session.id,
        sequence: 12,
        turn: 7,
        sender: Sender::Assistant,
        content: HARD.to_owned(),
        message_type: MessageType::DiagnosticStep,
        language: Language::Tr,
        confidence: Some(1.0 / 3.0),
        model_used: Some("knowledge-base".to_owned()),
        citations: vec![Citation {
            document: "gauges".to_owned(),
            title: HARD.to_owned(),
            section: "HP".to_owned(),
            passage: Some(3),
        }],
        step_id,
        metadata: Some(JsonText::from_checked("{\"k\":\"v\"}".to_owned())),
        author: Some(HARD.to_owned()),
        timestamp: world.now,
    }
}

fn trigger(world: &World, session: &Session, message: &Message) -> Trigger {
    Trigger {
        id: TriggerId(world.ids.row()),
        session_id: session.id,
        turn: 7,
        message_id: Some(message.id),
        trigger_type: TriggerType::ConfidenceLow,
        value: Some(0.29),
        decision: Decision::Offer,
        reason: HARD.to_owned(),
        evidence: Evidence {
            rule: "policy.confidence".to_owned(),
            rule_version: "abc".to_owned(),
            spans: vec![Span { start: 1, end: 4, text: HARD.to_owned() }],
            inputs: vec![Input { name: "confidence".to_owned(), value: 0.29 }],
            near_miss: Some(NearMiss {
                rule: "policy.steps".to_owned(),
                value: 7.0,
                threshold: 8.0,
                distance: 0.125,
            }),
        },
        requested_by: Some(HARD.to_owned()),
        triggered_at: world.now,
    }
}

fn ticket(world: &World, session: &Session) -> Ticket {
    let contacts = &world.house.contacts;
    Ticket {
        id: TicketId(world.ids.row()),
        organization_id: session.organization_id,
        session_id: session.id,
        number: TicketNumber::new(&world.house.ticket_prefix, world.now.date_naive(), 12_345),
        priority: Priority::High,
        status: TicketStatus::WaitingOnUser,
        reason: Reason::ComplexIssue,
        session_summary: HARD.to_owned(),
        language: crate::language::Language::Tr,
        category: Some(crate::assistant::Category::Control),
        user_id: session.user_id.clone(),
        user_name: Some(HARD.to_owned()),
        organization_name: Some(HARD.to_owned()),
        machine_id: Some(HARD.to_owned()),
        machine_model: Some(HARD.to_owned()),
        machine_context: Some(machine(world)),
        referral: Referral {
            primary: contacts.emergency().clone(),
            alternatives: vec![contacts.general().clone()],
        },
        additional_notes: Some(HARD.to_owned()),
        resolution_notes: Some(HARD.to_owned()),
        assigned_expert_id: Some("hydraulic".to_owned()),
        assigned_expert_name: Some(HARD.to_owned()),
        first_answer_at: Some(world.now),
        notify_email: crate::account::EmailAddress::parse("kari@fjord.example"),
        rating: crate::rating::Stars::try_from(3).ok(),
        rating_comment: Some(HARD.to_owned()),
        merged_into: None,
        rule_version: "abc".to_owned(),
        version: 1,
        created_at: world.now,
        updated_at: world.now + TimeDelta::microseconds(1),
        resolved_at: Some(world.now),
    }
}

fn ticket_event(world: &World, ticket: &Ticket) -> TicketEvent {
    TicketEvent {
        id: TicketEventId(world.ids.row()),
        ticket_id: ticket.id,
        kind: TicketEventKind::Assigned,
        actor: "operator".to_owned(),
        from: None,
        to: Some(HARD.to_owned()),
        reason: Some("longest idle".to_owned()),
        at: world.now,
    }
}

fn owed(world: &World, ticket: &Ticket) -> OutboxMessage {
    OutboxMessage {
        id: OutboxId(world.ids.row()),
        organization_id: ticket.organization_id,
        about: About::Ticket(ticket.id),
        kind: NotificationKind::SupportTicketUpdated,
        urgent: true,
        note: Some(HARD.to_owned()),
        status: OutboxStatus::Dead,
        attempts: 4,
        next_attempt_at: world.now,
        lease_until: Some(world.now),
        last_error: Some(HARD.to_owned()),
        created_at: world.now,
        renewed_at: world.now,
        finished_at: Some(world.now),
    }
}

fn user(world: &World) -> UserProfile {
    UserProfile {
        user_id: HARD.to_owned(),
        name: Some(HARD.to_owned()),
        email: Some("kari@example.com".to_owned()),
        organization_name: Some(HARD.to_owned()),
        role: Some("operator".to_owned()),
        language: Some(Language::No),
        updated_at: world.now,
    }
}

fn machine(world: &World) -> MachineProfile {
    MachineProfile {
        machine_id: HARD.to_owned(),
        user_id: Some(HARD.to_owned()),
        name: Some(HARD.to_owned()),
        model: Some("V4.0".to_owned()),
        serial: Some("00123".to_owned()),
        hours: Some(1234.5),
        location: Some(HARD.to_owned()),
        updated_at: world.now,
    }
}
