//! Whatever the domain can hold reads back as it was written.

use chrono::{DateTime, TimeDelta, Utc};
use handover_domain::judgement::{Evidence, Input, NearMiss, Span};
use handover_domain::{
    Decision, JsonText, Language, MachineProfile, Message, MessageId, MessageType, Owner, Sender, Session,
    SessionStatus, StoreError, StoreExt, Trigger, TriggerId, TriggerType, UserProfile,
};
use handover_persistence::SqlStore;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};
use uuid::Uuid;

use crate::harness::{a_session, an_instant, places, scope};

/// Any text that both databases can hold: all of Unicode but NUL.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "\\PC{0,40}", Just("' \" \\ ; -- %s ${x} \u{feff}\r\n".to_owned())]
        .prop_map(|text| text.replace('\0', ""))
}

fn time() -> impl Strategy<Value = DateTime<Utc>> {
    (0..4_000_000_000_000_000_i64).prop_map(|micros| an_instant() + TimeDelta::microseconds(micros))
}

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![0.0..=1.0, any::<f64>().prop_filter("a number", |number| number.is_finite())]
}

fn json() -> impl Strategy<Value = JsonText> {
    // Spaces, order, doubled keys, long numbers and an escaped NUL are the client's own business.
    select(vec![
        "{}",
        "{\"b\": 1, \"a\":2,\"b\":3}",
        "[1e2,1.50,-0.0]",
        "\"\\u0000\"",
        "null",
        "123456789012345678901234567890",
    ])
    .prop_map(|text| JsonText::from_checked(text.to_owned()))
}

fn session() -> impl Strategy<Value = Session> {
    let owner = prop_oneof![Just(Owner::Assistant), Just(Owner::Queue), text().prop_map(Owner::Expert)];
    let words = (text(), proptest::option::of(text()), proptest::option::of(text()));
    let rest =
        (proptest::option::of(json()), proptest::option::of(number()), any::<u32>(), time(), any::<i64>());
    (words, owner, select(SessionStatus::ALL), select(Language::ALL.to_vec()), rest).prop_map(
        |((user, machine, problem), owner, status, language, (json, confidence, steps, at, epoch))| Session {
            user_id: user,
            machine_id: machine,
            problem_description: problem.clone(),
            resolution_summary: problem,
            owner,
            status,
            language,
            metadata: json.clone(),
            imported_context: json,
            confidence,
            steps_tried: steps,
            created_at: at,
            updated_at: at,
            epoch,
            ..a_session()
        },
    )
}

fn message(session: &Session) -> impl Strategy<Value = Message> + use<> {
    let session_id = session.id;
    let words = (text(), proptest::option::of(text()), select(Sender::ALL), select(MessageType::ALL));
    (words, proptest::option::of(json()), proptest::option::of(number()), time()).prop_map(
        move |((content, model_used, sender, message_type), metadata, confidence, timestamp)| Message {
            id: MessageId(Uuid::new_v4()),
            session_id,
            sequence: 1,
            turn: 1,
            sender,
            content,
            message_type,
            language: Language::En,
            confidence,
            model_used,
            citations: Vec::new(),
            step_id: None,
            metadata,
            author: None,
            timestamp,
        },
    )
}

fn trigger(session: &Session) -> impl Strategy<Value = Trigger> + use<> {
    let session_id = session.id;
    let words = (text(), text(), select(TriggerType::ALL), select(Decision::ALL));
    (words, proptest::option::of(number()), number(), proptest::option::of(text()), time()).prop_map(
        move |((reason, rule, trigger_type, decision), value, input, requested_by, triggered_at)| Trigger {
            id: TriggerId(Uuid::new_v4()),
            session_id,
            turn: 1,
            message_id: None,
            trigger_type,
            value,
            decision,
            reason,
            evidence: Evidence {
                rule: rule.clone(),
                rule_version: rule.clone(),
                spans: vec![Span { start: 0, end: usize::from(u16::MAX), text: rule.clone() }],
                inputs: vec![Input { name: rule.clone(), value: input }],
                near_miss: Some(NearMiss { rule, value: input, threshold: input, distance: input }),
            },
            requested_by,
            triggered_at,
        },
    )
}

fn profiles() -> impl Strategy<Value = (UserProfile, MachineProfile)> {
    (text(), proptest::option::of(text()), proptest::option::of(number()), time()).prop_map(
        |(id, name, hours, updated_at)| {
            let user = UserProfile {
                user_id: id.clone(),
                name: name.clone(),
                email: name.clone(),
                organization_name: name.clone(),
                role: None,
                language: name.as_ref().map(|_| Language::Tr),
                updated_at,
            };
            let machine = MachineProfile {
                machine_id: id,
                user_id: name.clone(),
                name: name.clone(),
                model: name.clone(),
                serial: None,
                hours,
                location: name,
                updated_at,
            };
            (user, machine)
        },
    )
}

type Rows = (Session, Message, Trigger, (UserProfile, MachineProfile));

fn rows() -> impl Strategy<Value = Rows> {
    session().prop_flat_map(|session| {
        let (message, trigger) = (message(&session), trigger(&session));
        (Just(session), message, trigger, profiles())
    })
}

fn reads_back(
    store: &SqlStore,
    (session, message, trigger, (user, machine)): Rows,
) -> Result<(), TestCaseError> {
    // Some draws are not possible states of one store at once: the same session may come twice.
    let session = Session { id: handover_domain::SessionId(Uuid::new_v4()), ..session };
    let message = Message { session_id: session.id, ..message };
    let trigger = Trigger { session_id: session.id, ..trigger };
    store
        .write(|tx| {
            assert!(tx.insert_session(&session)?);
            tx.insert_message(scope(), &message)?;
            tx.insert_trigger(scope(), &trigger)?;
            tx.put_user(scope(), &user)?;
            tx.put_machine(scope(), &machine)
        })
        .map_err(|error: StoreError| TestCaseError::fail(format!("{error:?}")))?;
    let read = store
        .read(|view| {
            Ok::<_, StoreError>((
                view.session(scope(), session.id)?,
                view.newest_messages(scope(), session.id, 5)?,
                view.triggers(scope(), session.id)?,
                view.user(scope(), &user.user_id)?,
                view.machine(scope(), &machine.machine_id)?,
            ))
        })
        .map_err(|error| TestCaseError::fail(format!("{error:?}")))?;
    prop_assert_eq!(read, (Some(session), vec![message], vec![trigger], Some(user), Some(machine)));
    Ok(())
}

#[test]
fn every_value_of_the_domain_reads_back_as_written() {
    for place in places() {
        let store = place.migrated();
        let mut runner = TestRunner::new(Config { cases: Config::default().cases / 2, ..Config::default() });
        runner
            .run(&rows(), |rows| reads_back(&store, rows))
            .unwrap_or_else(|error| panic!("on {}: {error}", place.url));
    }
}
