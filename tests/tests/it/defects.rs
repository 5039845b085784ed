//! The prototype's defects, each by its number, over HTTP on the real binary.

use handover_testkit::process::{Launch, Server};
use serde_json::{Value, json};

use crate::client::{Client, said, text};
use crate::database::{Database, Kind};

struct Install {
    database: Database,
    _server: Server,
    client: Client,
}

fn install() -> Install {
    let database = Database::fresh(Kind::Sqlite).expect("a database");
    let server = Launch::serve(database.folder(), database.url()).start();
    let client = Client::new(server.url());
    Install { database, _server: server, client }
}

fn in_session(session: &str, message: &str) -> Value {
    let mut body = said(message);
    body["session_id"] = json!(session);
    body
}

#[test]
fn d3_the_rules_see_true_values_and_honour_the_request() {
    let install = install();
    let chat = install.client.chat("Who won the football match in Lisbon yesterday evening?");
    assert_eq!(text(&chat, "/escalation/reason"), "low_confidence");
    let path = format!("/api/ai/sessions/{}/evaluate-escalation", text(&chat, "/session_id"));
    let low = install.client.post(&path, &json!({})).expect(200);
    assert_eq!(
        (&low["should_escalate"], &low["escalation_reason"]),
        (&json!(true), &json!("low_confidence"))
    );
    let lenient = install.client.post(&path, &json!({ "confidence_threshold": 0.0 })).expect(200);
    assert_eq!(lenient["should_escalate"], json!(false), "{lenient}");
    let rows = install.database.number("SELECT count(*) AS value FROM escalation_triggers");
    assert_eq!(rows, 1, "a dry run writes nothing");
}

#[test]
fn d5_escalating_works_before_the_first_message_and_after_another_ticket() {
    let install = install();
    let created = install.client.post("/api/ai/sessions", &json!({ "language": "en" })).expect(201);
    let session = text(&created, "/session_id");
    install.client.escalate(&session, "").expect(201);
    let answer = install.client.post("/api/ai/chat", &in_session(&session, "hello?")).expect(200);
    assert_eq!(text(&answer, "/session_id"), session);
    let repeated = install.client.escalate(&session, "more").expect(200);
    assert_eq!(text(&repeated, "/status"), "already_escalated");
    assert_eq!(install.client.escalate("null", "").status, 422);
}

#[test]
fn d6_notes_are_kept_without_any_mail_server() {
    let install = install();
    let session = install.client.session("no water");
    let ticket = install.client.escalate(&session, "the left pump").expect(201);
    let shown =
        install.client.get(&format!("/api/ai/tickets/{}", text(&ticket, "/ticket_number"))).expect(200);
    assert_eq!(text(&shown, "/additional_notes"), "the left pump");
}

#[test]
fn d9_an_unknown_session_is_a_plain_404() {
    let install = install();
    let nobody = uuid::Uuid::new_v4().to_string();
    let answer = install.client.escalate(&nobody, "");
    assert_eq!((answer.status, answer.kind.as_str()), (404, "application/problem+json"));
    for leak in ["SELECT", "INSERT", "sqlite", "diesel", "/src/"] {
        assert!(!answer.text.contains(leak), "{answer:?}");
    }
}

#[test]
fn d10_words_inside_words_and_negations_are_not_requests() {
    let install = install();
    for harmless in [
        "That was helpful",
        "Personally I think the filter is fine",
        "I do not want a technician",
        "There is no leak any more",
        "The pressure is normal",
    ] {
        let chat = install.client.chat(harmless);
        let reason = chat.pointer("/escalation/reason").and_then(Value::as_str);
        assert!(!matches!(reason, Some("user_request" | "safety_concern")), "{harmless}: {chat}");
    }
    let asked = install.client.chat("I want to talk to a real person");
    assert_eq!(text(&asked, "/escalation/reason"), "user_request");
    assert_eq!(text(&asked, "/escalation/decision"), "offer");
    let smoke = install.client.chat("Smoke is coming out of the power pack");
    assert_eq!(text(&smoke, "/escalation/decision"), "escalate");
    assert!(text(&smoke, "/response").contains(&text(&smoke, "/escalation/ticket_number")));
    let hired = install.client.chat("They hired a new captain");
    assert_eq!(hired["message_type"], json!("text"), "`hired` is not `red`: {hired}");
}

#[test]
fn d13_a_clarification_is_stored_once() {
    let install = install();
    let session = install.client.session("The HP gauge needle is stuck in the red zone");
    install.client.post("/api/ai/chat", &in_session(&session, "Where do I find that gauge?")).expect(200);
    let history = install.client.get(&format!("/api/ai/sessions/{session}/history")).expect(200);
    let users =
        history["messages"].as_array().expect("messages").iter().filter(|m| m["sender"] == json!("user"));
    assert_eq!(users.count(), 2);
}

#[test]
fn d14_a_follow_up_without_a_machine_keeps_the_machine() {
    let install = install();
    let mut body = said("The discs do not turn");
    body["machine_id"] = json!("boat-7");
    let session = text(&install.client.post("/api/ai/chat", &body).expect(200), "/session_id");
    install.client.post("/api/ai/chat", &in_session(&session, "still nothing")).expect(200);
    let shown = install.client.get(&format!("/api/ai/sessions/{session}")).expect(200);
    assert_eq!(shown["machine_id"], json!("boat-7"));
}

#[test]
fn d15_d16_steps_end_and_worked_completes_the_session() {
    let install = install();
    let chat = install.client.chat("The HP gauge needle is stuck in the red zone");
    let session = text(&chat, "/session_id");
    let clarified =
        install.client.post("/api/ai/chat", &in_session(&session, "What is the HP gauge?")).expect(200);
    let step = text(&clarified, "/step_data/step_id");
    let open = "SELECT count(*) AS value FROM troubleshooting_steps WHERE outcome IS NULL";
    assert_eq!(install.database.number(open), 1, "the old step is over (D15)");
    let feedback = json!({ "session_id": session, "step_id": step, "feedback": "worked", "language": "en" });
    let done = install.client.post("/api/ai/chat/step-feedback", &feedback).expect(200);
    assert_eq!(text(&done, "/workflow_status"), "completed");
    assert_eq!(
        text(&done, "/completion_message"),
        "Problem resolved! The troubleshooting workflow is complete."
    );
    let shown = install.client.get(&format!("/api/ai/sessions/{session}")).expect(200);
    assert_eq!(text(&shown, "/status"), "completed");
}

#[test]
fn d17_a_chat_without_a_session_opens_its_own_and_abandons_none() {
    let install = install();
    let mut body = said("no water at the discs");
    body["machine_id"] = json!("boat-7");
    let first = text(&install.client.post("/api/ai/chat", &body).expect(200), "/session_id");
    let second = text(&install.client.post("/api/ai/chat", &body).expect(200), "/session_id");
    assert_ne!(first, second);
    let shown = install.client.get(&format!("/api/ai/sessions/{first}")).expect(200);
    assert_eq!(text(&shown, "/status"), "active");
}

#[test]
fn d18_d28_the_specialist_is_reached_and_the_number_has_the_day_of_the_organization() {
    let install = install();
    let chat = install.client.chat("The HP gauge needle is stuck in the red zone");
    let ticket = install.client.escalate(&text(&chat, "/session_id"), "").expect(201);
    let contact = text(&ticket, "/expert_contact_info/primary_contact/email");
    assert!(contact.starts_with("hydraulic@"), "{contact}");
    let day = install.database.texts("SELECT substr(created_at, 1, 10) AS value FROM support_tickets");
    let stored = day.first().expect("a ticket").replace('-', "");
    assert!(text(&ticket, "/ticket_number").contains(&stored), "the number and the row have one day, in UTC");
}

#[test]
fn d20_the_history_shows_what_was_decided_and_promises_are_kept() {
    let install = install();
    let chat = install.client.chat("The remote control is dead");
    let session = text(&chat, "/session_id");
    let mut status = json!({ "next_step": { "step_data": chat["step_data"].clone() } });
    for _ in 0..30 {
        let Some(step) = status.pointer("/next_step/step_data/step_id").and_then(Value::as_str) else {
            break;
        };
        let feedback = json!({ "session_id": session, "step_id": step, "feedback": "didnt_work" });
        status = install.client.post("/api/ai/chat/step-feedback", &feedback).expect(200);
    }
    assert_eq!(text(&status, "/workflow_status"), "escalated", "{status}");
    let number = install.database.texts("SELECT ticket_number AS value FROM support_tickets").concat();
    assert!(!number.is_empty(), "an escalation is a ticket");
    assert!(text(&status, "/completion_message").contains(&number));
    let history = install.client.get(&format!("/api/ai/sessions/{session}/escalation-history")).expect(200);
    let rows = history.as_array().expect("a list");
    let turns = install.database.number("SELECT turn AS value FROM ai_sessions");
    assert_eq!(i64::try_from(rows.len()), Ok(turns), "one row for each turn: {history}");
}

#[test]
fn d24_a_posted_message_gets_its_answer() {
    let install = install();
    let created = install.client.post("/api/ai/sessions", &json!({ "machine_id": "boat-7" })).expect(201);
    let path = format!("/api/ai/sessions/{}/messages", text(&created, "/session_id"));
    let sent =
        install.client.post(&path, &json!({ "content": "How do I winterise the machine?" })).expect(200);
    assert_eq!(
        (text(&sent, "/status"), text(&sent, "/ai_response/sender")),
        ("sent".into(), "assistant".into())
    );
}
